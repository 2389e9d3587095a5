"""The addresses of every face: which screen an address is, its description says."""

from __future__ import annotations

from django.urls import path

from bots.practice import control, pages
from bots.practice.faces import views

urlpatterns = [
    path("", views.menu),
    path("login", pages.sign_in),
    path("logout", pages.sign_out),
    *control.urlpatterns,
    path("<path:address>", views.screen),
]
handler404 = pages.not_found
handler500 = pages.broken

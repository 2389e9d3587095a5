"""The addresses of the library system."""

from __future__ import annotations

from django.urls import path

from bots.practice import control, pages
from bots.practice.library import views

urlpatterns = [
    path("", views.home),
    path("login", pages.sign_in),
    path("logout", pages.sign_out),
    path("cards", views.cards),
    path("cards/new", views.new_card),
    path("cards/done", views.done),
    path("cards/<str:receipt>", views.card),
    *control.urlpatterns,
]
handler404 = pages.not_found
handler500 = pages.broken

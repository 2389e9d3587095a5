"""The addresses of the childcare system."""

from __future__ import annotations

from django.urls import path

from bots.practice import control, pages
from bots.practice.childcare import views

urlpatterns = [
    path("", views.frames),
    path("login", pages.sign_in),
    path("logout", pages.sign_out),
    path("menu", views.menu),
    path("welcome", views.welcome),
    path("moushikomi/new", views.enter),
    path("moushikomi/kakunin", views.check),
    path("moushikomi/touroku", views.register),
    path("moushikomi/kanryo", views.done),
    path("moushikomi/shokai", views.find),
    path("moushikomi/shousai/<str:receipt>", views.details),
    *control.urlpatterns,
]
handler404 = pages.not_found
handler500 = pages.broken

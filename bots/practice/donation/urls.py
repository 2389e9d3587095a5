"""The addresses of the donation system."""

from __future__ import annotations

from django.urls import path

from bots.practice import control, pages
from bots.practice.donation import views

urlpatterns = [
    path("", views.app),
    path("login", views.app),
    path("api/login", views.login),
    path("api/logout", views.logout),
    path("api/me", views.me),
    path("api/form", views.form_words),
    path("api/postal", views.postal),
    path("api/purposes", views.purposes),
    path("api/entries", views.entries),
    path("api/entries/<str:receipt>", views.entry_details),
    *control.urlpatterns,
]
handler404 = pages.not_found
handler500 = pages.broken

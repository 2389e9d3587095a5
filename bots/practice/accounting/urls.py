"""The addresses of the accounting system."""

from __future__ import annotations

from django.urls import path

from bots.practice import control, pages
from bots.practice.accounting import lists, views

urlpatterns = [
    path("", views.menu),
    path("login", pages.sign_in),
    path("logout", pages.sign_out),
    path("shishutsu/new", views.enter),
    path("shishutsu/biko", views.inset),
    path("shishutsu/kakunin", views.check),
    path("shishutsu/touroku", views.register),
    path("shishutsu/kanryo", views.done),
    path("shiharaisaki", lists.payees),
    path("denpyo", lists.slips_page),
    path("denpyo/csv", lists.slips_csv),
    path("denpyo/<str:receipt>", lists.details),
    path("denpyo/<str:receipt>/pdf", lists.paper_of),
    path("yosan", lists.items),
    *control.urlpatterns,
]
handler404 = pages.not_found
handler500 = pages.broken

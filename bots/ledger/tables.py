"""The tables, with Django made ready for them: imported instead of models.py."""

from __future__ import annotations

import os


def make_ready() -> None:
    """Set Django up with the ledger's settings. Does nothing if that was done before."""
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bots.ledger.django_settings")
    if not apps.ready:  # not django.setup(): that brings along what answers web requests, for each command anew
        apps.populate(settings.INSTALLED_APPS)


make_ready()

from bots.ledger.models import (  # noqa: E402 - models cannot be imported before
    Approval,
    Arrival,
    Attempt,
    Book,
    Due,
    Event,
    Evidence,
    Found,
    Item,
    Line,
    Pause,
    Register,
    Review,
    Row,
    Run,
    Seen,
    Slot,
    Told,
    Watch,
)

__all__ = [
    "Approval",
    "Arrival",
    "Attempt",
    "Book",
    "Due",
    "Event",
    "Evidence",
    "Found",
    "Item",
    "Line",
    "Pause",
    "Register",
    "Review",
    "Row",
    "Run",
    "Seen",
    "Slot",
    "Told",
    "Watch",
]

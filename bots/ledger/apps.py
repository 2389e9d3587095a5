"""The Django app of the ledger."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Names the app, so that tables are called ledger_item and so on."""

    name = "bots.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

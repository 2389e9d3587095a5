"""Django's settings for the ledger: at first one SQLite file whose commits are on the disk when they return.

The file's place comes from BOTS_LEDGER_FILE or, as a rule, from `connection.open_ledger`.
"""

from __future__ import annotations

import os

SECONDS_TO_WAIT_FOR_A_LOCK = 30

INSTALLED_APPS = ["bots.ledger"]
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": os.environ.get("BOTS_LEDGER_FILE", ""),
    "OPTIONS": {
        # A transaction takes the write lock when it begins: to read first and write later is safe.
        "transaction_mode": "IMMEDIATE",
        "timeout": SECONDS_TO_WAIT_FOR_A_LOCK,
        # FULL, not NORMAL: a power cut must not take back an intent that was committed.
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    },
}
DATABASES = {"default": SQLITE}  # until a ledger is opened on a server (see `sides.py`)

"""Puts one practice system on the air: Django without a database, waitress, one process."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import secrets
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from bots.practice.systems import SYSTEMS, System

THREADS = 12
TEMPLATES = Path(__file__).parent / "templates"


def serve(
    system: str, folder: Path, port: int, *, lang: str, training: bool, until_stdin_closes: bool
) -> None:
    """Serve a system on 127.0.0.1 until SIGTERM, Ctrl-C or, if asked, the end of standard input.

    Prints one line `READY http://127.0.0.1:PORT` when it listens. Raises OSError if the port is
    taken.
    """
    known = SYSTEMS[system]
    _configure(known)
    ending = _open(known, folder, lang or known.lang, training)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server  # type: ignore[import-untyped]

    # The loop looks around once a second, so that an end that interrupts no wait is still seen.
    server: Any = create_server(
        get_wsgi_application(),
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        log_socket_errors=False,
        asyncore_loop_timeout=1,
        ident=None,
    )
    _end_on_signals(ending, held=until_stdin_closes)
    if until_stdin_closes:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    sys.stdout.write(f"READY http://127.0.0.1:{server.effective_port}\n")
    sys.stdout.flush()
    try:
        server.run()
    finally:
        ending.set()
        server.close()


def _configure(system: System) -> None:
    """Django as far as it is needed: no database, no apps, templates that escape everything."""
    from django.conf import settings

    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        SECRET_KEY=secrets.token_hex(32),
        ROOT_URLCONF=f"bots.practice.{system.package}.urls",
        MIDDLEWARE=["bots.practice.middleware.VisitMiddleware"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [TEMPLATES],
                "OPTIONS": {"autoescape": True},
            }
        ],
        APPEND_SLASH=False,
        USE_I18N=False,
        USE_TZ=True,
        TIME_ZONE="Asia/Tokyo",
        LOGGING_CONFIG=None,
    )
    # A refused page is what the system is for; only errors nobody meant are worth a line.
    logging.getLogger("django.request").setLevel(logging.ERROR)


def _open(system: System, folder: Path, lang: str, training: bool) -> threading.Event:
    import django

    django.setup()
    from bots.practice import site
    from bots.practice.accounts import Accounts
    from bots.practice.faults import Faults
    from bots.practice.store import Store
    from bots.practice.words import Words

    own = importlib.import_module(f"bots.practice.{system.package}.words")
    views = importlib.import_module(f"bots.practice.{system.package}.views")
    store = Store(folder, system.receipt_form, system.submit_path)
    words = Words(own.WORDS)
    here = site.Site(system, store, Faults(folder), Accounts(), words, views.key_of, lang, training)
    site.open_site(here)
    return here.ending


def _end_on_signals(ending: threading.Event, *, held: bool) -> None:
    """`held`: another program ends this one, so Ctrl-C is for that one to answer."""

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN if held else end)


def _end_with_stdin() -> None:
    """Whoever started this holds the other end: when that is gone, so is the system."""
    with contextlib.suppress(ValueError):
        while sys.stdin.buffer.read(4096):
            pass
    os.kill(os.getpid(), signal.SIGTERM)

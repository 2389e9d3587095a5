"""Serves one practice system: `python -m bots.practice childcare --port 8811 --folder DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bots.practice.systems import SYSTEMS

_LAST_PORT = 65535


def main() -> int:
    """Read the command line and serve. Returns 2 if the port cannot be had."""
    parser = argparse.ArgumentParser(
        prog="bots.practice", description="練習用システム / a practice system"
    )
    parser.add_argument("system", choices=sorted(SYSTEMS))
    parser.add_argument("--port", type=int, default=None, help="0 = any free port")
    parser.add_argument("--folder", type=Path, required=True, help="truth list, requests, faults")
    parser.add_argument(
        "--seed-lang", choices=("ja", "en"), default="", help="language it begins in"
    )
    parser.add_argument("--environment", choices=("production", "training"), default="production")
    parser.add_argument("--until-stdin-closes", action="store_true")
    asked = parser.parse_args()
    known, training = SYSTEMS[asked.system], asked.environment == "training"
    port = asked.port
    if port is None:
        port = known.training_port if training else known.production_port
    if not 0 <= port <= _LAST_PORT:  # the socket would take the remainder
        parser.error(f"--port は 0 から {_LAST_PORT} まで / --port is from 0 to {_LAST_PORT}")
    from bots.practice.server import serve

    try:
        serve(
            known.name,
            asked.folder,
            port,
            lang=asked.seed_lang,
            training=training,
            until_stdin_closes=asked.until_stdin_closes,
        )
    except OSError as error:
        why = f"ポート {port} を使えません / port {port} cannot be used: {error.strerror}\n"
        sys.stderr.write(why)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

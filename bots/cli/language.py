"""In which language the command line speaks: `--lang` > BOTS_LANG > settings.yaml > Japanese."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise


def language(arguments: Sequence[str]) -> str:
    """ja or en, before the command line is parsed: its help is in that language too."""
    spoken = asked(arguments) or os.environ.get("BOTS_LANG", "")
    return spoken if spoken in ("ja", "en") else _of_settings(arguments)


def asked(arguments: Sequence[str]) -> str:
    """What `--lang` says: ja, en, or "" where it was not given. After `fix` it is the language of recipes."""
    for here, following in pairwise([*arguments, ""]):
        if here == "fix":
            break
        if here == "--lang" and following in ("ja", "en"):
            return following
        if here in ("--lang=ja", "--lang=en"):
            return here[-2:]
    return ""


def _of_settings(arguments: Sequence[str]) -> str:
    """The language of config/settings.yaml, read as text: a full reading would slow every start."""
    from bots.errors import BotsError
    from bots.settings import project_folder

    named = next((b for a, b in pairwise(arguments) if a == "-C"), None)
    try:
        path = project_folder(named) / "config" / "settings.yaml"
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError, BotsError):
        return "ja"
    words = [re.sub(r"[\"']", "", line.partition("#")[0]).split() for line in lines]
    return "en" if ["language:", "en"] in words else "ja"


LANG = language(sys.argv[1:])
ASKED = asked(sys.argv[1:])


def t(ja: str, en: str) -> str:
    """The sentence of the language in use."""
    return ja if LANG == "ja" else en

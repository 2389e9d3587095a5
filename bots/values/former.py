"""Words of former versions: still read, advised against by `check` (L10), written anew by `bots fix`."""

from __future__ import annotations

OLD_WORDS: dict[str, str] = {}
"""A word of former versions -> the word that replaces it. It counts where the new one is a word and it is none itself."""

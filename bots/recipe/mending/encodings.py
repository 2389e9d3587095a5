"""Bytes into the text of a recipe and back; what a file in another encoding most surely says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bots.errors import Place, RecipeError
from bots.recipe import words
from bots.recipe.nodes import MAX_BYTES, decode

_BOM = b"\xef\xbb\xbf"
_ENDS = re.compile(r"\r\n|\r|\n")
_TOP_WORD = re.compile(r"(?m)^[\"']?([^\s:：\"'#-]+)[\"']?[ \u3000]*[:：]")
_OTHERS = (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"))
_UNTEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Letters:
    """A file's text with line ends made one, and how it stood in the file. `encoding` = "" where that was UTF-8."""

    text: str
    ends: tuple[str, ...]
    bom: bool = False
    encoding: str = ""

    def to_bytes(self, text: str) -> bytes:
        """A text of as many lines, with the line ends and the mark that this one had. UTF-8."""
        lines = text.split("\n")
        assert len(lines) == len(self.ends) + 1, "a mend made or joined lines"
        joined = "".join(line + end for line, end in zip(lines, (*self.ends, ""), strict=True))
        return (_BOM if self.bom else b"") + joined.encode()


def letters_of(data: bytes, file: str) -> Letters:
    """The text of a file. Raises RecipeError Y09, Y12 or Y26 where it cannot be told for sure."""
    try:
        text = decode(data, file)
    except RecipeError as error:
        if error.problem.code != "Y09":
            raise
        found = _guessed(data)
        if found is None or len(found[0].encode()) > MAX_BYTES:
            raise
        return Letters(_one_end(found[0]), _ends(found[0]), encoding=found[1])
    return Letters(text, _ends(data.decode("utf-8-sig")), bom=data.startswith(_BOM))


def _ends(text: str) -> tuple[str, ...]:
    return tuple(_ENDS.findall(text))


def _one_end(text: str) -> str:
    return _ENDS.sub("\n", text)


def _guessed(data: bytes) -> tuple[str, str] | None:
    """The one reading of these bytes that is text and begins lines with words of the language."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    tries = (("utf-16", "UTF-16"),) if marked else _OTHERS
    found = []
    for name, shown in tries:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _UNTEXT.search(text) and _is_ours(text):
            found.append((text, shown))
    if len(found) != 1:
        return None
    text, shown = found[0]
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return text, shown


def _is_ours(text: str) -> bool:
    known = {*words.both(words.TOP), *words.both(words.SYSTEM)}
    return any(word in known for word in _TOP_WORD.findall(text))


def refused(file: str) -> RecipeError:
    """A mend that could not be proven to change nothing else."""
    return RecipeError("R150", Place(file))

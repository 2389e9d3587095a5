"""What a request carries: the names of its fields, and whether values of the row are among them.

Bodies are looked at while the request is held and forgotten then; only names are ever kept.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from bots.model import Value

_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_PART = re.compile(
    rb'name="([^"]*)"(; filename=)?[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)(?:\r\n--|$)', re.S
)
_MOST_NAMES = 200
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Contents:
    """Fields of a request in order, as (name, value), from its address and its body.

    `whole` is False where the browser did not show all of the body (it holds files).
    """

    pairs: tuple[tuple[str, str], ...]
    whole: bool = True

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields."""
        return frozenset(name for name, _ in self.pairs)

    def shown_names(self, values: Collection[Value]) -> tuple[str, ...]:
        """Names fit to be kept: in order, once each, none that holds a value of the row."""
        names = dict.fromkeys(name for name, _ in self.pairs if len(name) <= _LONGEST_NAME)
        folded = [word for word in map(_folded_value, values) if len(word) > 2]
        return tuple(name for name in names if not any(word in _folded(name) for word in folded))[
            :_MOST_NAMES
        ]

    def carries(self, values: Collection[Value]) -> bool:
        """Whether one of `values` is carried: whole if it is short, else within a field."""
        texts = [_folded(text) for _, text in self.pairs]
        for word in filter(None, map(_folded_value, values)):
            if any(word == text or (len(word) > 2 and word in text) for text in texts):
                return True
        return False

    def has(self, mark: str) -> bool:
        """Whether it carries a mark: `name=value` exactly, or a name alone."""
        name, equals, value = mark.partition("=")
        return (name, value) in self.pairs if equals else name in self.names


def essence(text: str) -> str:
    """Letters and digits alone, whatever their width and case: what a page must not change in a press."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum()).lower()


def contents(address: str, kind: str, body: bytes | None, *, whole: bool = True) -> Contents:
    """Read the fields of a request. `kind` is its Content-Type; `body` None = it has none."""
    pairs = list(_urlencoded(urlsplit(address).query.encode("utf-8", "replace")))
    if body:
        pairs += _fields_of(kind.partition(";")[0].strip().lower(), body)
    return Contents(tuple(pairs), whole)


def _fields_of(kind: str, body: bytes) -> Iterator[tuple[str, str]]:
    if kind == "multipart/form-data":
        return _multipart(body)
    if kind.endswith("json") or body[:1] in (b"{", b"["):
        try:
            return _flat(json.loads(body))
        except ValueError:
            return iter([("", _text(body))])
    if kind == "application/x-www-form-urlencoded" or (b"=" in body and b"\n" not in body):
        return _urlencoded(body)
    return _lines(body)


def _urlencoded(data: bytes) -> Iterator[tuple[str, str]]:
    for pair in data.split(b"&"):
        if pair:
            name, _, value = pair.partition(b"=")
            yield _unquoted(name), _unquoted(value)


def _unquoted(data: bytes) -> str:
    return _text(unquote_to_bytes(data.replace(b"+", b" ")))


def _multipart(body: bytes) -> Iterator[tuple[str, str]]:
    for name, is_file, value in _PART.findall(body):
        yield _text(name), "" if is_file else _text(value)


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """text/plain forms, and bodies of a form of their own (GWT-RPC, XML): one nameless field."""
    for line in body.splitlines():
        name, equals, value = line.partition(b"=")
        yield (_text(name), _text(value)) if equals and len(name) < 60 else ("", _text(line))


def _flat(data: object, above: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _flat(value, f"{above}.{name}" if above else str(name))
    elif isinstance(data, list):
        for value in data:
            yield from _flat(value, f"{above}[]")
    elif isinstance(data, bool):
        yield above, "true" if data else "false"
    else:
        yield above, "" if data is None else str(data)


def _text(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _folded_value(value: Value) -> str:
    return _folded(value.reveal())

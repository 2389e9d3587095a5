"""What must be told of a sheet as it was read: the encoding of a text file, the lines that are no rows."""

from __future__ import annotations

from collections.abc import Sequence

from bots.model import Table

_SHOWN = 10  # numbers of lines that are told; of more only how many


def as_read(table: Table, lang: str) -> tuple[str, ...]:
    """Sentences about the sheet as a whole, for the preview and the report."""
    ja = lang == "ja"
    told = []
    if table.encoding:
        told.append(f"文字コード: {table.encoding}" if ja else f"Encoding: {table.encoding}")
    if table.skipped:
        told.append(skipped_lines(table.skipped, lang))
    return tuple(told)


def skipped_lines(lines: Sequence[int], lang: str) -> str:
    """The lines that a rule says are no rows."""
    count, numbers = len(lines), "、".join(map(str, lines[:_SHOWN]))
    if lang == "en":
        return f"Lines left out by skip: {count} ({numbers.replace('、', ', ')}{'' if count <= _SHOWN else ' …'})"
    return f"「除く行」で除いた行: {count} 行（{numbers} 行目{'' if count <= _SHOWN else ' など'}）"

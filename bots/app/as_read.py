"""What must be told of a sheet as it was read: the encoding of a text file, the lines that are no rows."""

from __future__ import annotations

from bots.model import Table

_SHOWN = 10  # numbers of lines that are told; of more only how many


def as_read(table: Table, lang: str) -> tuple[str, ...]:
    """Sentences about the sheet as a whole, for the preview and the report."""
    ja = lang == "ja"
    told = []
    if table.encoding:
        told.append(f"文字コード: {table.encoding}" if ja else f"Encoding: {table.encoding}")
    if table.skipped:
        count, numbers = len(table.skipped), "、".join(map(str, table.skipped[:_SHOWN]))
        if not ja:
            numbers = numbers.replace("、", ", ")
        more = "" if count <= _SHOWN else " など" if ja else " …"
        told.append(
            f"「除く行」で除いた行: {count} 行（{numbers} 行目{more}）"
            if ja
            else f"Lines left out by skip: {count} ({numbers}{more})"
        )
    return tuple(told)

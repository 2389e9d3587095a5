"""The list of slips 伝票一覧: what is asked for, sorted, divided into pages, added up, written as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bots.practice.accounting import form, masters
from bots.practice.truth import Entry

PAGE = 10
Row = Mapping[str, str]

# The columns of the list and by what of an entry each is sorted.
COLUMNS: Mapping[str, Callable[[Entry], tuple[object, ...]]] = {
    "denpyo_no": lambda entry: (entry.key, entry.n),
    "meirei_no": lambda entry: (entry.n,),
    "kihyo_bi": lambda entry: (form.day(entry.fields["kihyo_bi"]) or form.REIWA, entry.n),
    "kenmei": lambda entry: (entry.fields["kenmei"], entry.n),
    "payee_mei": lambda entry: (entry.fields["payee_cd"], entry.n),
    "goukei": lambda entry: (form.total(entry.fields), entry.n),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list shall show: slips of a payee (code or part of the name) and of a span of days
    written R08.11.25, "" = any; sorted by a column; a page, counted from 1."""

    payee: str = ""
    since: str = ""
    until: str = ""
    sort: str = "denpyo_no"
    order: str = "asc"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """As the address says; what makes no sense there counts as not said."""
        page, sort = query.get("page", ""), query.get("sort", "")
        return cls(
            payee=query.get("payee", "").strip(),
            since=query.get("since", "").strip(),
            until=query.get("until", "").strip(),
            sort=sort if sort in COLUMNS else "denpyo_no",
            order="desc" if query.get("order") == "desc" else "asc",
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
        )

    def address(self, **changes: object) -> str:
        """The query of an address that asks for this, or for this with changes."""
        names = ("payee", "since", "until", "sort", "order", "page")
        return urlencode({name: changes.get(name, getattr(self, name)) for name in names})

    def wrong_days(self) -> bool:
        """Whether a day is asked for that is none."""
        return any(text and form.day(text) is None for text in (self.since, self.until))

    def picks(self, entry: Entry) -> bool:
        """Whether a slip is among those that are asked for."""
        drawn = form.day(entry.fields["kihyo_bi"])
        since, until = form.day(self.since), form.day(self.until)
        if drawn and ((since and drawn < since) or (until and drawn > until)):
            return False
        code = entry.fields["payee_cd"]
        names = masters.PAYEES.get(code, ("", ""))
        return self.payee in ("", code) or any(self.payee.lower() in one.lower() for one in names)


@dataclass(frozen=True, slots=True)
class Listing:
    """The slips that were asked for: all of them sorted, those of the page, and what they add up to."""

    every: Sequence[Entry]
    page: Sequence[Entry]
    number: int
    pages: int
    total: int


def listing(entries: Sequence[Entry], asked: Asked) -> Listing:
    """Choose, sort and divide; a page beyond the last is the last."""
    chosen = [entry for entry in entries if asked.picks(entry)]
    chosen.sort(key=COLUMNS[asked.sort], reverse=asked.order == "desc")
    pages = max(1, -(-len(chosen) // PAGE))
    number = min(max(asked.page, 1), pages)
    total = sum(form.total(entry.fields) for entry in chosen)
    return Listing(chosen, chosen[(number - 1) * PAGE : number * PAGE], number, pages, total)


def row(entry: Entry, lang: str) -> dict[str, str]:
    """A slip as a line of the list."""
    return {
        "denpyo_no": entry.key,
        "meirei_no": entry.receipt,
        "kihyo_bi": entry.fields["kihyo_bi"],
        "kenmei": entry.fields["kenmei"],
        "payee_mei": masters.payee(entry.fields["payee_cd"], lang),
        "goukei": f"{form.total(entry.fields):,}",
    }


def as_csv(headings: Sequence[str], rows: Sequence[Row], total: Sequence[str]) -> bytes:
    """The list as the host hands it out: CP932, CRLF, and 〓 for what CP932 does not hold."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(list(row.values()) for row in rows)
    writer.writerow(total)
    return b"".join(_in_cp932(char) for char in text.getvalue())


def _in_cp932(char: str) -> bytes:
    try:
        return char.encode("cp932")
    except UnicodeEncodeError:
        return "〓".encode("cp932")

"""受付フォルダー: a folder into which people put workbooks, its subfolders, and the names of files in them.

    寄附/寄附一覧.xlsx → 寄附/処理中/20261201-093012-k7f3a2bq_寄附一覧.xlsx → 寄附/済み/… or 寄附/受け取れない/…

The letters after the time are four that tell whose ledger knows of the file, and four by chance. Nothing here opens a file.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bots.app.project import Project
from bots.clock import TOKYO, in_tokyo
from bots.ledger.facts import ArrivalFacts
from bots.timetable.entry import Entry

BOOKS = ("*.xlsx", "*.xlsm", "*.xls", "*.ods", "*.csv", "*.tsv")
"""What is taken where an entry names no files."""

# The subfolders, in Japanese and in English: what is being seen to, what is over, what was set aside.
IN_PROGRESS, DONE, REFUSED = ("処理中", "in-progress"), ("済み", "done"), ("受け取れない", "refused")

_TAKEN = re.compile(r"(\d{8}-\d{6})-([a-z2-7]{4})([a-z2-7]{4})_(.+)", re.DOTALL)
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_LONGEST = 150  # bytes of a name: what is put before it and what results add stay within 255
_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """The name of a file that was taken out of the intake: at `moment` (UTC, whose microseconds are letters by chance), by
    those who keep the ledger `mark`; people called it `name`."""

    moment: datetime
    mark: str
    name: str

    @classmethod
    def of(cls, text: str) -> Taken | None:
        """Read one; None for any other name."""
        found = _TAKEN.fullmatch(unicodedata.normalize("NFC", text))
        if found is None:
            return None
        micro = 0
        for letter in found[3]:
            micro = micro * 32 + _LETTERS.index(letter)
        try:
            at = datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=TOKYO, microsecond=micro)
        except ValueError:
            return None
        return cls(at.astimezone(UTC), found[2], found[4])

    @classmethod
    def now(cls, moment: datetime, mark: str, name: str) -> Taken:
        """A name that nothing else has, for a file that was called `name`, or was taken before."""
        again = cls.of(name)
        fitting = _fitting(again.name if again is not None else name)
        return cls(moment.replace(microsecond=secrets.randbelow(_MICROSECONDS)), mark, fitting)

    @property
    def stamp(self) -> str:
        """What stands before the name: of the file, and of those of its results."""
        left, letters = self.moment.microsecond, ""
        for _ in range(4):
            left, letter = divmod(left, 32)
            letters = _LETTERS[letter] + letters
        return f"{in_tokyo(self.moment):%Y%m%d-%H%M%S}-{self.mark}{letters}_"

    @property
    def text(self) -> str:
        """As the file is called."""
        return self.stamp + self.name


def mark_of_ledger() -> str:
    """Four letters that tell the ledger that is open from others: two on one share must not see to each other's files."""
    from bots.ledger.connection import key

    digest = hmac.new(key(), b"files in intake folders", hashlib.sha256).digest()
    return "".join(_LETTERS[byte % 32] for byte in digest[:4])


def names_of(arrival: ArrivalFacts) -> tuple[str, ...]:
    """How a file is called where it lies, and how people called it."""
    path = Path(arrival.held)
    taken = Taken.of(path.name)
    return (path.name, taken.name) if taken is not None else (path.name,)


def folder_of(project: Project, entry: Entry) -> Path:
    """The intake of an entry: as it is written, or from the project on."""
    return project.home / Path(entry.folder).expanduser()


def subfolder(folder: Path, words: tuple[str, str], project: Project) -> Path:
    """A subfolder of an intake, called in the language of the project."""
    return folder / words[0 if project.settings.language == "ja" else 1]


def patterns_of(entry: Entry) -> tuple[str, ...]:
    """The names that an entry takes."""
    return entry.files or BOOKS


def takes(patterns: Sequence[str], name: str) -> bool:
    """Whether a name is one of those patterns, in letters of any size."""
    text = _plain(name)
    return any(re.fullmatch(_expression(one), text, re.DOTALL) for one in patterns)


def meet(one: str, other: str) -> bool:
    """Whether there is a name that both patterns take."""
    mine, its = _plain(one), _plain(other)
    seen: set[tuple[int, int]] = set()
    left = [(0, 0)]
    while left:
        at = left.pop()
        if at == (len(mine), len(its)):
            return True
        if at not in seen:
            seen.add(at)
            left += _steps(mine, its, *at)
    return False


def _steps(mine: str, its: str, at: int, to: int) -> Iterator[tuple[int, int]]:
    """Where two patterns may stand after a letter that both take, or after a star that takes none."""
    a, b = mine[at : at + 1], its[to : to + 1]
    if a == "*":
        yield at + 1, to
    if b == "*":
        yield at, to + 1
    if a and b and (a == b or a in "*?" or b in "*?"):
        yield at + (a != "*"), to + (b != "*")


def _expression(pattern: str) -> str:
    letters = {"*": ".*", "?": "."}
    return "".join(letters.get(one) or re.escape(one) for one in _plain(pattern))


def _plain(name: str) -> str:
    """As names are compared: Macs take letters with marks apart, Windows makes no difference of size."""
    return unicodedata.normalize("NFC", name).casefold()


def _fitting(name: str) -> str:
    """The name, shortened before its ending if it is too long for a disk with something before it."""
    if len(name.encode("utf-8", "surrogateescape")) <= _LONGEST:
        return name
    ending = Path(name).suffix[:10]
    stem = name.encode("utf-8", "surrogateescape")[: _LONGEST - len(ending.encode())].decode("utf-8", "ignore")
    return stem + ending

"""The payment slip of the accounting system: its head and lines, its checks, how values are shown.

The checks are this system's own, apart from the program's: a witness shares no mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from bots.practice.accounting import masters

Fields = Mapping[str, str]
Say = Callable[..., str]
Spent = Callable[[str], int]

HEAD = ("denpyo_no", "kihyo_bi", "shozoku", "kenmei", "payee_cd", "payee_mei", "kijitsu")
LINE = ("kamoku", "tekiyo", "kingaku")
FOOT = ("goukei", "tenpu", "biko")
MOST_LINES = 10
PAPERS = ("紙", "電子", "なし")
OPTIONAL = ("payee_mei", "biko")
LONGEST = {"kenmei": 40, "tekiyo": 30, "biko": 100}
# The first day of the only era of which this system keeps slips.
REIWA = date(2019, 5, 1)


def received(post: Fields, lines: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every control's text as it was received; the boxes of the n-th line are `kamoku_n` and so on.

    `lines` holds the texts of each column of the lines, from the top down.
    """
    fields = {name: post.get(name, "") for name in HEAD}
    columns = [list(lines.get(name, ())) for name in LINE]
    for n, texts in enumerate(zip_longest(*columns, fillvalue=""), 1):
        fields |= {f"{name}_{n}": text for name, text in zip(LINE, texts, strict=True)}
    return fields | {name: post.get(name, "") for name in FOOT}


def lines_of(fields: Fields) -> list[dict[str, str]]:
    """The lines of a slip, from the top down."""
    count = sum(name.startswith("kamoku_") for name in fields)
    return [{name: fields[f"{name}_{n}"] for name in LINE} for n in range(1, count + 1)]


def mistakes(fields: Fields, say: Say, labels: Fields, spent: Spent) -> list[str]:
    """What is wrong with the slip, a sentence each in the order of the screen.

    `spent` tells how many yen of a budget item are used up by the slips that are kept.
    """
    found = [
        say(reason, field=labels[name], longest=LONGEST.get(name, 0))
        for name in (*HEAD, "tenpu", "biko")
        if (reason := _mistake(name, fields[name].strip()))
    ]
    lines = lines_of(fields)
    found += [] if 1 <= len(lines) <= MOST_LINES else [say("err_lines", most=MOST_LINES)]
    for n, line in enumerate(lines, 1):
        for name in LINE:
            reason = _mistake(name, line[name].strip())
            if reason:
                where = say("line_field", n=n, field=labels[name])
                found.append(say(reason, field=where, longest=LONGEST.get(name, 0)))
    return found or [*_at_odds(fields, say), *over_budget(fields, say, spent)]


def _mistake(name: str, text: str) -> str:
    """The name of the sentence that says what is wrong with one text, or ""."""
    if not text:
        return "" if name in OPTIONAL else "err_required"
    if len(text) > LONGEST.get(name, 1000):
        return "err_long"
    right: Mapping[str, Callable[[], object]] = {
        "denpyo_no": lambda: re.fullmatch(r"[0-9]{8}", text),
        "kihyo_bi": lambda: day(text),
        "kijitsu": lambda: day(text),
        "shozoku": lambda: text in masters.SECTIONS,
        "payee_cd": lambda: text in masters.PAYEES,
        "kamoku": lambda: text in masters.ITEMS,
        "kingaku": lambda: yen(text) > 0,
        "tenpu": lambda: text in PAPERS,
    }
    return "" if right.get(name, lambda: True)() else f"err_{name}"


def _at_odds(fields: Fields, say: Say) -> list[str]:
    """What does not go together, in a slip whose texts are right one by one."""
    found: list[str] = []
    begun, due = day(fields["kihyo_bi"]), day(fields["kijitsu"])
    if begun and due and due < begun:
        found.append(say("err_before"))
    if yen(fields["goukei"]) != total(fields):
        found.append(say("err_goukei"))
    return found


def over_budget(fields: Fields, say: Say, spent: Spent) -> list[str]:
    """A sentence for each budget item of which the slip asks more than is left."""
    asked: dict[str, int] = {}
    for line in lines_of(fields):
        asked[line["kamoku"]] = asked.get(line["kamoku"], 0) + yen(line["kingaku"])
    return [
        say("over_budget", code=code, left=f"{left:,}")
        for code, amount in asked.items()
        if amount > (left := masters.ITEMS[code].budget - spent(code))
    ]


def yen(text: str) -> int:
    """An amount as it is typed, with or without commas; 0 for what is none."""
    return int(text.replace(",", "")) if re.fullmatch(r"[0-9]{1,3}(,?[0-9]{3})*", text) else 0


def total(fields: Fields) -> int:
    """The yen of all lines."""
    return sum(yen(line["kingaku"]) for line in lines_of(fields))


def day(text: str) -> date | None:
    """The day that is written R08.11.25, or None if there is no such day."""
    found = re.fullmatch(r"R([0-9]{2})\.([0-9]{2})\.([0-9]{2})", text.strip())
    if not found:
        return None
    year, month, number = map(int, found.groups())
    try:
        read = date(2018 + year, month, number)
    except ValueError:
        return None
    return read if read >= REIWA else None


def day_in_words(text: str, lang: str) -> str:
    """A day as pages and papers show it: 令和8年11月25日."""
    read = day(text)
    if read is None or lang != "ja":
        return read.isoformat() if read else text
    year = read.year - 2018
    return f"令和{'元' if year == 1 else year}年{read.month}月{read.day}日"


def shown(fields: Fields, lang: str, say: Say) -> dict[str, str]:
    """Head and foot of a slip as the pages after the form show them."""
    return {
        **{name: fields[name] for name in ("denpyo_no", "kenmei", "payee_cd", "biko")},
        "kihyo_bi": day_in_words(fields["kihyo_bi"], lang),
        "kijitsu": day_in_words(fields["kijitsu"], lang),
        "shozoku": masters.in_language(masters.SECTIONS[fields["shozoku"]], lang),
        "payee_mei": masters.payee(fields["payee_cd"], lang),
        "goukei": f"{total(fields):,}",
        "tenpu": say(f"tenpu_{fields['tenpu']}"),
    }


def shown_lines(fields: Fields, lang: str) -> list[dict[str, str]]:
    """The lines of a slip as the pages after the form show them."""
    return [
        {
            "kamoku": masters.in_language(masters.ITEMS[line["kamoku"]].names, lang),
            "tekiyo": line["tekiyo"],
            "kingaku": f"{yen(line['kingaku']):,}",
        }
        for line in lines_of(fields)
    ]

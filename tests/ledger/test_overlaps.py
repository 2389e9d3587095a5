"""A new register whose rows were entered under another is a question: by keys, by what stands in the
rows, by where the systems are."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from bots.ledger.facts import KeyedRow, Overlap
from bots.model import ItemState, Mode
from tests.ledger.desk import Desk, row

S = ItemState
NUMBER, NAME = '[["番号", "code", "4"]]', '[["氏名", "text", ""]]'
ROWS = [{"番号": str(number), "氏名": "髙橋"} for number in range(9)]


def _ask(
    rows: Sequence[dict[str, str]] = tuple(ROWS),
    *,
    register: str = "新",
    environment: str = "本番",
    form: str = NUMBER,
    **systems: str,
) -> Overlap | None:
    from bots.ledger import overlaps

    def keyed(form: str) -> list[KeyedRow | None]:
        names = [name for name, *_ in json.loads(form)]
        return [KeyedRow(tuple(one[name] for name in names), one) for one in rows]

    systems = systems or {"試験システム": "http://10.0.0.1/new"}
    return overlaps.question(
        register=register, systems=systems, environment=environment, form=form, rows=keyed
    )


def _entered(desk: Desk) -> None:
    for number, state in enumerate((S.DONE, S.UNCERTAIN, S.REFUSED, S.PENDING)):
        desk.item_in(state, key=str(number))


def test_known_keys_are_a_question_while_the_register_is_new(desk: Desk) -> None:
    from bots.ledger import items

    assert _ask() is None  # the first run of all
    _entered(desk)
    assert _ask() == Overlap("受付簿", 2)
    assert _ask(environment="訓練") is None
    assert _ask(別="http://10.0.0.2") is None
    assert _ask(ROWS[8:]) is None
    assert _ask(register="受付簿") is None
    run = desk.run(register="新")
    item = desk.enter(run, row(2, "100"))[0].item
    assert item is not None
    assert _ask() == Overlap("受付簿", 2)  # nothing was entered under it yet
    desk.claim(item, run)
    items.done(item=item, epoch=desk.epochs[item], submitted=False, clock=desk.clock)
    assert _ask() is None


def _form(register: str, *forms: str) -> None:
    from bots.ledger.tables import Register

    Register.objects.filter(name=register).update(key_form=forms[0], earlier_forms=forms[1:])


@pytest.mark.parametrize("forms", [(NUMBER,), (NAME, NUMBER)], ids=["now", "before it was changed"])
def test_rows_are_known_by_the_key_that_the_other_register_gives_them(
    desk: Desk, forms: tuple[str, ...]
) -> None:
    _entered(desk)
    both = '[["番号", "code", "4"], ["氏名", "text", ""]]'
    assert _ask(form=both) is None  # a ledger that does not know what keys were made of
    _form("受付簿", *forms)
    assert _ask(form=both) == Overlap("受付簿", 2, NUMBER)
    assert _ask(form=both, environment="訓練") is None
    assert _ask(form=both, 別="http://10.0.0.2") is None


def test_a_key_alone_is_not_the_row(desk: Desk) -> None:
    """More than half of what was entered must stand in the row: other people have numbers too."""
    desk.item_in(S.DONE, key="0")
    _form("受付簿", NUMBER)
    both = '[["番号", "code", "4"], ["氏名", "text", ""]]'
    assert _ask([{"番号": "0", "氏名": "別の人"}], form=both) is None
    assert _ask([{"番号": "0", "氏名": "髙橋", "備考": "1"}], form=both) == Overlap("受付簿", 1, NUMBER)


def test_keys_that_look_alike_are_one(desk: Desk) -> None:
    desk.item_in(S.DONE, key="か\u3099\u200b")
    assert _ask([{"番号": "が", "氏名": "x"}]) == Overlap("受付簿", 1)


def test_a_register_remembers_what_its_keys_were_made_of(desk: Desk) -> None:
    from bots.ledger import runs
    from bots.ledger.tables import Register

    def run(form: str, mode: Mode = Mode.RUN) -> None:
        runs.add(
            recipe_id="課/登録", recipe_sha="a", plan_sha="b", mode=mode, environment="本番",
            register="簿", systems=["甲"], addresses=["http://u:p@HOST:80/a/?x=1"], account="",
            asked_by="user@host", folder="x", total=1, key_form=form, clock=desk.clock,
        )  # fmt: skip

    for form in (NUMBER, NUMBER, NAME, NUMBER, NAME):
        run(form)
    run("[]", Mode.REHEARSE)
    book = Register.objects.get(name="簿")
    assert (book.key_form, book.earlier_forms) == (NAME, [NUMBER])
    assert {tuple(one.addresses) for one in book.runs.all()} == {("http://host/a",)}


def test_systems_are_told_apart_by_where_they_are(desk: Desk) -> None:
    from bots.ledger.tables import Run

    desk.item_in(S.DONE, key="0")
    copied = {"写し": "http://10.0.0.1/new/"}
    assert _ask(**copied) is None  # a run of before: it has no address, so its name counts
    assert _ask() == Overlap("受付簿", 1)
    Run.objects.update(addresses=["http://10.0.0.1/new"])
    assert _ask(**copied) == Overlap("受付簿", 1)
    assert _ask(写し="http://10.0.0.1/old") is None
    assert _ask(写し="") is None
    assert _ask(試験システム="http://10.0.0.9") == Overlap("受付簿", 1)  # it moved
    Run.objects.update(environment="訓練")
    assert _ask(**copied) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://host/", "http://HOST:80", True),
        ("https://host:443/a/", "https://host./a", True),
        ("http://host/a/login.do?x=1#y", "http://user:word@host/a", True),
        ("http://host/a", "http://host/a/b", True),
        ("http://host", "http://host/a", True),
        ("http://host/a", "http://host/ab", False),
        ("http://host/hoiku", "http://host/kifu", False),
        ("http://host", "https://host", False),
        ("http://host:8811", "http://host:8812", False),
        ("http://host", "http://host2", False),
    ],
)
def test_places(one: str, other: str, same: bool) -> None:
    from bots.ledger.overlaps import place_of, same_place

    assert same_place(place_of(one), place_of(other)) is same
    assert same_place(place_of(other), place_of(one)) is same

"""Which request of two presses is the submit, from what was recorded of them: without a browser."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from bots.model import Lesson, SubmitRule, Value
from bots.runners.acts import follows
from bots.runners.bodies import contents
from bots.runners.describing import Press, describe
from bots.runners.holding import Held
from bots.runners.watching import Watched

HOST = ("hall.test", 443)
NAMED = Lesson("first", "窓口", "入力", "登録する")
ROWS = ({"no": "A-0017", "name": "山田　太郎"}, {"no": "B-0018", "name": "髙橋 花子"})


def held(method: str, path: str, body: object = None, *, kind: str = "fetch", host: str = "hall.test", whole: bool = True) -> Held:
    is_json = not isinstance(body, dict) or any(not isinstance(value, str) for value in body.values())
    text = "" if body is None else json.dumps(body) if is_json else urlencode(body)
    content = "application/json" if is_json else "application/x-www-form-urlencoded"
    address = f"https://{host}{path}"
    return Held(method, address, kind, contents(address, content, text.encode(), whole=whole), lambda: False, lambda: False)


def press(row: dict[str, str], made: list[Held], background: list[Held] | None = None, **more: bool) -> Press:
    typed = tuple(map(Value, row.values()))
    return Press(Watched(background or [], made, **more), typed, typed[:1])  # type: ignore[arg-type]


def learned(make, before=lambda row, number: [], **more: bool) -> Lesson:  # type: ignore[no-untyped-def]
    """`make` gives what the press of a row makes, `before` what its page sent till then."""
    return describe(*(press(row, make(row, at), before(row, at), **more) for at, row in enumerate(ROWS)), NAMED, HOST)  # type: ignore[misc]


def form(row: dict[str, str], path: str = "/cards/create", **more: str) -> Held:
    return held("POST", path, {**row, **more}, kind="document")


def test_names_that_both_have_and_nothing_of_the_rows() -> None:
    lesson = learned(lambda row, at: [form(row, token=f"t{at}", **({"once": "x"} if at else {}))])
    assert lesson.rules == (SubmitRule("入力", "登録する", "gate", "POST", "/cards/create", ("no", "name", "token"), carries=True),)
    assert not any(value in repr(lesson) for row in ROWS for value in row.values())


def test_ids_and_values_of_the_path_are_stars() -> None:
    lesson = learned(lambda row, at: [form(row, f"/cards/{row['no']}/{7000 + at}/t{at}x/save")])
    assert lesson.rules[0].path == "/cards/*/*/*/save"


def test_a_page_of_confirmation_carries_no_value() -> None:
    lesson = learned(
        lambda row, at: [held("POST", "/apply", {"token": f"t{at}", "shori": "2"}, kind="document")],
        lambda row, at: [form(row, "/apply", token=f"s{at}", shori="1")],
    )
    (rule,) = lesson.rules
    assert (rule.carries, rule.fields, rule.mark) == (False, ("token", "shori"), "shori=2")


def test_what_tells_it_need_not_be_a_known_word() -> None:
    """The same fields at the same place: one value that is constant here and another there tells them apart."""
    lesson = learned(
        lambda row, at: [form(row, "/apply", gamen="K02", seq=str(at))],
        lambda row, at: [form(row, "/apply", gamen="K01", seq=str(at + 5))],
    )
    assert lesson.rules[0].mark == "gamen=K02"


def test_a_mark_is_never_a_value_of_a_row() -> None:
    """The two rows share a value; it is theirs all the same."""
    rows = ({"no": "A-1", "ward": "西区長"}, {"no": "B-2", "ward": "西区長"})
    presses = [
        press(row, [held("POST", "/save", {**row, "n": str(at)})], [held("POST", "/save", {"no": row["no"], "ward": "-", "n": "9"})])
        for at, row in enumerate(rows)
    ]
    lesson = describe(*presses, NAMED, HOST)
    assert (lesson.kind, lesson.rules) == ("alike", (SubmitRule("入力", "登録する", "click"),))


def test_fields_that_the_others_have() -> None:
    lesson = learned(
        lambda row, at: [held("POST", "/save", dict(row))],
        lambda row, at: [held("POST", "/save", {**row, "draft": "1"}), held("POST", "/save", {**row, "temp": "1"})],
    )
    assert (lesson.rules[0].mark, lesson.rules[0].without) == ("", ("draft", "temp"))
    assert follows(lesson.rules[0], held("POST", "/save", dict(ROWS[0])))
    assert not follows(lesson.rules[0], held("POST", "/save", {**ROWS[0], "draft": "1"}))


def test_analytics_beside_it_are_not_described() -> None:
    lesson = learned(lambda row, at: [held("POST", "/collect", {"el": "save"}), held("POST", "/api/cards", dict(row))])
    assert [rule.path for rule in lesson.rules] == ["/api/cards"]


def test_analytics_with_values_do_not_hide_the_form() -> None:
    """A form whose values the server knows already counts beside a request that carries them."""
    lesson = learned(
        lambda row, at: [held("POST", "/trace", {"no": row["no"]}), held("POST", "/apply", {"token": str(at)}, kind="document")]
    )
    assert [rule.path for rule in lesson.rules] == ["/trace", "/apply"]


def test_a_poll_in_between_is_none_of_it() -> None:
    def polls(row: dict[str, str], at: int) -> list[Held]:
        return [held("POST", "/poll", {"tick": f"{at}{n}"}) for n in range(3)]

    lesson = learned(lambda row, at: [held("POST", "/poll", {"tick": "77"}), form(row)], polls)
    assert [rule.path for rule in lesson.rules] == ["/cards/create"]


@pytest.mark.parametrize("twice", [False, True])
def test_an_equal_draft_means_click_mode(twice: bool) -> None:
    made = [1, 2] if twice else [1]
    lesson = learned(lambda row, at: [held("POST", "/save", dict(row)) for _ in made], lambda row, at: [held("POST", "/save", dict(row))])
    assert (lesson.kind, lesson.rules[0].mode) == ("alike", "click")


@pytest.mark.parametrize("ways", [("/cards/create", "/cards/change"), ("/cards/create", "/persons/renew/all")])
def test_rows_that_go_different_ways(ways: tuple[str, str]) -> None:
    lesson = learned(lambda row, at: [form(row, ways[at])])
    assert (lesson.kind, lesson.rules) == ("differs", ())


def test_one_that_sends_and_one_that_does_not() -> None:
    assert learned(lambda row, at: [form(row)] if at else []).kind == "differs"


def test_nothing_at_all() -> None:
    assert learned(lambda row, at: []).kind == "silent"
    unheld = learned(lambda row, at: [], unheld=True)
    assert (unheld.kind, unheld.rules) == ("unheld", (SubmitRule("入力", "登録する", "click"),))


def test_another_host() -> None:
    lesson = learned(lambda row, at: [held("POST", "/save", dict(row), host="cloud.test")])
    assert (lesson.kind, lesson.rules) == ("elsewhere", ())

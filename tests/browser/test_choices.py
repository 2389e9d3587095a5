"""A choice with a code before its words is meant by the words, the code or both; two that can be meant are told."""

from __future__ import annotations

import time

import pytest

from bots.errors import ScreenError
from bots.model import FieldValue, Target, Value

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>選択肢</title>"
TAKEN = [
    ("地区", "東地区", "text", "area", "01"), ("地区", "11", "text", "area", "11"), ("地区", "1", "number", "area", "01"),
    ("地区", "０２：西地区", "text", "area", "02"), ("地区", "02 西地区", "text", "area", "02"),
    ("旧地区", "11:東地区", "text", "old", "y"), ("旧地区", "西地区", "text", "old", "z"), ("旧地区", "01", "code", "old", "x"),
    ("税目", "固定資産税", "text", "tax", "b"), ("税目", "2 固定資産税", "text", "tax", "b"), ("税目", "３", "text", "tax", "c"),
    ("税目", "1:市民税", "choice", "tax", "a"), ("窓口", "東", "text", "desk", "a"), ("窓口", "10", "code", "desk", "c"),
    ("窓口", "２", "text", "desk", "b"), ("廃止あり", "西地区", "text", "gone", "c"),
    ("支払方法", "納付書", "text", "pay", "2"), ("支払方法", "１：口座振替", "text", "pay", "1"),
    ("種目", "固定資産税", "text", "kind", "2"), ("種目", "１　市民税", "text", "kind", "1"), ("区別", "西地区", "text", "part", "c"),
    ("区別", "12", "code", "part", "c"), ("書類", "1、所得証明", "text", "paper", "p,q"), ("希望", "1:朝、夜", "text", "many", "p,r"),
]  # fmt: skip
REFUSED = [
    ("旧地区", "東地区", "text", "S25", "「01:東地区」、「11:東地区」"), ("食い違い", "1", "text", "S25", "「2:振込」、「1:現金」"),
    ("区別", "東地区", "text", "S25", "「01:東地区」、「11:東地区」"), ("廃止あり", "東地区", "text", "S25", "「01:東地区」、「11:東地区」"),
    ("地区", "1", "code", "S11", None), ("地区", "03:東地区", "text", "S11", None), ("地区", "地区", "text", "S11", None),
    ("限度", "20", "text", "S11", None), ("限度", "歳未満", "text", "S11", None), ("限度", "A組", "text", "S11", None),
    ("時刻", "30", "text", "S11", None), ("時刻", "1", "text", "S11", None), ("一つだけ", "不明", "text", "S11", None),
    ("支払方法", "3", "text", "S11", None), ("書類", "所得", "text", "S11", None),
]  # fmt: skip
HELD = "(name) => [...new FormData(document.forms[0]).getAll(name)].join(',')"


def test_words_or_a_code_take_the_one_choice_that_is_meant(open_page: Open) -> None:
    driver = open_page("choices.html")
    for name, value, kind, box, held in TAKEN:
        driver.goto("/choices.html", 20)
        reading = driver.fill([field(name, value, kind)], timeout=4)[0]
        assert driver.page.evaluate(HELD, box) == held, (name, value)
        assert reading.equal, (name, value)
        assert [one.equal for one in driver.reread()] == [True], (name, value)


def test_where_two_can_be_meant_or_none_nothing_is_taken(open_page: Open) -> None:
    driver = open_page("choices.html")
    before = driver.page.evaluate("JSON.stringify([...new FormData(document.forms[0])])")
    for name, value, kind, code, offered in REFUSED:
        with pytest.raises(ScreenError) as caught:
            driver.fill([field(name, value, kind)], timeout=0.2)
        problem = caught.value.problem
        assert problem.code == code, (name, value)
        assert offered is None or problem.words["offered"] == offered
    assert driver.page.evaluate("JSON.stringify([...new FormData(document.forms[0])])") == before


def test_a_list_of_its_own_takes_the_words_behind_a_code(open_page: Open) -> None:
    driver = open_page("choices.html")
    reading = driver.fill([field("園", "東保育園", "choice")], timeout=4)[0]
    assert (reading.how, reading.equal, reading.kept.reveal()) == ("list", True, "01:東保育園")
    assert [one.equal for one in driver.reread()] == [True]
    driver = open_page("choices.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("園", "北保育園", "choice")], timeout=4)
    assert caught.value.problem.code == "S25"
    assert caught.value.problem.words["offered"] == "「21:北保育園」、「22:北保育園」"
    assert driver.page.locator("#place").inner_text() == "選択"


@pytest.mark.parametrize(
    ("name", "offered"),
    [("地区", "「01:東地区」、「02:西地区」、「11:東地区第二」"), ("支払方法", "「1:口座振替」、「2:納付書」"),
     ("学区", "「一」、「二」、「三」、「四」、「五」、「六」、「七」、「八」"), ("世帯員の選択", None), ("担当", None)],
)  # fmt: skip
def test_the_refusal_names_the_choices_of_a_form_but_no_people(
    open_page: Open, name: str, offered: str | None
) -> None:
    driver = open_page("choices.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field(name, "ほかの値")], timeout=0.2)
    problem = caught.value.problem
    assert problem.words.get("offered") == offered
    assert problem.words.get("more") == (2 if name == "学区" else None)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field(name, "ほかの値", hidden=True)], timeout=0.2)
    assert "offered" not in caught.value.problem.words


@pytest.mark.parametrize("column", ["希望の地区", ""])
def test_a_blank_cell_is_told_as_that_with_what_to_do(open_page: Open, site: Site, column: str) -> None:
    site.extra["noblank.html"] = f"{PAGE}<label>地区 <select><option>東<option>西</select></label>"
    driver = open_page("noblank.html")
    blank = FieldValue(Target("地区"), Value("", "choice", column=column))
    with pytest.raises(ScreenError) as caught:
        driver.fill([blank], timeout=0.5)
    problem, name = caught.value.problem, column or "地区"
    assert problem.code == "S11"
    assert f"「{name}」の欄が空です" in problem.hint("ja")
    assert f'もし: {{{name}: {{以外: ""}}}}' in problem.hint("ja")
    assert f'if: {{{name}: {{not: ""}}}}' in problem.hint("en")


def test_choices_that_are_all_there_are_not_waited_for(open_page: Open) -> None:
    for script, seconds in (("0", 3.0), ("(function tick() { document.title = Date.now(); setTimeout(tick, 500); })()", 5.5)):
        driver = open_page("choices.html")
        driver.page.evaluate(f"() => {{ {script} }}")
        begun = time.monotonic()
        with pytest.raises(ScreenError) as caught:
            driver.fill([field("支払方法", "納付書"), field("地区", "北地区", "choice")], timeout=15)
        assert caught.value.problem.code == "S11"
        assert time.monotonic() - begun < seconds


@pytest.mark.parametrize(
    "late",
    ["setTimeout(() => area.add(new Option('北地区')), 1800)",
     "fetch('/slow/late.txt?s=1.8').then(() => area.add(new Option('北地区')))",
     "area.length = 1; let n = 0; const t = setInterval(() => { if (++n > 18) { clearInterval(t); area.add(new Option('北地区')); } }, 100)"],
    ids=["put off", "asked for", "nothing but the first line"],
)  # fmt: skip
def test_choices_that_are_still_to_come_are_waited_for(open_page: Open, site: Site, late: str) -> None:
    site.extra["late.html"] = f"""{PAGE}<form><label>種別 <select onchange="{late}"><option></option><option>甲</option></select></label>
      <label>地区 <select id=area><option></option><option>東地区</option></select></label></form>"""
    driver = open_page("late.html")
    driver.fill([field("種別", "甲", "choice"), field("地区", "北地区", "choice")], timeout=8)
    assert driver.page.evaluate("area.value") == "北地区"

"""The second proof: a word that stands at another field than in the rehearsal stops before anything is set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.errors import ScreenError
from bots.model import FieldValue, FoundField, Scope
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

NAMES = ("整理番号", "氏名", "フリガナ", "電話番号")


def filled(driver: PlaywrightDriver) -> None:
    driver.fill([field(name, "1") for name in NAMES], timeout=2)


def rehearsed(driver: PlaywrightDriver) -> None:
    """Fill the form as in a rehearsal, then let the driver work by what it found."""
    filled(driver)
    driver.plan = replace(driver.plan, found=driver.found())


def test_what_was_found_is_told_by_system_screen_and_word(open_page: Open) -> None:
    driver = open_page("straight.html")
    filled(driver)
    found = driver.found()
    assert found["系 › 画面 › 氏名"] == FoundField("name", "text", 2)
    assert len(found) == len(NAMES)


def test_labels_that_were_exchanged_are_told_and_nothing_is_set(open_page: Open) -> None:
    driver = open_page("straight.html")
    rehearsed(driver)
    filled(driver)  # nothing has changed: it goes
    driver.goto("/swapped.html", 5)
    driver.arrive("画面", 5)
    with pytest.raises(ScreenError) as caught:
        filled(driver)
    assert caught.value.problem.code == "S23"
    assert caught.value.problem.words == {"name": "氏名", "known": "2: text name", "now": "2: text kana"}
    assert driver.read(field("整理番号", "").field, timeout=1) == ""


@pytest.mark.parametrize(
    "change",
    [
        # a field more, above: the names are the same
        "() => { const r = document.querySelector('table').insertRow(0); r.innerHTML = '<th>年度</th><td><input name=y></td>'; }",
        # names made anew with every page: the places are the same
        "() => { for (const [i, e] of [...document.querySelectorAll('input')].entries()) e.name = `gen${i * 7}`; }",
    ],
)
def test_what_is_still_the_same_field_is_filled(open_page: Open, change: str) -> None:
    driver = open_page("straight.html")
    rehearsed(driver)
    driver.goto("/straight.html", 5)
    driver.arrive("画面", 5)
    driver.page.evaluate(change)
    filled(driver)
    assert all(reading.equal for reading in driver.reread())


PHONE = """<!doctype html><meta charset=utf-8><title>電話</title><form><table>
<tr><th>電話番号</th><td><input name={}>-<input name={}>-<input name={}></td></tr></table></form>"""


def test_each_box_of_a_divided_field_is_proved(open_page: Open, site: Site) -> None:
    """Two boxes that changed places look the same: only their own names tell."""
    site.extra["phone.html"] = PHONE.format("t1", "t2", "t3")
    driver = open_page("phone.html")
    number = [field("電話番号", "03-1234-5678")]
    driver.fill(number, timeout=2)
    assert driver.found()["系 › 画面 › 電話番号"] == FoundField("t1", "text", 1, "t2 t3")
    driver.plan = replace(driver.plan, found=driver.found())
    driver.fill(number, timeout=2)
    for page, names in (("anew.html", ("t1", "x2", "x3")), ("moved.html", ("t1", "t3", "t2"))):
        site.extra[page] = PHONE.format(*names)
        driver.goto(f"/{page}", 5)
        driver.arrive("画面", 5)
        if page == "anew.html":  # names that are made anew tell nothing
            driver.fill(number, timeout=2)
    with pytest.raises(ScreenError) as caught:
        driver.fill(number, timeout=2)
    assert caught.value.problem.code == "S23"
    assert caught.value.problem.words == {"name": "電話番号", "known": "1: text t1 t2 t3", "now": "1: text t1 t3 t2"}


CHOICES = """<!doctype html><meta charset=utf-8><title>地区</title><form><table>
<tr><th>地区</th><td><select name=area><option value="">選択してください{}</select></td></tr>
<tr><th>続柄</th><td>{}</td></tr></table></form>"""


def choices(areas: str, kinds: str) -> str:
    """A page with a list and buttons; `areas` and `kinds` = value:words with blanks between."""
    apart = [[one.split(":") for one in some.split()] for some in (areas, kinds)]
    return CHOICES.format(
        "".join(f"<option value={value}>{words}" for value, words in apart[0]),
        " ".join(f"<label><input type=radio name=kind value={value}>{words}</label>" for value, words in apart[1]),
    )


@pytest.mark.parametrize(
    ("areas", "kinds", "told"),
    [
        ("1:東 2:西 3:南", "a:父 b:母", ""),
        ("1:西 2:東 3:南", "a:父 b:母", "地区"),  # the words of two values changed places
        ("1:東 2:西 3:南", "a:母 b:父", "続柄"),
        ("3:南 1:東 2:西", "b:母 a:父", ""),  # only their order did
        ("1:東 2:西 3:南 4:北", "a:父 b:母 c:他", ""),  # more choices: another list proves nothing
        ("01:西 02:東 03:南", "a:父 b:母", ""),  # values that are made anew prove nothing
    ],
)
def test_words_of_choices_that_stand_for_other_values_stop(open_page: Open, site: Site, areas: str, kinds: str, told: str) -> None:
    site.extra["choices.html"] = choices("1:東 2:西 3:南", "a:父 b:母")
    site.extra["choices_now.html"] = choices(areas, kinds)
    row = [field("続柄", "母"), field("地区", "東")]
    driver = open_page("choices.html")
    driver.fill(row, timeout=2)
    driver.plan = replace(driver.plan, found=driver.found())
    driver.goto("/choices_now.html", 5)
    driver.arrive("画面", 5)
    if not told:
        assert all(one.equal for one in driver.fill(row, timeout=2))
        return
    with pytest.raises(ScreenError) as caught:
        driver.fill(row, timeout=2)
    assert (caught.value.problem.code, caught.value.problem.words) == ("S88", {"name": told})
    assert driver.page.evaluate("[...new FormData(document.forms[0])].join()") == "area,", "nothing was set"


def test_choices_that_are_others_from_row_to_row_prove_nothing(open_page: Open, site: Site) -> None:
    """Such as the members of a household."""
    pages = [choices(areas, "a:父 b:母") for areas in ("1:太郎 2:花子", "1:花子 2:太郎")]
    site.extra |= {f"household{at}.html": page for at, page in enumerate(pages)}
    driver = open_page("household0.html")
    for at in range(2):
        driver.goto(f"/household{at}.html", 5)
        driver.arrive("画面", 5)
        driver.fill([field("地区", "花子")], timeout=2)
    (found,) = driver.found().values()
    assert found is not None
    assert (found.name, found.choices) == ("area", "")


ROWS = """<!doctype html><meta charset=utf-8><title>所得</title><form><table>
<tr><th>種類</th><th>収入金額</th><th>必要経費</th></tr>{}</table></form>"""
ROW = "<tr><td>{0}</td><td><input name={1}></td><td><input name={1}_hi></td></tr>"
KINDS = [("給与", "kyuyo"), ("公的年金", "nenkin"), ("事業", "jigyo")]


def in_row(kind: str, *, varies: bool = False) -> dict[str, tuple[Scope, ...]]:
    return {"within": (Scope(row=kind, varies=varies),)}


def called(kind: str) -> FieldValue:
    return replace(field("収入金額", "1"), name=f"収入金額（{kind}）")


def test_one_heading_of_several_rows_stands_at_a_field_of_each(open_page: Open, site: Site) -> None:
    site.extra["income.html"] = ROWS.format("".join(ROW.format(*one) for one in KINDS))
    driver = open_page("income.html")
    for kind, _ in KINDS:
        driver.fill([called(kind)], timeout=2, **in_row(kind))
    assert [one.name for one in driver.found().values() if one] == ["kyuyo", "nenkin", "jigyo"]
    assert len(driver.reread()) == len(KINDS), "each has its second look"
    shot = driver.picture(driver.reread())
    assert len({tuple(one) for one in shot.rects.values()}) == len(KINDS), "and its own place on the picture"
    driver.plan = replace(driver.plan, found=driver.found())
    site.extra["income2.html"] = ROWS.format("".join(ROW.format(*one) for one in [KINDS[1], KINDS[0], KINDS[2]]))
    driver.goto("/income2.html", 5)
    driver.arrive("画面", 5)
    for kind, _ in KINDS:
        driver.fill([called(kind)], timeout=2, **in_row(kind))


def test_a_row_that_is_another_one_each_time_proves_nothing(open_page: Open, site: Site) -> None:
    site.extra["income3.html"] = ROWS.format("".join(ROW.format(*one) for one in KINDS))
    driver = open_page("income3.html")
    driver.fill([field("収入金額", "1")], timeout=2, **in_row("給与", varies=True))
    assert driver.found() == {}
    driver.fill([field("収入金額", "1")], timeout=2, **in_row("事業", varies=True))


def test_words_that_stand_on_two_screens_prove_nothing(open_page: Open) -> None:
    driver = open_page("straight.html")
    filled(driver)
    driver.goto("/readings.html", 5)
    driver.goto("/swapped.html", 5)
    driver.arrive("画面", 5)
    filled(driver)
    assert driver.found()["系 › 画面 › 氏名"] is None
    assert driver.found()["系 › 画面 › 整理番号"] == FoundField("no", "text", 1)

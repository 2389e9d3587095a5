"""The report in a real Chromium: nothing runs that is not ours, and every way through it works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bots.evidence.facts import RunFacts
from bots.evidence.report import render

from .contrast import CONTRAST

ATTACKS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "'><svg onload=window.hacked=1>",
    "</title></style></script><script>window.hacked=1</script>",
    "<!-- --><iframe srcdoc='<script>parent.hacked=1</script>'>",
    "javascript:window.hacked=1",
    "\u202e\u0000\ud800 onfocus=window.hacked=1 autofocus x=",
    "{title} %s ${x} </textarea><a href=javascript:hacked=1>",
)


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page whose console must stay silent."""
    options = {"viewport": {"width": 1280, "height": 860}, **options}
    context = browser.new_context(**options)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: said.append(r.url) if r.url.startswith("http") else None)
    try:
        page.goto(address)
        yield page
        assert said == []
    finally:
        context.close()


def poisoned(thing: Any, attack: str) -> Any:
    """`thing` with `attack` in every text that is not one of a closed set."""
    closed = {"state", "mode", "guarantee", "format", "lang"}
    if isinstance(thing, str):
        return thing + attack
    if isinstance(thing, tuple):
        return tuple(poisoned(one, attack) for one in thing)
    if isinstance(thing, dict):
        return {poisoned(k, attack): poisoned(v, attack) for k, v in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        names = [f.name for f in fields(thing) if f.name not in closed]
        return replace(thing, **{name: poisoned(getattr(thing, name), attack) for name in names})
    return thing


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_value_runs(
    browser: Browser, facts: RunFacts, tmp_path: Path, attack: str
) -> None:
    rows = tuple(row for row in facts.rows if row.position in (3, 5, 9, 17, 20))
    bad = poisoned(replace(facts, rows=rows, notes=("x",), reason="y", state="stopped"), attack)
    path = tmp_path / "report.html"
    path.write_bytes(render(bad, "ja").encode("utf-8"))
    with opened(browser, path.as_uri()) as page:
        for _ in range(5):
            page.keyboard.press("j")
        assert page.evaluate("window.hacked === undefined")
        assert page.locator("script").count() == 1
        assert page.locator("iframe, [onerror], [onload], [onfocus]").count() == 0


def test_it_opens_at_the_row_that_needs_a_person(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        current = page.locator("article.current")
        assert current.get_attribute("id") == "row-9"
        assert "業務システムで" in current.inner_text()
        assert page.evaluate("scrollY") == 0


def test_a_deep_link_opens_its_row(browser: Browser, address: str) -> None:
    with opened(browser, address + "#row-17") as page:
        assert page.locator("article.current").get_attribute("id") == "row-17"
        page.wait_for_timeout(200)
        assert page.evaluate("scrollY") == 0
        page.evaluate("location.hash = '#row-20'")
        page.wait_for_selector("#row-20.current")


def test_keys_walk_filter_search_and_help(browser: Browser, address: str) -> None:
    with opened(browser, address + "#row-1") as page:
        for key, row in (("j", 2), ("ArrowDown", 3), ("k", 2), ("ArrowUp", 1), ("ArrowUp", 1)):
            page.keyboard.press(key)
            assert page.locator("article.current").get_attribute("id") == f"row-{row}"
        assert page.url.endswith("#row-1")
        page.keyboard.press("3")
        shown = page.locator(".line:not([hidden])")
        assert set(shown.evaluate_all("a => a.map(e => e.dataset.state)")) == {"refused"}
        assert page.locator("article.current").get_attribute("id") == "row-3"
        page.keyboard.press("0")
        assert shown.count() == 36
        page.keyboard.press("/")
        page.keyboard.type("ﾀｶﾊｼ")
        assert page.locator(".none").is_visible()
        page.locator("#search").fill("０００００００９")
        assert shown.count() == 1
        page.keyboard.press("Escape")
        assert shown.count() == 36
        page.keyboard.press("?")
        assert page.locator("#help").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#help").is_visible()
        page.keyboard.press("z")
        assert page.evaluate("document.documentElement.matches('.whole')")
        page.keyboard.press("s")
        assert page.evaluate("document.documentElement.matches('.spaces')")


def test_the_filter_tells_proportions_and_is_a_toggle(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        button = page.locator(".tally [data-filter=uncertain]")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator(".line:not([hidden])").count() == 1
        button.click()
        assert page.locator(".line:not([hidden])").count() == 36
        widths = page.locator(".tally button").evaluate_all("a => a.map(e => e.offsetWidth)")
        assert widths[1] == max(widths)


def test_a_line_lights_its_field_and_the_field_its_line(browser: Browser, address: str) -> None:
    with opened(browser, address + "#row-4") as page:
        sheet = page.locator("article.current")
        line, rect = sheet.locator("tr[data-f='4']"), sheet.locator("rect[data-f='4']")
        line.hover()
        assert "on" in (rect.get_attribute("class") or "")
        assert sheet.locator("figure.current .dim").get_attribute("d")
        page.mouse.move(2, 2)
        assert "on" not in (rect.get_attribute("class") or "")
        line.focus()
        assert "on" in (rect.get_attribute("class") or "")
        rect.focus()
        assert "on" in (line.get_attribute("class") or "")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.dataset.f") == "5"
        page.keyboard.press("Enter")
        assert (
            page.evaluate("document.activeElement.tagName + document.activeElement.dataset.f")
            == "TR5"
        )
        sheet.locator("tr[data-f='11']").focus()
        page.wait_for_timeout(600)
        assert page.evaluate(
            "() => { const s = document.querySelector('article.current figure.current .shot')"
            ".getBoundingClientRect(), r = document.querySelector('article.current rect.on')"
            ".getBoundingClientRect(); return r.top >= s.top && r.bottom <= s.bottom }"
        )


def test_tabs_change_the_picture_and_a_line_brings_its_own_back(
    browser: Browser, address: str
) -> None:
    with opened(browser, address + "#row-4") as page:
        sheet = page.locator("article.current")
        sheet.get_by_role("tab", name="確定の後").click()
        assert sheet.locator("figure.current").get_attribute("data-p") == "1"
        page.keyboard.press("ArrowLeft")
        assert sheet.locator("figure.current").get_attribute("data-p") == "0"
        page.keyboard.press("t")
        assert sheet.locator("figure.current").get_attribute("data-p") == "1"
        sheet.locator("tr[data-f='2']").focus()
        assert sheet.locator("figure.current").get_attribute("data-p") == "0"


def test_everything_is_there_without_script(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False) as page:
        assert page.locator("article:visible").count() == 36
        assert not page.locator("footer").is_visible()


@pytest.mark.parametrize("width", [1680, 1280, 800, 640, 360])
def test_nothing_overflows_sideways(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address + "#row-17", viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("row", [3, 5, 9, 13, 17, 20, 31])
@pytest.mark.parametrize("focus", [False, True])
def test_text_can_be_read(browser: Browser, address: str, row: int, focus: bool) -> None:
    with opened(browser, f"{address}#row-{row}", reduced_motion="reduce") as page:
        page.locator("article.current details").evaluate_all(
            "a => a.forEach(e => { e.open = true })"
        )
        if focus and page.locator("article.current tr[data-f]").count():
            page.locator("article.current tr[data-f='1']").focus()
        assert page.evaluate(CONTRAST) == []


def test_names_and_roles(browser: Browser, address: str) -> None:
    with opened(browser, address + "#row-4") as page:
        assert page.locator("html").get_attribute("lang") == "ja"
        assert page.locator("h1").count() == 1
        assert (
            page.evaluate(
                "() => [...document.querySelectorAll('button, a, input, img, nav, [role]:not([role=note])')]"
                ".filter(e => !(e.ariaLabel || e.alt || e.textContent.trim() || e.getAttribute('role') === 'status'"
                " || e.getAttribute('aria-labelledby'))).length"
            )
            == 0
        )
        assert (
            page.evaluate(
                "() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                "return ids.length - new Set(ids).size }"
            )
            == 0
        )
        assert (
            page.evaluate(
                "() => [...document.querySelectorAll('[aria-controls], [aria-labelledby]')].flatMap(e =>"
                "[e.getAttribute('aria-controls'), e.getAttribute('aria-labelledby')])"
                ".filter(id => id && !document.getElementById(id)).length"
            )
            == 0
        )
        page.locator("#search").focus()
        for _ in range(6):
            page.keyboard.press("Tab")
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none"


def test_paper_can_be_read_and_ticked(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 718, "height": 1000}) as page:  # 190 mm
        page.emulate_media(media="print")
        assert page.locator(".list .line:visible").count() == 6
        assert page.locator(".needed").is_visible()
        assert not page.locator(".unneeded").is_visible()
        assert page.locator("article .onpaper:visible").count() == 36
        sizes = page.locator("figure img").evaluate_all(
            "a => a.map(e => [e.offsetWidth / 96 * 25.4, e.offsetHeight / 96 * 25.4])"
        )
        assert min(width for width, _ in sizes) >= 85  # two beside each other
        assert page.locator("#row-4 figure img").first.evaluate("e => e.offsetWidth") >= 110 / 25.4 * 96
        assert max(height for _, height in sizes) < 75
        tall = page.locator("#row-4, #row-20").evaluate_all("a => a.map(e => e.offsetHeight)")
        assert max(tall) < 1000 * 0.45  # two rows on a page
        assert page.locator("#row-4 td.kept:visible").count() == 0
        assert page.locator("#row-17 td.kept:visible").count() == 12
        told = page.locator("#row-4 .proof").bounding_box()
        shot = page.locator("#row-4 .figures").bounding_box()
        assert told is not None
        assert shot is not None
        assert told["x"] > shot["x"] + shot["width"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_of_some_rows_says_so_and_hides_no_trouble(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        rows, needing = page.locator(".line").count(), page.locator(".line[data-needs]").count()
        done = page.locator(".line[data-state=done]:not([data-needs])").count()
        finished = page.locator(".line[data-state=done]").count()
        page.emulate_media(media="print")
        assert not page.locator(".narrowed").is_visible()  # the whole run is printed
        page.keyboard.press("1")
        assert page.locator("article:visible").count() == finished < rows
        told = page.locator(".narrowed").inner_text()
        assert "完了" in told
        assert f"全 {rows} 件のうち {finished} 件" in told
        assert f"ほかに {needing - (finished - done)} 件" in told
        assert not page.locator(".unneeded").is_visible()  # for there are such rows in this run
        page.keyboard.press("0")
        page.locator("#search").evaluate("e => {e.value = '20'; e.dispatchEvent(new Event('input'))}")
        assert "さがした言葉 20" in page.locator(".narrowed").inner_text()
        page.emulate_media(media="screen")
        assert not page.locator(".narrowed").is_visible()


def test_paper_says_that_no_row_needs_a_person_of_a_run_without_such_rows_alone(
    browser: Browser, facts: RunFacts, tmp_path: Path
) -> None:
    well = tuple(one for one in facts.rows if one.state == "done" and not (one.unfinished or one.doubted))
    path = tmp_path / "well.html"
    path.write_text(render(replace(facts, rows=well), "ja"), "utf-8")
    with opened(browser, path.as_uri()) as page:
        page.emulate_media(media="print")
        assert page.locator(".line[data-needs]").count() == 0 < len(well)
        assert page.locator(".unneeded").is_visible()
        assert not page.locator(".needed").is_visible()


def test_a_row_of_many_pictures_takes_one_page(
    browser: Browser, facts: RunFacts, tmp_path: Path
) -> None:
    """Three pictures above sixteen readings, with what the screen kept: nothing of it on a second page."""
    row = next(one for one in facts.rows if one.position == 17)
    many = replace(row, pictures=(row.pictures * 3)[:3], readings=(row.readings * 2)[:16])
    path = tmp_path / "many.html"
    path.write_text(render(replace(facts, rows=(many,)), "ja"), "utf-8")
    with opened(browser, path.as_uri(), viewport={"width": 718, "height": 1000}) as page:
        page.emulate_media(media="print")
        assert page.locator("figure").count() == 3
        assert page.locator("article").evaluate("e => e.offsetHeight") < 1000
        pages = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
        assert len(pages) == 2  # the list of what a person must see, and the row


@pytest.mark.parametrize("count", [20, 21, 23, 24])
def test_a_row_of_many_pictures_and_values_leaves_no_line_alone(
    browser: Browser, facts: RunFacts, tmp_path: Path, count: int
) -> None:
    row = next(one for one in facts.rows if one.position == 17)
    many = replace(row, pictures=(row.pictures * 3)[:3], readings=(row.readings * 2)[:count])
    path = tmp_path / "many.html"
    path.write_text(render(replace(facts, rows=(many,)), "ja"), "utf-8")
    with opened(browser, path.as_uri()) as page:
        pages = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
        assert len(pages) == 2
        page.emulate_media(media="print")
        widths = page.locator("figure img").evaluate_all("a => a.map(e => e.offsetWidth / 96 * 25.4)")
        assert min(widths) > 70  # what is written on them can still be read


def test_fields_of_two_screens_stand_under_the_names_of_their_pictures(
    browser: Browser, facts: RunFacts, tmp_path: Path
) -> None:
    """The same words on the form and on the page that asks once more: which is which can be read."""
    row = next(one for one in facts.rows if [two.label for two in one.pictures] == ["before", "after"])
    again = tuple(replace(one, picture=1) for one in row.readings)
    two = replace(row, readings=row.readings + again)
    path = tmp_path / "two.html"
    path.write_text(render(replace(facts, rows=(replace(row, position=17), replace(two, position=18))), "ja"), "utf-8")
    with opened(browser, path.as_uri() + "#row-18") as page:
        lines = page.locator("article.current .readings tbody tr")
        heads = [at for at, kind in enumerate(lines.evaluate_all("a => a.map(e => e.className)")) if kind == "screen"]
        assert heads == [0, len(row.readings) + 1]
        assert [lines.nth(at).inner_text().strip() for at in heads] == ["「確定の前」の画面", "「確定の後」の画面"]
        assert page.locator("#row-17 .screen").count() == 0  # of one screen nothing need be said


def test_print_has_a_row_a_block(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
        assert 12 <= pages <= 20
        page.keyboard.press("3")
        few = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
        assert 1 <= few <= 5
        page.emulate_media(media="print")
        assert page.locator("article:visible").count() == 4
        assert not page.locator("footer").is_visible()
        broken = page.evaluate(
            "[...document.images].filter(i => i.offsetWidth && !i.complete).length"
        )
        assert broken == 0


def test_three_hundred_rows_stay_usable(browser: Browser, facts: RunFacts, tmp_path: Path) -> None:
    rows = tuple(
        replace(facts.rows[at % 36], position=at + 1, origin=f"受付!{at + 4}") for at in range(300)
    )
    path = tmp_path / "long.html"
    path.write_text(render(replace(facts, rows=rows), "ja"), "utf-8")
    with opened(browser, path.as_uri()) as page:
        assert page.locator(".line").count() == 300
        took = page.evaluate(
            "() => { const from = performance.now(); for (let i = 0; i < 20; i++) { document.dispatchEvent("
            "new KeyboardEvent('keydown', { key: 'j', bubbles: true })); document.body.offsetHeight }"
            "return (performance.now() - from) / 20 }"
        )
        assert took < 100


def test_the_list_on_paper_ends_before_the_first_row_begins(
    browser: Browser, facts: RunFacts, tmp_path: Path
) -> None:
    """Forty rows that need a person: none of their lines lies under the block of a row, nor is lost."""
    refused = next(one for one in facts.rows if one.position == 5)
    rows = tuple(
        replace(refused, position=at, origin=f"受付!{at + 3}", key=(f"{at:08d}",)) for at in range(1, 41)
    )
    path = tmp_path / "refused.html"
    path.write_text(render(replace(facts, rows=rows), "ja"), "utf-8")
    with opened(browser, path.as_uri(), viewport={"width": 718, "height": 1000}) as page:  # 190 mm
        page.emulate_media(media="print")
        lines = page.locator(".list .line:visible")
        assert lines.count() == 40
        last, first = lines.last.bounding_box(), page.locator("article").first.bounding_box()
        assert last is not None
        assert first is not None
        assert last["y"] + last["height"] <= first["y"]
        assert page.locator(".rows").evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def test_a_row_that_was_not_filled_shows_what_the_sheet_says(browser: Browser, address: str) -> None:
    with opened(browser, address + "#row-5") as page:
        cells = page.locator("article.current .cells dl > div")
        assert cells.count() == 12
        assert cells.locator(":scope.faulty").inner_text().split() == ["整理番号", "00000005✕", "この値のため"]
        assert "伏せています" in cells.filter(has_text="個人番号").inner_text()
        assert page.locator("#row-4 .cells").count() == 0  # there the readings tell it
        page.emulate_media(media="print")
        assert page.locator("#row-5 .cells dl > div:visible").count() == 12
        assert page.locator("#row-5").evaluate("e => e.offsetHeight") < 260  # short: many rows are like it

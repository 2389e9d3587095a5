"""A date in several choices: a part may bring the choices of the next, open it, or throw over what was chosen."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from tests.effort import effort

from .conftest import Open, field
from .site import Site

DAYS = "new Date(y, m, 0).getDate()"


def options(first: int, last: int, unit: str = "") -> str:
    return "".join(f"<option value={one}>{one}{unit}</option>" for one in range(first, last + 1))


def page(cell: str, script: str) -> str:
    return (
        f"<form><table><tr><th>番号</th><td><input name=no></td></tr><tr><th>納期限</th><td>{cell}</td></tr></table></form>"
        f"<script>const g = (n) => document.getElementsByName(n)[0]; {script}</script>"
    )


def western(
    script: str, days: str = "", months: str = "", more: str = "", change: str = "rb()"
) -> str:
    """Year, month and day, where both other lists tell the script of their change."""
    cell = (
        f'<select name=y onchange="{change}"><option value="">年</option>{options(2020, 2030)}</select>年'
        f'<select name=m onchange="{change}"><option value="">月</option>{months or options(1, 12)}</select>月'
        f'<select name=d {more}><option value="">日</option>{days}</select>日'
    )
    return page(cell, script)


def made(
    keep: str = "", before: str = "", said: str = "i", empty: str = "<option value=''>日"
) -> str:
    """A script that makes the list of days from the year and the month."""
    return (
        f"function rb() {{ const y = +g('y').value, m = +g('m').value, d = g('d'), o = d.value; {before} d.innerHTML = \"{empty}\";"
        f" if (!y || !m) return; for (let i = 1; i <= {DAYS}; i++) d.add(new Option({said}, i)); {keep} }}"
    )


KEEP = "if (o) d.value = o;"
WIDE = "[...('' + i)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('') + '日'"
LATE = "setTimeout(() => rb(), {0})"
DRAWN = """const was = { y: '', m: '', d: '' };
const list = (from, to, on) => '<option value="">--</option>' + [...Array(to - from + 1).keys()].map((i) => `<option ${on == from + i ? 'selected' : ''}>${from + i}</option>`).join('');
const draw = () => {
  document.getElementById('at').innerHTML = `<select name=y>${list(2020, 2030, was.y)}</select>年<select name=m>${was.y ? list(1, 12, was.m) : ''}</select>月`
    + `<select name=d>${was.m ? list(1, new Date(was.y, was.m, 0).getDate(), was.d) : ''}</select>日`;
  for (const e of document.querySelectorAll('select')) e.onchange = () => { was[e.name] = e.value; draw(); };
};
draw();"""
BY_SERVER = made().replace("function rb", "function days") + (
    "async function rb() { if (!g('m').value) return; const at = g('d'); at.innerHTML = ''; await fetch('/slow/paper.html?s=0.3'); days(); }"
)
REUSED = """function rb() { const y = +g('y').value; [...g('m').options].slice(1).forEach((o, i) => {
  const n = y === 2026 ? i + 9 : i + 1; o.text = n > 12 ? '―' : n; o.value = n > 12 ? '' : n; }); }"""
WESTERN = {
    "the list is made and keeps the choice": western(made(KEEP)),
    "the list is made and does not keep it": western(made()),
    "shut until year and month are there": western(
        made(before="d.disabled = !(y && m);"), more="disabled"
    ),
    "all days at first, kept": western(made(KEEP), options(1, 31)),
    "all days at first, not kept": western(made(), options(1, 31)),
    "made a moment later": western(made(), change=LATE.format(60)),
    "all days at first, made a moment later": western(
        made(), options(1, 31), change=LATE.format(60)
    ),
    "opened a moment later": western(
        made(before="d.disabled = !(y && m);"), more="disabled", change=LATE.format(60)
    ),
    "fetched": western(BY_SERVER),
    "days of two digits": western(made(said="('0' + i).slice(-2)")),
    "days with their word": western(made(said="i + '日'")),
    "days in wide letters": western(made(said=WIDE)),
    "all drawn anew with each choice": page("<span id=at></span>", DRAWN),
    "months that depend on the year": page(
        f'<select name=y onchange="rb()"><option value=\'\'>--{options(2020, 2030)}</select>年<select name=m onchange="days()"></select>月<select name=d></select>日',
        "function rb() { g('m').innerHTML = '<option>'; for (let i = g('y').value === '2026' ? 9 : 1; i <= 12; i++) g('m').add(new Option(i, i)); days(); }"
        + made().replace("function rb", "function days"),
    ),
    "options that are used again with other words": western(REUSED, options(1, 31)),
    "day, month and year": page(
        f"<select name=d></select>日<select name=m onchange=\"rb()\"><option value=''>--{options(1, 12)}</select>月<select name=y onchange=\"rb()\"><option value=''>--{options(2020, 2030)}</select>年",
        made(),
    ),
}
ERA_LIST = '<select name=era {0}><option value="">--<option value=3>昭和<option value=4>平成<option value=5>令和</select>'
MONTH_DAYS = "[31,29,31,30,31,30,31,31,30,31,30,31][+g('m').value - 1]"
ERA_DAYS = f"function rb() {{ const d = g('d'); d.innerHTML = ''; for (let i = 1; i <= {MONTH_DAYS}; i++) d.add(new Option(i, i)); }}"
OF_ERA = """const first = { 3: [1926, 12, 25], 4: [1989, 1, 8], 5: [2019, 5, 1] }, last = { 3: [1989, 1, 7], 4: [2019, 4, 30], 5: [2099, 12, 31] };
const fill = (e, from, to, say) => { e.innerHTML = '<option value="">--'; for (let i = from; i <= to; i++) e.add(new Option(say(i), i)); };
const at = () => [first[g('era').value], last[g('era').value], +g('y').value + (first[g('era').value] || [0])[0] - 1];
const years = () => { const [a, b] = at(); fill(g('y'), 1, Math.min(b[0], 2030) - a[0] + 1, (i) => i === 1 ? '元年' : i + '年'); months(); };
const months = () => { const [a, b, y] = at(); fill(g('m'), y === a[0] ? a[1] : 1, g('y').value ? (y === b[0] ? b[1] : 12) : 0, (i) => i + '月'); rb(); };
const rb = () => { const [a, b, y] = at(), m = +g('m').value; fill(g('d'), y === a[0] && m === a[1] ? a[2] : 1, m ? (y === b[0] && m === b[1] ? b[2] : new Date(y, m, 0).getDate()) : 0, (i) => i + '日'); };"""


def era(change: str) -> str:
    cell = f'{ERA_LIST.format("")}<input name=y size=2>年<select name=m onchange="{change}">{options(1, 12)}</select>月<select name=d>{options(1, 31)}</select>日'
    return page(cell, ERA_DAYS)


ERAS = {
    "an era, the days made with the month": era("rb()"),
    "an era, the days made a moment later": era("setTimeout(rb, 30)"),
    "an era that brings years, months and days": page(
        f"{ERA_LIST.format('onchange=years()')}<select name=y onchange=months()></select>年<select name=m onchange=rb()></select>月<select name=d></select>日",
        OF_ERA,
    ),
}
OF_WESTERN = ["2028-02-29", "2026-11-30", "2026-12-31"][: effort(1, 3)]
OF_ERAS = {
    "昭和64年1月7日": ("1989-01-07", "3", 64),
    "平成31年4月30日": ("2019-04-30", "4", 31),
    "平成元年1月8日": ("1989-01-08", "4", 1),
    "令和8年12月31日": ("2026-12-31", "5", 8),
    "令和10年2月29日": ("2028-02-29", "5", 10),
}


def opened(open_page: Open, site: Site, text: str):  # type: ignore[no-untyped-def]
    site.extra["split_date.html"] = (
        "<!doctype html><html lang=ja><meta charset=utf-8><title>日付</title>" + text
    )
    return open_page("split_date.html")


HELD = "(names) => names.map((name) => document.getElementsByName(name)[0].value)"


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
@pytest.mark.parametrize("day", OF_WESTERN)
def test_a_day_is_chosen_from_a_list_made_by_year_and_month(
    open_page: Open, site: Site, text: str, day: str
) -> None:
    driver = opened(open_page, site, text)
    reading = driver.fill([field("納期限", day, "date")], timeout=5)[0]
    held = driver.page.evaluate(HELD, ["y", "m", "d"])
    assert [int(one or 0) for one in held] == [int(one) for one in day.split("-")]
    assert reading.equal
    driver.page.wait_for_timeout(150)
    assert [one.equal for one in driver.reread()] == [True]


@pytest.mark.parametrize("text", ERAS.values(), ids=ERAS)
@pytest.mark.parametrize(("day", "code", "year"), [*OF_ERAS.values()][: effort(2, 5)], ids=[*OF_ERAS][: effort(2, 5)])
def test_a_day_of_an_era_is_chosen_too(
    open_page: Open, site: Site, text: str, day: str, code: str, year: int
) -> None:
    driver = opened(open_page, site, text)
    reading = driver.fill([field("納期限", day, "date")], timeout=5)[0]
    era_code, *held = driver.page.evaluate(HELD, ["era", "y", "m", "d"])
    assert (era_code, [int(one or 0) for one in held]) == (
        code,
        [year, *(int(one) for one in day.split("-")[1:])],
    )
    assert reading.equal
    driver.page.wait_for_timeout(100)
    assert [one.equal for one in driver.reread()] == [True]


SHORT = western(made().replace(DAYS, "28"))
ALL = western("", options(1, 30), change="")


@pytest.mark.parametrize(
    ("text", "day", "part"),
    [
        (SHORT, "2026-11-30", "日"),
        (ALL, "2026-12-31", "日"),
        (western("", options(1, 31)), "2035-01-01", "年"),
    ],
    ids=["made without the day", "of thirty days for ever", "a year that is not there"],
)
def test_a_part_that_the_screen_never_offers_is_told_as_that(
    open_page: Open, site: Site, text: str, day: str, part: str
) -> None:
    driver = opened(open_page, site, text)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("納期限", day, "date")], timeout=3)
    problem = caught.value.problem
    assert (problem.code, problem.advice, problem.words["part"]) == ("S11", "S61", part)
    if part == "年":  # nothing that was set could bring it
        assert driver.page.evaluate(HELD, ["y", "m", "d"]) == ["", "", ""]


def test_a_part_that_never_opens_is_told_as_shut(open_page: Open, site: Site) -> None:
    driver = opened(open_page, site, western("function rb() {}", options(1, 31), more="disabled"))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("納期限", "2026-11-30", "date")], timeout=0.5)
    assert caught.value.problem.code == "S10"


@pytest.mark.parametrize(
    "text", [WESTERN["the list is made and does not keep it"], ALL], ids=["made", "given"]
)
def test_a_day_of_no_calendar_is_the_fault_of_the_row(
    open_page: Open, site: Site, text: str
) -> None:
    driver = opened(open_page, site, text)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("納期限", "2023-02-29", "date")], timeout=0.5)
    assert caught.value.problem.code == "S34"
    assert driver.page.evaluate(HELD, ["y", "m", "d"]) == ["", "", ""]


def test_a_day_that_is_thrown_over_again_and_again_is_not_taken_for_right(
    open_page: Open, site: Site
) -> None:
    driver = opened(
        open_page,
        site,
        western(
            "g('d').onchange = () => setTimeout(() => { g('d').value = 1; }, 20)", options(1, 31)
        ),
    )
    reading = driver.fill([field("納期限", "2026-11-30", "date")], timeout=2)[0]
    assert (reading.equal, reading.kept.reveal()) == (False, "2026-11-01")


def test_a_form_that_goes_to_its_server_with_each_part_is_filled(
    open_page: Open, site: Site
) -> None:
    def drawn(held: dict[str, str]) -> str:
        def chosen(name: str, last: int) -> str:
            first = 2020 if name == "y" else 1
            return "<option value=''>--" + "".join(
                f"<option {'selected' if held.get(name) == str(one) else ''}>{one}"
                for one in range(first, last + 1)
            )

        sends = "onchange='this.form.submit()'"
        return (
            f"<!doctype html><meta charset=utf-8><title>日付</title><form method=post action=/turn><table><tr><th>納期限</th><td>"
            f"<select name=y {sends}>{chosen('y', 2030)}</select>年<select name=m {sends}>{chosen('m', 12 if held.get('y') else 0)}</select>月"
            f"<select name=d>{chosen('d', 30 if held.get('m') else 0)}</select>日</td></tr></table></form>"
        )

    site.replies["/turn"] = drawn
    driver = opened(open_page, site, drawn({}))
    reading = driver.fill([field("納期限", "2026-11-30", "date")], timeout=8)[0]
    assert driver.page.evaluate(HELD, ["y", "m", "d"]) == ["2026", "11", "30"]
    assert reading.equal

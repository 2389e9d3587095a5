"""Lists that hold more than they show: searched, scrolled, and never told as whole where they were not seen whole."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>一覧</title>"
# A box that opens a layer over the page; only the rows in sight are drawn, all of them with ROWS = all.
PAGE = """<form><div><span id=lt>町名</span> <div role=combobox aria-expanded=false aria-haspopup=listbox aria-labelledby=lt aria-controls=lb
 tabindex=0 id=cb style="border:1px solid;width:200px;min-height:20px">選択してください</div></div>
<div><label>備考 <input id=memo></label></div></form><script>
const towns = Array.from({ length: COUNT }, (_, i) => `第${i + 1}区`);
const cb = document.getElementById('cb');
let layer = null, known = PAGED ? 20 : towns.length;
const close = () => { layer.remove(); layer = null; cb.setAttribute('aria-expanded', 'false'); };
const open = () => {
  cb.setAttribute('aria-expanded', 'true');
  layer = document.createElement('div');
  layer.style = 'position:absolute;top:200px;left:100px;background:#fff;border:1px solid';
  layer.innerHTML = `SEARCH<div role=listbox id=lb style="height:192px;width:200px;overflow:auto"><div style="position:relative"></div></div>`;
  document.body.append(layer);
  const box = layer.querySelector('input'), list = layer.querySelector('[role=listbox]'), rows = list.firstChild;
  const draw = () => {
    const fits = towns.slice(0, known).filter((one) => MATCHES);
    const from = VIRTUAL ? Math.floor(list.scrollTop / 24) : 0;
    rows.style.height = fits.length * 24 + 'px';
    rows.innerHTML = fits.slice(from, VIRTUAL ? from + 8 : undefined).map((one, i) =>
      `<div ROLE style="position:absolute;top:${(from + i) * 24}px;height:24px">${one}</div>`).join('');
    for (const one of rows.children) one.onclick = () => { cb.textContent = one.textContent; close(); };
  };
  list.onscroll = () => { draw(); if (known < towns.length && list.scrollTop + 192 > known * 24 - 30) setTimeout(() => { known = Math.min(known + 20, towns.length); draw(); }, 100); };
  if (box) box.oninput = draw;
  draw();
};
cb.onclick = () => (layer ? close() : open());
</script>"""
SEARCH = "<input placeholder=検索>"
PLAIN = {"COUNT": "500", "PAGED": "false", "VIRTUAL": "true", "SEARCH": "", "MATCHES": "true", "ROLE": "role=option"}
BY_WORDS, BY_NOTHING = "!box || one.includes(box.value)", "!box || !box.value"


def page(**made: str) -> str:
    text = PAGE
    for name, value in (PLAIN | made).items():
        text = text.replace(name, value)
    return HEAD + text


KINDS = {
    "a search box": page(SEARCH=SEARCH, MATCHES=BY_WORDS),
    "a search box that knows other words": page(SEARCH=SEARCH, MATCHES=BY_NOTHING),
    "rows exchanged while scrolling": page(),
    "rows fetched at the end": page(COUNT="100", PAGED="true", VIRTUAL="false"),
    "rows without a role": page(ROLE=""),
    "rows that are all there": page(COUNT="40", VIRTUAL="false"),
}


def opened(open_page: Open, site: Site, text: str) -> PlaywrightDriver:
    site.extra["long_list.html"] = text
    driver = open_page("long_list.html")
    driver.fill([field("備考", "電話")], timeout=2)
    return driver


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("value", ["第1区", "第37区", "第last区"])
def test_a_choice_that_is_not_drawn_yet_is_found(open_page: Open, site: Site, text: str, value: str) -> None:
    driver = opened(open_page, site, text)
    last = value.replace("last", str(driver.page.evaluate("towns.length")))
    reading = driver.fill([field("町名", last)], timeout=5)[0]
    assert (reading.how, reading.equal, driver.page.inner_text("#cb")) == ("list", True, last)
    assert driver.page.input_value("#memo") == "電話"


@pytest.mark.parametrize(("kind", "count"), [(one, 500) for one in list(KINDS)[:3]] + [(one, 100) for one in list(KINDS)[3:4]] + [("rows that are all there", 40)])
def test_what_is_not_offered_is_told_with_all_choices(open_page: Open, site: Site, kind: str, count: int) -> None:
    driver = opened(open_page, site, KINDS[kind])
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第999区")], timeout=5)
    problem = caught.value.problem
    assert (problem.code, problem.advice, problem.words["more"]) == ("S11", "S27", count - 8)
    assert driver.page.inner_text("#cb") == "選択してください"
    assert driver.page.input_value("#memo") == "電話"


def test_a_list_that_is_too_long_to_be_seen_whole_names_no_choices(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.runners.lists._SCROLLS", 1.0)
    driver = opened(open_page, site, page(COUNT="90000"))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第99999区")], timeout=5)
    problem = caught.value.problem
    assert (problem.code, problem.advice, "offered" in problem.words) == ("S11", "", False)


# A Select of antd 5.29 with a search: the choices that can be read aloud have no size, those that are seen no role.
ANTD = """<label for=town>町名</label><div class="ant-select ant-select-show-search" style="width:200px;border:1px solid">
<span><input type=search id=town autocomplete=off role=combobox aria-expanded=false aria-haspopup=listbox aria-owns=town_list
 aria-autocomplete=list aria-controls=town_list>MIRROR</span><span class=ant-select-selection-item></span></div><script>
const e = document.getElementById('town'), towns = FIRST;
const drop = document.createElement('div');
drop.className = 'ant-select-dropdown';
drop.style = 'position:absolute;top:100px;left:8px;display:none;border:1px solid';
document.body.append(drop);
const draw = () => {
  const fits = towns.filter((one) => one.includes(e.value));
  const mirror = document.querySelector('.mirror');
  if (mirror) mirror.textContent = e.value;
  drop.innerHTML = fits.length
    ? '<div><div role=listbox id=town_list style="height:0;width:0;overflow:hidden">' + fits.slice(0, 2).map((one) => `<div role=option>${one}</div>`).join('')
      + '</div><div class=rc-virtual-list>' + fits.slice(0, 10).map((one) => `<div class=ant-select-item-option title=${one}><div>${one}</div></div>`).join('') + '</div></div>'
    : '<div><div role=listbox id=town_list>データがありません</div></div>';
  for (const one of drop.querySelectorAll('.ant-select-item-option')) one.onclick = () => {
    document.querySelector('.ant-select-selection-item').textContent = one.title; e.value = ''; open(false); };
};
const open = (on) => { drop.style.display = on ? '' : 'none'; e.setAttribute('aria-expanded', on); draw(); };
e.onmousedown = () => open(true);
e.oninput = () => open(true);
</script>"""
MIRROR = "<span class=mirror aria-hidden=true style='position:absolute;top:60px'></span>"


@pytest.mark.parametrize("mirror", ["", MIRROR], ids=["", "what is typed is written twice"])
def test_a_searched_list_that_comes_out_empty_does_not_offer_the_value(open_page: Open, site: Site, mirror: str) -> None:
    site.extra["antd_select.html"] = HEAD + ANTD.replace("FIRST", "['第1区', '第2区', '第200区']").replace("MIRROR", mirror)
    driver = open_page("antd_select.html")
    assert driver.fill([field("町名", "第200区")], timeout=3)[0].equal
    driver = open_page("antd_select.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第999区")], timeout=3)
    assert caught.value.problem.code == "S11"


def test_a_searched_list_that_never_showed_anything_says_nothing_of_the_value(open_page: Open, site: Site) -> None:
    site.extra["antd_select.html"] = HEAD + ANTD.replace("FIRST", "[]").replace("MIRROR", "")
    driver = open_page("antd_select.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第999区")], timeout=3)
    assert caught.value.problem.code == "S22"

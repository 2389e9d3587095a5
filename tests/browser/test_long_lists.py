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


def in_window(role: str) -> str:
    """The rows stand in a box of full height, behind a window that is scrolled; the field does not tell of it."""
    window = '<div class=window style="height:192px;width:200px;overflow:auto"><div ROLE_OF_BOX style="position:relative"></div></div>'
    made = page(ROLE="").replace(" aria-controls=lb", "").replace("list.firstChild", "list.firstElementChild")
    plain = '<div role=listbox id=lb style="height:192px;width:200px;overflow:auto"><div style="position:relative"></div></div>'
    assert plain in made
    return made.replace(plain, window.replace("ROLE_OF_BOX", role)).replace("layer.querySelector('[role=listbox]')", "layer.querySelector('.window')")


KINDS = {
    "a search box": page(SEARCH=SEARCH, MATCHES=BY_WORDS),
    "a search box that knows other words": page(SEARCH=SEARCH, MATCHES=BY_NOTHING),
    "rows exchanged while scrolling": page(),
    "rows fetched at the end": page(COUNT="100", PAGED="true", VIRTUAL="false"),
    "rows without a role": page(ROLE=""),
    "rows without a role in a list that nothing names": in_window("role=listbox"),
    "rows without a role in a box without one": in_window(""),
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


@pytest.mark.parametrize("role", ["role=listbox", ""], ids=["a list", "no role"])
def test_what_rows_without_a_role_do_not_offer_is_told_as_not_offered(open_page: Open, site: Site, role: str) -> None:
    driver = opened(open_page, site, in_window(role))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第999区")], timeout=5)
    assert caught.value.problem.code == "S11"
    assert driver.page.inner_text("#cb") == "選択してください"


def test_of_two_boxes_that_open_none_is_taken_for_the_list(open_page: Open, site: Site) -> None:
    twin = "<div style='position:absolute;left:400px;top:0;background:#fff'>" + "".join(f"<p>別の{one}</p>" for one in range(8)) + "</div>"
    driver = opened(open_page, site, in_window("").replace("layer.innerHTML = `", f"layer.innerHTML = `{twin}"))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第37区")], timeout=5)
    assert caught.value.problem.code == "S22"
    assert driver.page.inner_text("#cb") == "選択してください"


def test_a_list_that_is_too_long_to_be_seen_whole_names_no_choices(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.runners.lists._SCROLLS", 1.0)
    driver = opened(open_page, site, page(COUNT="90000"))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第99999区")], timeout=5)
    problem = caught.value.problem
    assert (problem.code, problem.advice, "offered" in problem.words) == ("S11", "", False)


def test_a_choice_of_a_list_that_is_too_long_to_be_seen_whole_is_not_taken(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.runners.lists._SCROLLS", 1.0)
    driver = opened(open_page, site, page(COUNT="90000"))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "第2区")], timeout=5)
    assert caught.value.problem.code == "S92"
    assert driver.page.inner_text("#cb") == "選択してください"


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize(("first", "last"), [(1, 90), (30, 90)], ids=["in sight", "far down"])
def test_the_same_words_twice_in_a_list_are_not_taken_by_guess(open_page: Open, site: Site, kind: str, first: int, last: int) -> None:
    last = 39 if kind == "rows that are all there" else last
    twice = KINDS[kind].replace("const cb", f"towns[{first}] = towns[{last}] = '本町'; const cb")
    driver = opened(open_page, site, twice)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "本町")], timeout=5)
    assert (caught.value.problem.code, caught.value.problem.words["count"]) == ("S25", 2)
    assert driver.page.inner_text("#cb") == "選択してください"


# What else says a word that the list does not offer. ACT tells that it was pressed.
ACT = "onclick=\"document.title = '押された'\""
BESIDE = {
    "a button": f"<button type=button {ACT}>本町</button>",
    "a button that sends": f"<form {ACT.replace('onclick', 'onsubmit')[:-1]}; return false\"><button>本町</button></form>",
    "a link": f"<a href=# {ACT}>本町</a>",
    "words that act": f"<ul><li {ACT}>本町</li></ul>",
    "a menu of the page": f"<ul role=menu><li role=menuitem {ACT}>本町</li></ul>",
    "a list of another field": f"<div role=listbox aria-label=所管><div role=option {ACT}>本町</div></div>",
}
ANEW = "<div id=anew></div><script>const anew = () => { document.getElementById('anew').innerHTML = `WHAT`; }; anew(); cb.addEventListener('click', anew);</script>"
PLACES = {
    "on the page": lambda what: page(COUNT="COUNT") + what,
    "on the page, before rows without a role": lambda what: page(ROLE="", COUNT="COUNT") + what,
    "on the page, which names no list": lambda what: (page(COUNT="COUNT") + what).replace(" aria-controls=lb", ""),
    "on a page that is drawn anew": lambda what: (page(COUNT="COUNT") + ANEW.replace("WHAT", what)).replace(" aria-controls=lb", ""),
}


@pytest.mark.parametrize("where", list(PLACES))
@pytest.mark.parametrize("what", [one for one in BESIDE if one != "a list of another field"])
def test_what_says_a_word_that_the_list_does_not_offer_is_not_pressed(open_page: Open, site: Site, what: str, where: str) -> None:
    """A press there may send anything, in a rehearsal too."""
    driver = opened(open_page, site, PLACES[where](BESIDE[what]).replace("COUNT", "3"))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "本町")], timeout=3)
    assert caught.value.problem.code in ("S11", "S22")
    assert (driver.page.title(), driver.page.inner_text("#cb")) == ("一覧", "選択してください")


def test_a_choice_of_another_field_is_not_pressed(open_page: Open, site: Site) -> None:
    driver = opened(open_page, site, page(COUNT="3") + BESIDE["a list of another field"])
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "本町")], timeout=3)
    assert (caught.value.problem.code, driver.page.title(), driver.page.inner_text("#cb")) == ("S11", "一覧", "選択してください")


@pytest.mark.parametrize("what", ["a button", "a button that sends", "a link"])
@pytest.mark.parametrize("role", ["role=option", ""], ids=["options", "rows without a role"])
@pytest.mark.parametrize("names", ["", " aria-controls=lb"], ids=["no list is named", "the list is named"])
def test_what_acts_in_the_opened_layer_is_no_choice(open_page: Open, site: Site, what: str, role: str, names: str) -> None:
    driver = opened(open_page, site, page(COUNT="3", ROLE=role, SEARCH=BESIDE[what]).replace(" aria-controls=lb", names))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("町名", "本町")], timeout=3)
    assert caught.value.problem.code in ("S11", "S22")
    assert (driver.page.title(), driver.page.inner_text("#cb")) == ("一覧", "選択してください")


@pytest.mark.parametrize("what", list(BESIDE))
def test_a_row_that_is_scrolled_to_is_pressed_in_its_list(open_page: Open, site: Site, what: str) -> None:
    driver = opened(open_page, site, page(ROLE="").replace("const cb", "towns[450] = '本町'; const cb") + BESIDE[what])
    assert driver.fill([field("町名", "本町")], timeout=5)[0].equal
    assert (driver.page.title(), driver.page.inner_text("#cb")) == ("一覧", "本町")


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

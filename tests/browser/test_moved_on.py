"""A page that stays one document: what went with a step of it is no loss; what was emptied, replaced or dropped is."""

from __future__ import annotations

import pytest

from bots.model import Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>申請</title><h1>申請</h1>"
FORM = """<label>番号 <input name=no></label><label>氏名 <input name=name></label>
  <label>備考 <input name=memo></label><label><input type=checkbox name=notice> 通知を希望</label>"""
PAGE = (
    HEAD
    + "<div id=r><div id=form>FORM</div><button onclick='go()'>確認へ</button></div><script>const r = document.all.r;"
)
GO = "function go() { AFTER }</script>"
MINE = [
    field("番号", "0001"),
    field("氏名", "山田 花子"),
    field("備考", "電話"),
    field("通知を希望", "はい"),
]

# What the press does to the page, and the fields that are told as differing after it.
ON = {  # the page has moved on: nothing is told
    "a page to confirm": "r.innerHTML = '<h2>確認</h2><table><tr><th>番号<td>0001<tr><th>氏名<td>山田 花子</table><button>登録</button>'",
    "a page to confirm in other words": "r.innerHTML = '<h2>確認</h2><dl><dt>番号<dd>No. 0001<dt>氏名<dd>山田 花子 様<dt>通知を希望<dd>希望する</dl>'",
    "a page to confirm that masks": "r.innerHTML = '<h2>確認</h2><table><tr><th>番号<td>●●●●<tr><th>備考<td>電話</table>'",
    "the next step": "r.innerHTML = '<h2>住所</h2><label>住所 <input name=address></label>'",
    "a next step that asks for another name": "r.innerHTML = '<h2>代理人</h2><label>氏名 <input name=agent></label><label>住所 <input></label>'",
    "a page to confirm where one box stays": "r.innerHTML = '<h2>確認</h2><p>番号：0001</p><label>備考 <input name=memo value=電話></label>'",
    "the same boxes with other labels": (
        "[...form.children].forEach((one, i) => { one.firstChild.data === undefined || (one.firstChild.data = '子' + i + ' ');"
        "one.querySelector('input').value = ''; one.querySelector('input').checked = false; one.lastChild.data = one.lastChild.data ? '子の通知' : '' })"
    ),
    "drawn anew with the same values": "const kept = [...form.querySelectorAll('input')].map((one) => [one.value, one.checked]);"
    "form.innerHTML = form.innerHTML; form.querySelectorAll('input').forEach((one, i) => { [one.value, one.checked] = kept[i] })",
}
LOST = {
    "emptied": ("form.querySelector('[name=memo]').value = ''", ["備考"]),
    "overwritten": ("form.querySelector('[name=name]').value = '山田'", ["氏名"]),
    "one box drawn anew": (
        "const e = form.querySelector('[name=memo]'); e.replaceWith(Object.assign(e.cloneNode(), { value: '' }))",
        ["備考"],
    ),
    "the whole form drawn anew": (
        "form.innerHTML = form.innerHTML",
        ["番号", "氏名", "備考", "通知を希望"],
    ),
    "drawn anew with other names": (
        "form.innerHTML = form.innerHTML.replace(/name=.(\\\\w+)./g, (_, one) => 'name=' + one + '_r7')",
        ["番号", "氏名", "備考", "通知を希望"],
    ),
    "drawn anew behind a new box": (
        "form.innerHTML = '<label>世帯主 <input></label>' + form.innerHTML.replace(/name=.\\\\w+./g, '')",
        ["番号", "氏名", "備考", "通知を希望"],
    ),
    "drawn anew without one box": (
        "const kept = [...form.querySelectorAll('input')].map((one) => one.value); form.innerHTML = form.innerHTML;"
        "form.querySelectorAll('input').forEach((one, i) => { one.value = kept[i] }); form.querySelector('[type=checkbox]').checked = true;"
        "form.querySelector('[name=memo]').closest('label').remove()",
        ["備考"],
    ),
    "one box taken out": ("form.querySelector('[name=memo]').closest('label').remove()", ["備考"]),
    "two boxes taken out": (
        "for (const one of ['memo', 'name']) form.querySelector(`[name=${one}]`).closest('label').remove()",
        ["氏名", "備考"],
    ),
    "unticked": ("form.querySelector('[type=checkbox]').checked = false", ["通知を希望"]),
    "hidden and emptied": (
        "form.style.display = 'none'; form.querySelector('[name=memo]').value = ''",
        ["備考"],
    ),
    "said otherwise where it is confirmed": (
        "r.innerHTML = '<h2>確認</h2><table><tr><th>番号<td>0001<tr><th>備考<td>電</table>'",
        ["備考"],
    ),
    "nothing where it is confirmed": ("r.innerHTML = '<h2>確認</h2><table><tr><th>番号<td>0001<tr><th>備考<td>－</table>'", ["備考"]),
    "a longer number where it is confirmed": ("r.innerHTML = '<h2>確認</h2><table><tr><th>番号<td>10001<tr><th>備考<td>電話</table>'", ["番号"]),
    "one box of the page to confirm emptied": (
        "r.innerHTML = '<h2>確認</h2><p>番号：0001</p><label>備考 <input name=memo></label>'",
        ["備考"],
    ),
}


def told(driver: PlaywrightDriver) -> list[str]:
    return [one.field for one in driver.reread() if not one.equal]


def opened(open_page: Open, site: Site, after: str) -> PlaywrightDriver:
    site.extra["moves_on.html"] = PAGE.replace("FORM", FORM) + GO.replace(
        "AFTER", after.replace("\\\\", "\\")
    )
    return open_page("moves_on.html")


@pytest.mark.parametrize("after", ON.values(), ids=ON)
def test_what_went_with_its_page_is_left_out(open_page: Open, site: Site, after: str) -> None:
    driver = opened(open_page, site, after)
    driver.fill(MINE, timeout=3)
    assert told(driver) == []
    driver.click(Target("確認へ"), timeout=3)
    assert told(driver) == []


@pytest.mark.parametrize(("after", "lost"), LOST.values(), ids=LOST)
def test_what_the_press_has_lost_is_told(
    open_page: Open, site: Site, after: str, lost: list[str]
) -> None:
    driver = opened(open_page, site, after)
    driver.fill(MINE, timeout=3)
    driver.click(Target("確認へ"), timeout=3)
    assert told(driver) == lost


@pytest.mark.parametrize(
    ("after", "lost"), [(after, lost) for after, lost in LOST.values()], ids=LOST
)
def test_what_is_lost_though_nothing_was_pressed_is_told(
    open_page: Open, site: Site, after: str, lost: list[str]
) -> None:
    driver = opened(open_page, site, after)
    driver.fill(MINE, timeout=3)
    driver.page.evaluate("go()")
    assert set(lost) <= set(told(driver))


def test_a_box_that_was_set_alone_and_is_taken_out_of_its_form_is_told(
    open_page: Open, site: Site
) -> None:
    driver = opened(
        open_page, site, "document.querySelector('[name=memo]').closest('label').remove()"
    )
    driver.fill(MINE[:2], timeout=3)
    driver.click(Target("申請", "heading"), timeout=3)
    driver.fill(MINE[2:3], timeout=3)
    driver.click(Target("確認へ"), timeout=3)
    assert told(driver) == ["備考"]


SHOWN = "<p>番号：0001</p><p>氏名：山田 花子</p><p>備考：電話</p><p>通知を希望：はい</p>"


@pytest.mark.parametrize(("shown", "lost"), [(SHOWN, []), ("", ["番号", "氏名", "備考", "通知を希望"])], ids=["shown", "not shown"])
def test_where_a_box_above_stays_the_page_to_confirm_must_show_the_form_below(open_page: Open, site: Site, shown: str, lost: list[str]) -> None:
    """In the page it looks the same as a part that was taken out of its form."""
    site.extra["moves_on.html"] = HEAD + (
        "<div id=app><label>検索 <input id=q></label><button onclick='draw(0)'>検索する</button></div><script>"
        "function draw(step) { document.all.app.querySelector('section')?.remove(); document.all.app.insertAdjacentHTML('beforeend',"
        f"step ? '<section><h2>確認</h2>{shown}</section>' : `<section>{FORM}<button onclick='draw(1)'>確認へ</button></section>`) }}</script>"
    )
    driver = open_page("moves_on.html")
    driver.fill([field("検索", "0001")], timeout=3)
    driver.click(Target("検索する"), timeout=3)
    driver.fill(MINE, timeout=3)
    driver.click(Target("確認へ"), timeout=3)
    assert told(driver) == lost
    driver.page.evaluate("document.all.q.value = ''")
    assert told(driver) == ["検索", *lost]


def test_a_part_that_a_later_press_takes_out_of_its_form_is_told(open_page: Open, site: Site) -> None:
    site.extra["moves_on.html"] = HEAD + (
        "<form onsubmit='return false'><label>番号 <input name=no></label><label>氏名 <input name=name></label><div id=agent></div>"
        "<button type=button onclick=\"agent.innerHTML = '<p><label>代理人氏名 <input name=a></label><label>代理人電話 <input name=b></label></p>'\">代理人を追加</button>"
        "<button type=button onclick=\"agent.innerHTML = ''\">住所検索</button></form>"
    )
    driver = open_page("moves_on.html")
    driver.fill(MINE[:2], timeout=3)
    driver.click(Target("代理人を追加"), timeout=3)
    driver.fill([field("代理人氏名", "山田 太郎"), field("代理人電話", "0465")], timeout=3)
    driver.click(Target("住所検索"), timeout=3)
    assert told(driver) == ["代理人氏名", "代理人電話"]


def test_what_a_dialog_of_its_own_asked_goes_with_it(open_page: Open, site: Site) -> None:
    site.extra["moves_on.html"] = HEAD + (
        "<label>番号 <input name=no></label><button onclick='draw()'>メモを書く</button><script>"
        "function draw() { document.body.insertAdjacentHTML('beforeend', `<div role=dialog><label>メモ <input></label>"
        "<button onclick='this.parentNode.remove()'>閉じる</button></div>`) }</script>"
    )
    driver = open_page("moves_on.html")
    driver.fill(MINE[:1], timeout=3)
    driver.click(Target("メモを書く"), timeout=3)
    driver.fill([field("メモ", "あり")], timeout=3)
    driver.click(Target("閉じる"), timeout=3)
    assert told(driver) == []


@pytest.mark.parametrize("again", [False, True], ids=["drawn anew", "boxes used again"])
def test_steps_with_one_field_each_are_gone_through(open_page: Open, site: Site, again: bool) -> None:
    draw = "r.firstChild.firstChild.data = name + ' '; r.querySelector('input').value = ''" if again else "r.innerHTML = `<label>${name} <input></label>`"
    site.extra["moves_on.html"] = HEAD + (
        "<div id=r><label>番号 <input></label></div><button onclick='go()'>次へ</button><script>const r = document.all.r;"
        f"const names = ['氏名', '備考']; function go() {{ const name = names.shift(); if (name) {{ {draw} }} else r.innerHTML = '<p>確認</p>' }}</script>"
    )
    driver = open_page("moves_on.html")
    for one in MINE[:3]:
        driver.fill([one], timeout=3)
        assert told(driver) == []
        driver.click(Target("次へ"), timeout=3)
        assert told(driver) == []


CHOICE = "<label>種別 <select name=k><option value=''>選択してください<option value=1>新規<option value=2>継続</select></label>"


@pytest.mark.parametrize(("said", "lost"), [("継続", []), ("継続する", []), ("新規", ["種別"])])
def test_another_choice_on_the_page_to_confirm_is_told(open_page: Open, site: Site, said: str, lost: list[str]) -> None:
    site.extra["moves_on.html"] = PAGE.replace("FORM", FORM + CHOICE) + GO.replace(
        "AFTER", f"r.innerHTML = '<h2>確認</h2>{SHOWN}<table><tr><th>種別<td>{said}</table>'"
    )
    driver = open_page("moves_on.html")
    driver.fill([*MINE, field("種別", "継続")], timeout=3)
    driver.click(Target("確認へ"), timeout=3)
    assert told(driver) == lost


REACT = """<div id=root></div><script src=/react/react.production.min.js></script>
<script src=/react-dom/react-dom.production.min.js></script><script>
const e = React.createElement;
const Box = ({ label, value, set }) => e('label', null, label + ' ', e('input', { value, onChange: (x) => set(x.target.value) }));
class App extends React.Component {
  constructor() { super(); this.state = { step: 0 }; }
  boxes(...names) {
    const { step } = this.state;
    return e('div', KEY, ...names.map((n) => e(Box, { key: MADE, label: n, value: this.state[n] || '', set: (x) => this.setState({ [n]: x }) })));
  }
  render() {
    const { step } = this.state;
    const part = step === 2 ? e('p', null, '確認してください') : step ? this.boxes('住所', '備考') : this.boxes('番号', '氏名');
    return e('div', null, part, e('button', { onClick: () => this.setState({ step: step + 1 }) }, ['次へ', '確認へ', '登録'][step]));
  }
}
ReactDOM.render(e(App), document.getElementById('root'));
</script>"""


@pytest.mark.parametrize("made", ["n", "undefined"], ids=["keyed", "elements used again"])
@pytest.mark.parametrize(
    "key", ["null", "{ key: step }"], ids=["one box around", "a new box around"]
)
def test_steps_of_react_are_gone_through(open_page: Open, site: Site, key: str, made: str) -> None:
    site.extra["moves_on.html"] = HEAD + REACT.replace("KEY", key).replace("MADE", made)
    driver = open_page("moves_on.html")
    driver.fill([field("番号", "0001"), field("氏名", "山田")], timeout=3)
    driver.click(Target("次へ"), timeout=3)
    assert told(driver) == []
    driver.fill([field("住所", "港町1"), field("備考", "")], timeout=3)
    driver.click(Target("確認へ"), timeout=3)
    assert told(driver) == []


def test_a_step_of_react_that_stays_and_has_lost_a_value_is_told(
    open_page: Open, site: Site
) -> None:
    page = REACT.replace("KEY", "{ key: Math.random() }").replace("MADE", "n")
    site.extra["moves_on.html"] = HEAD + page.replace("{ step: step + 1 }", "{ 氏名: '' }")
    driver = open_page("moves_on.html")
    driver.fill([field("番号", "0001"), field("氏名", "山田")], timeout=3)
    driver.click(Target("次へ"), timeout=3)
    assert told(driver) == ["氏名"]

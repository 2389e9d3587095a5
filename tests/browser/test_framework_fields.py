"""Fields as component libraries build them: the same elements, roles and habits, written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.errors import ScreenError
from bots.model import Target

from .conftest import Open, field
from .site import Site

HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>部品</title>"
# A date of Element Plus 2.14: a combobox that opens a dialog; what is typed counts once it is left, or with Enter, and
# is put back to what it was if it is no date of that form.
DATE = """<form><div class=el-form-item><label class=el-form-item__label for=el-id-1>生年月日</label><div class=el-form-item__content>
<div class="el-input el-date-editor el-date-editor--date el-tooltip__trigger"><div class=el-input__wrapper tabindex=-1>
<input class=el-input__inner aria-controls=pop aria-expanded=false aria-haspopup=dialog role=combobox type=text autocomplete=off id=el-id-1 ATTRS>
</div></div></div></div></form><div class=el-picker__popper role=dialog id=pop style="display:none;position:absolute">
<table><tr><td>1<td>2<td>3</table></div><script>
const e = document.getElementById('el-id-1'), pop = document.getElementById('pop');
let model = '';
const open = (on) => { pop.style.display = on ? '' : 'none'; e.setAttribute('aria-expanded', on); };
const commit = () => { if (FORM.test(e.value)) model = e.value; e.value = model; };
e.addEventListener('focus', () => open(true));
e.addEventListener('mousedown', () => open(true));
e.addEventListener('change', commit);
e.addEventListener('keydown', (x) => { if (x.key === 'Enter' || x.key === 'Tab') { commit(); open(false); } });
</script>"""


@pytest.mark.parametrize(
    ("form", "value", "kind"),
    [(r"/^\d{4}\/\d\d\/\d\d$/", "2020/04/01", "text"), (r"/^\d{4}-\d\d-\d\d$/", "2020-04-01", "date"), (r"/^\d\d:\d\d$/", "09:30", "text")],
    ids=["a date with slashes", "a date", "a time"],
)
def test_a_picker_that_says_combobox_is_typed_into(open_page: Open, site: Site, form: str, value: str, kind: str) -> None:
    site.extra["element_date.html"] = HEAD + DATE.replace("FORM", form).replace("ATTRS", "")
    driver = open_page("element_date.html")
    reading = driver.fill([field("生年月日", value, kind)], timeout=3)[0]
    assert (reading.how, reading.equal, driver.page.evaluate("model")) == ("picker", True, value)


def test_a_picker_that_takes_no_typing_is_told_as_such(open_page: Open, site: Site) -> None:
    site.extra["element_date.html"] = HEAD + DATE.replace("FORM", "/./").replace("ATTRS", "readonly")
    driver = open_page("element_date.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("生年月日", "2020/04/01")], timeout=1)
    assert caught.value.problem.code == "S59"


def test_a_picker_that_refuses_the_form_of_the_date_is_told(open_page: Open, site: Site) -> None:
    site.extra["element_date.html"] = HEAD + DATE.replace("FORM", r"/^\d{4}\/\d\d\/\d\d$/").replace("ATTRS", "")
    driver = open_page("element_date.html")
    assert [one.equal for one in driver.fill([field("生年月日", "令和2年4月1日")], timeout=3)] == [False]


# A group of antd 5.29: the label is for the div around the choices.
GROUP = """<div class=ant-form-item><div class=ant-row><div class=ant-form-item-label><label for=sex title=性別>性別</label></div>
<div class=ant-form-item-control><div class=ant-form-item-control-input><div class=ant-form-item-control-input-content>
<div class=ant-radio-group id=sex>CHOICES</div></div></div></div></div></div>
<div class=ant-form-item><div class=ant-row><div class=ant-form-item-label><label for=memo>備考</label></div><div><input id=memo></div></div></div>"""
CHOICE = """<label class=ant-radio-wrapper><span class=ant-radio><input name=sex class=ant-radio-input type=KIND value={0}>
<span class=ant-radio-inner></span></span><span class=ant-radio-label>{0}</span></label>"""
ON = "[...document.querySelectorAll(':checked')].map((one) => one.value).join()"


@pytest.mark.parametrize(("kind", "value", "on"), [("radio", "女", "女"), ("checkbox", "女、その他", "女,その他")])
def test_a_label_for_the_box_around_choices_names_them(open_page: Open, site: Site, kind: str, value: str, on: str) -> None:
    choices = "".join(CHOICE.replace("KIND", kind).format(one) for one in ("男", "女", "その他"))
    site.extra["antd_group.html"] = HEAD + GROUP.replace("CHOICES", choices)
    driver = open_page("antd_group.html")
    readings = driver.fill([field("性別", value), field("備考", "電話")], timeout=2)
    assert ([one.equal for one in readings], driver.page.evaluate(ON)) == ([True, True], on)
    assert [one.equal for one in driver.reread()] == [True, True]
    survey = driver.page.evaluate("window[Symbol.for('bots.hands')].survey()")
    assert [one["names"][0] for one in survey["fields"]] == ["性別", "備考"]


def test_a_label_for_a_box_with_several_fields_names_none_of_them(open_page: Open, site: Site) -> None:
    site.extra["antd_group.html"] = HEAD + "<p><label for=all>申請</label></p><p>次のとおり</p><div id=all><p><input id=a></p><p><input id=b></p></div>"
    driver = open_page("antd_group.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("申請", "1")], timeout=0.5)
    assert caught.value.problem.code == "S01"


CLOSED = "<h1>受付</h1><div id=h></div><script>document.getElementById('h').attachShadow({ mode: 'MODE' }).innerHTML = 'INNER'</script>"


@pytest.mark.parametrize("nested", [False, True], ids=["", "in a frame"])
def test_a_field_in_a_part_that_the_page_keeps_closed_is_told_as_such(open_page: Open, site: Site, nested: bool) -> None:
    page = HEAD + CLOSED.replace("MODE", "closed").replace("INNER", "<h2>申請</h2><label>番号 <input></label><button>登録</button>")
    site.extra["closed_part.html"] = page
    site.extra["closed_outer.html"] = HEAD + "<iframe src=/closed_part.html width=600 height=300></iframe>"
    driver = open_page("closed_outer.html" if nested else "closed_part.html")
    for act in (
        lambda: driver.fill([field("番号", "1")], timeout=0.3),
        lambda: driver.click(Target("登録"), timeout=0.3),
        lambda: driver.read(Target("番号"), timeout=0.3),
    ):
        with pytest.raises(ScreenError) as caught:
            act()
        assert (caught.value.problem.code, caught.value.problem.advice) == ("S01", "S35")


@pytest.mark.parametrize(("mode", "inner"), [("open", "<input>"), ("closed", "<b>飾り</b>")], ids=["open", "closed without a field"])
def test_other_parts_are_no_reason(open_page: Open, site: Site, mode: str, inner: str) -> None:
    site.extra["closed_part.html"] = HEAD + CLOSED.replace("MODE", mode).replace("INNER", inner)
    driver = open_page("closed_part.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("番号", "1")], timeout=0.3)
    assert (caught.value.problem.code, caught.value.problem.advice) == ("S01", "")


def test_the_sign_of_a_screen_in_a_closed_part_is_told_as_such(open_page: Open, site: Site) -> None:
    site.extra["closed_part.html"] = HEAD + CLOSED.replace("MODE", "closed").replace("INNER", "<h2>申請</h2><input>")
    driver = open_page("closed_part.html")
    system = driver.desk.system
    driver.desk.system = replace(system, screens={"閉": replace(system.screens["画面"], name="閉", sign="申請")})
    with pytest.raises(ScreenError) as caught:
        driver.arrive("閉", 0.3)
    assert (caught.value.problem.code, caught.value.problem.advice) == ("S05", "S35")

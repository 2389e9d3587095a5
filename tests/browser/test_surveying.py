"""A page told to people who write recipes: fields and buttons by the words that the hands accept."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Target
from bots.runners.surveying import numbered_picture, survey

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>受付</title>"
FORM = f"""{PAGE}<form method=post action=/keep><table>
  <tr><th>氏名</th><td><input name=nm value=山田太郎></td></tr>
  <tr><th>生年月日</th><td><select name=g><option>昭和<option>平成</select><input name=y size=2>年<input name=m size=2>月<input name=d size=2>日</td></tr>
  <tr><th>性別</th><td><input type=radio name=s value=1>男 <input type=radio name=s value=2>女</td></tr>
  <tr><th>電話番号</th><td><input name=t1></td></tr><tr><th>電話番号</th><td><input name=t2></td></tr>
  <tr><td></td><td><input name=q placeholder=検索する言葉></td></tr><tr><td></td><td><input name=x></td></tr></table>
  <button>登録</button><a href=/help>ヘルプ</a></form>"""


def test_every_field_by_the_words_that_lead_to_it_alone(open_page: Open, site: Site) -> None:
    site.extra["form.html"] = FORM
    driver = open_page("form.html")
    seen = survey(driver.page)
    told = [(one.names, one.kind, one.boxes, one.via) for one in seen.fields]
    assert told[:3] == [
        (("氏名",), "text", 1, "label"),
        (("生年月日",), "parts of a date", 4, "label"),
        (("性別",), "radio", 2, "label"),
    ]
    assert [(one.names, one.doubtful) for one in seen.fields[3:5]] == [((), ("電話番号",))] * 2
    assert (seen.fields[5].names, seen.fields[5].via) == (("検索する言葉",), "hint")
    assert (seen.fields[6].names, seen.fields[6].selector) == ((), 'css=[name="x"]')
    assert [(one.name, one.role) for one in seen.buttons] == [("登録", "button"), ("ヘルプ", "link")]
    assert "山田" not in repr(seen), "what a field holds is nobody's affair"


def test_what_it_names_can_be_filled_in_by_that_name(open_page: Open, site: Site) -> None:
    site.extra["form.html"] = FORM
    driver = open_page("form.html")
    names = {one.names[0]: one.kind for one in survey(driver.page).fields if one.names}
    values = {"parts of a date": ("1985-04-01", "date"), "radio": ("女", "text"), "text": ("あ", "text")}
    readings = driver.fill([field(name, *values[kind]) for name, kind in names.items()], timeout=3)
    assert all(one.equal for one in readings)


def test_names_that_stand_in_two_frames_lead_to_none_alone(open_page: Open, site: Site) -> None:
    site.extra["part.html"] = f"{PAGE}<label>番号 <input></label>"
    site.extra["two.html"] = f"{PAGE}<iframe src=/part.html></iframe><iframe src=/part.html></iframe>"
    driver = open_page("two.html")
    driver.quiet(200)
    assert [(one.number, one.names, one.doubtful) for one in survey(driver.page).fields] == [
        (1, (), ("番号",)), (2, (), ("番号",)),
    ]  # fmt: skip


def test_the_numbers_are_on_the_picture_and_gone_afterwards(open_page: Open, site: Site) -> None:
    site.extra["form.html"] = FORM
    driver = open_page("form.html")
    before = driver.page.content()
    seen = survey(driver.page)
    plain = driver.page.screenshot(full_page=True, type="png", caret="initial")
    assert numbered_picture(driver.page, seen) != plain
    assert driver.page.content() == before
    assert site.posted == []


def test_what_is_pressed_has_numbers_after_the_fields_and_says_how_often_it_stands(open_page: Open, site: Site) -> None:
    site.extra["pressed.html"] = f"""{PAGE}<label>氏名 <input></label><button>登録</button><a href=/a>一覧</a>
      <div onclick="document.title='押した'">次の人</div><div onclick=""><button>登録</button></div>
      <img alt=検索 onclick="" width=20 height=20 src=/x.png><table onclick=""><tr><td><input></table>"""
    driver = open_page("pressed.html")
    seen = survey(driver.page)
    assert [(one.number, one.name, one.role, one.count) for one in seen.buttons] == [
        (3, "登録", "button", 2), (4, "一覧", "link", 1), (5, "次の人", "", 1), (6, "検索", "", 1),
    ]  # fmt: skip
    assert len(seen.fields) == 2
    driver.click(Target("次の人"), timeout=3)
    assert driver.page.title() == "押した"


DETAILS = f"""{PAGE}<h2>細目</h2><h1>使用許可の入力</h1><form><table>
  <tr><th>番号</th><td><input maxlength=8 required></td></tr>
  <tr><th>区分</th><td><select><option value="">選択してください<option>新規<option>継続</select></td></tr>
  <tr><th>性別</th><td><input type=radio name=s>男 <input type=radio name=s>女</td></tr>
  <tr><th>担当者</th><td><select><option>山田 太郎<option>佐藤 花子</select></td></tr>
  <tr><th>地区長</th><td><select><option>1:山田 太郎<option>2:佐藤 花子</select></td></tr>
  <tr><th>暗証</th><td><input type=password aria-required=true></td></tr>
  <tr><th>開始</th><td><input placeholder="2026/04/01"></td></tr><tr><th>終了</th><td><input> （例：R08.04.01）</td></tr>
  <tr><th>交付</th><td><input title=YYYYMMDD></td></tr><tr><th>期限</th><td><input type=date></td></tr>
  <tr><th>申請</th><td><input aria-describedby=how><span id=how>令和8年4月1日のように</span></td></tr>
  <tr><th>生年月日</th><td><input name=y size=4>年<input name=m size=2>月<input name=d size=2>日</td></tr>
  <tr><th>利用日</th><td><input readonly onclick="cal()"></td></tr>
  <tr><th>電話</th><td><input placeholder="0422-51-5131"></td></tr></table></form>"""


HOURS, MINUTES = ("".join(f"<option>{n:02d}" for n in numbers) for numbers in (range(9, 22), (0, 30)))
TIMES = f"""{PAGE}<form><table>
  <tr><th>利用時間</th><td><select name=h1>{HOURS}</select>時<select name=m1>{MINUTES}</select>分～
    <select name=h2>{HOURS}</select>時<select name=m2>{MINUTES}</select>分</td></tr>
  <tr><th>開始</th><td><input name=h3 size=2>:<input name=m3 size=2></td></tr>
  <tr><th>大きさ</th><td><select name=w><option>A<option>B</select><input name=n></td></tr>
  <tr><th>利用日</th><td><select name=y><option>2026<option>2027</select>年<select name=mo>{MINUTES}<option>10</select>月<select name=d>{HOURS}</select>日</td></tr>
</table></form>"""


def test_boxes_among_which_nothing_is_divided_are_told_each_by_itself(open_page: Open, site: Site) -> None:
    """What is told of such a field is what the run does with it: it refuses one value for all of its boxes."""
    site.extra["times.html"] = TIMES
    boxes = {f"利用時間{n}": f'css=[name="{one}"]' for n, one in enumerate(("h1", "m1", "h2", "m2"), 1)}
    driver = open_page("times.html", names=boxes)
    seen = {one.names[0]: one for one in survey(driver.page).fields}
    assert {name: (one.kind, len(one.parts)) for name, one in seen.items()} == {
        "利用時間": ("parts of a time", 4), "開始": ("parts of a time", 2), "大きさ": ("several", 2), "利用日": ("parts of a date", 0),
    }  # fmt: skip
    assert seen["利用時間"].parts == tuple(boxes.values())
    for name, value in (("利用時間", "10:00～12:30"), ("開始", "10:00"), ("大きさ", "A5")):
        with pytest.raises(ScreenError) as told:
            driver.fill([field(name, value)], timeout=2)
        assert told.value.problem.code == "S12", name
    each = [field(*one) for one in zip(boxes, ("10", "00", "12", "30"), strict=True)]
    assert all(one.equal for one in driver.fill(each, timeout=3))


def test_what_a_field_takes_is_told_and_no_list_of_people(open_page: Open, site: Site) -> None:
    site.extra["details.html"] = DETAILS
    seen = survey(open_page("details.html").page)
    fields = {one.names[0]: one for one in seen.fields}
    assert seen.heading == "使用許可の入力"
    assert {name: one.longest for name, one in fields.items() if one.longest} == {"番号": 8}
    assert {name: one.choices for name, one in fields.items() if one.choices} == {"区分": ("新規", "継続"), "性別": ("男", "女")}
    assert [name for name, one in fields.items() if one.required] == ["番号", "暗証"]
    assert [name for name, one in fields.items() if one.secret] == ["暗証"]
    assert [name for name, one in fields.items() if one.read_only] == ["利用日"]
    assert {name: one.form for name, one in fields.items() if one.form} == {
        "開始": "YYYY/MM/DD", "終了": "R06.04.01", "交付": "YYYYMMDD", "期限": "date", "申請": "令和6年4月1日",
    }  # fmt: skip
    assert "山田" not in repr(seen)


def test_a_heading_that_looks_like_a_person_is_none(open_page: Open, site: Site) -> None:
    site.extra["who.html"] = f"{PAGE}<h1>山田 太郎</h1><label>氏名 <input></label>"
    assert survey(open_page("who.html").page).heading == ""

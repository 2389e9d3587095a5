"""A page told to people who write recipes: fields and buttons by the words that the hands accept."""

from __future__ import annotations

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
    survey(driver.page)
    plain = driver.page.screenshot(full_page=True, type="png", caret="initial")
    assert numbered_picture(driver.page) != plain
    assert driver.page.content() == before
    assert site.posted == []

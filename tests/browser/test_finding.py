"""Exactly one thing, or told why not: names, parts of the screen, maps, clicks, dialogs, windows."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope, Target, Timeouts
from bots.runners.driver import PlaywrightDriver
from bots.values.targets import parse_target

from .conftest import Open, field
from .site import Site


@pytest.fixture
def driver(open_page: Open) -> PlaywrightDriver:
    return open_page("names.html", names={"件数": 'css=tr:nth-child(1) .q', "氏名": "id=b1"})


@pytest.fixture
def unmapped(open_page: Open) -> PlaywrightDriver:
    return open_page("names.html")


def code_of(error: pytest.ExceptionInfo[ScreenError]) -> str:
    return error.value.problem.code


def test_what_is_not_there_is_told_with_what_is_near(unmapped: PlaywrightDriver) -> None:
    with pytest.raises(ScreenError) as caught:
        unmapped.fill([field("電話番号", "1")], timeout=0.2)
    assert code_of(caught) == "S01"
    assert caught.value.problem.words["near"] == "「電話」"
    assert "「電話」" in caught.value.problem.hint("ja")
    with pytest.raises(ScreenError) as caught:
        unmapped.fill([field("電話", "1"), field("訓練科目の名", "1")], timeout=0.2)
    assert "2つに分けて" in caught.value.problem.hint("ja"), "it may appear once the first one is chosen"
    with pytest.raises(ScreenError) as caught:
        unmapped.click(Target("登録する"), timeout=0.2)
    assert "「登録」" in str(caught.value.problem.words["near"])


def test_what_is_there_twice_is_told_with_each_place(unmapped: PlaywrightDriver) -> None:
    with pytest.raises(ScreenError) as caught:
        unmapped.fill([field("氏名", "x")], timeout=1)
    assert code_of(caught) == "S02"
    words = caught.value.problem.words
    assert words["count"] == 2
    assert words["candidates"] == "入力欄「氏名」（申請者） / 入力欄「氏名」（世帯主）"
    with pytest.raises(ScreenError) as caught:
        unmapped.click(Target("検索", "button"), timeout=1)
    assert code_of(caught) == "S02"


def test_a_part_of_the_screen_narrows(unmapped: PlaywrightDriver) -> None:
    inside = (Scope(part="世帯主"),)
    assert unmapped.read(Target("氏名"), within=inside, timeout=1) == "世帯 太郎"
    unmapped.click(Target("検索"), within=inside, timeout=1)
    assert unmapped.shown(["押した:世帯主の検索"])
    for scope, code in ((Scope(part="扶養者"), "S03"), (Scope(row="机", row_header="数量"), "S03")):
        with pytest.raises(ScreenError) as caught:
            unmapped.click(Target("検索"), within=(scope,), timeout=0.2)
        assert code_of(caught) == code


def test_a_row_by_a_whole_cell(unmapped: PlaywrightDriver) -> None:
    unmapped.click(Target("編集"), within=(Scope(row="1"),), timeout=1)
    assert unmapped.shown(["押した:編集1"])
    unmapped.click(Target("編集"), within=(Scope(row="椅子", row_header="品名"),), timeout=1)
    assert unmapped.shown(["押した:編集12"])
    inside = (Scope(table="明細"), Scope(last_row=True))
    assert unmapped.fill([field("数量", "5")], within=inside, timeout=1)[0].equal
    assert unmapped.page.evaluate("[...document.querySelectorAll('.q')].map(e=>e.value)") == ["", "5"]


def test_the_map_of_the_screen_comes_first(driver: PlaywrightDriver) -> None:
    assert driver.fill([field("件数", "3"), field("氏名", "変更")], timeout=1)[1].equal
    assert driver.page.evaluate("document.querySelector('.q').value") == "3"
    assert driver.page.evaluate("document.querySelector('#b1').value") == "変更"


def test_reading_beside_a_word(unmapped: PlaywrightDriver) -> None:
    assert unmapped.read(Target("受付番号"), timeout=1) == "R-00012"
    assert unmapped.read(Target("担当課"), timeout=1) == "こども課"
    assert unmapped.read(Target("処理日"), timeout=1) == "2026年11月25日"
    assert unmapped.read(Target("電話"), timeout=1) == ""
    readings = unmapped.verify(
        [field("状態", "受付済"), field("処理日", "2026-11-25", "date"), field("担当課", "税務課")], timeout=2
    )
    assert [one.equal for one in readings] == [True, True, False]
    assert set(unmapped.picture(readings).rects) == {"状態", "処理日", "担当課"}


def test_buttons_are_found_by_their_whole_name(unmapped: PlaywrightDriver) -> None:
    for name, said in (("登録", "登録"), ("詳細を見る", "詳細"), ("同意する", "同意")):
        unmapped.click(Target(name), timeout=1)
        assert unmapped.shown([f"押した:{said}"]), name
    unmapped.click(Target("仮登録", "button"), timeout=1)
    assert unmapped.shown(["押した:仮登録"])
    unmapped.click(Target("^仮.録$", "", "regex"), timeout=1)


def test_a_sign_before_the_words_of_a_button_need_not_be_written(open_page: Open, site: Site) -> None:
    site.extra["signs.html"] = "<!doctype html><meta charset=utf-8><button onclick=\"this.textContent='はい'\">＋ 新規登録</button><button>＋</button>"
    driver = open_page("signs.html")
    driver.click(Target("新規登録"), timeout=1)
    assert driver.shown(["はい"])
    driver.click(Target("＋"), timeout=1)


def test_what_cannot_be_pressed(unmapped: PlaywrightDriver) -> None:
    with pytest.raises(ScreenError) as caught:
        unmapped.click(Target("送付"), timeout=0.2)
    assert code_of(caught) == "S15"
    unmapped.click(Target("待つ"), timeout=1)
    with pytest.raises(ScreenError) as caught:
        unmapped.click(Target("登録"), timeout=0.1)
    assert code_of(caught) == "S14"
    unmapped.click(Target("登録"), timeout=4)
    unmapped.rehearse_submit(Target("登録"), timeout=1)


def test_dialogs_are_answered_as_declared(unmapped: PlaywrightDriver) -> None:
    unmapped.click(Target("確認付き登録"), dialog="OK", timeout=1)
    assert unmapped.shown(["押した:はい"])
    unmapped.click(Target("確認付き登録"), dialog="cancel", timeout=1)
    assert unmapped.shown(["押した:いいえ"])
    unmapped.fill([field("電話", "山田")], timeout=1)
    with pytest.raises(ScreenError) as caught:
        unmapped.click(Target("確認付き登録"), timeout=1)
    assert code_of(caught) == "S20"
    assert caught.value.problem.words["text"] == "●●●さんを登録しますか"


def test_only_what_can_be_seen_is_shown(unmapped: PlaywrightDriver) -> None:
    assert unmapped.shown(["登録が完了しました", "隠れた完了", "登録完了", "受付済", "ない"]) == ("受付済",)
    with pytest.raises(ScreenError) as caught:
        unmapped.wait_shown(["登録が完了しました"], timeout=0.1)
    assert code_of(caught) == "S30"
    assert unmapped.wait_shown(["ない"], gone=True, timeout=0.1) == ""


def test_a_new_window_is_named_by_its_title(open_page: Open) -> None:
    driver = open_page("names.html", timeouts=Timeouts(page=5))
    driver.page.evaluate("window.open('/readonly2.html')")
    driver.page.wait_for_timeout(100)
    with pytest.raises(ScreenError) as caught:
        driver.read(Target("氏名"), within=(Scope(window="別"),), timeout=1)
    assert code_of(caught) == "S08"
    with driver.page.context.expect_page() as opened:
        driver.page.evaluate("window.open('/readonly2.html', 'second')")
    opened.value.wait_for_load_state()
    for page in driver.page.context.pages[-2:]:
        page.evaluate("document.title = '照会結果'")
    with pytest.raises(ScreenError) as caught:
        driver.read(Target("氏名"), within=(Scope(window="照会結果"),), timeout=1)
    assert (code_of(caught), caught.value.problem.words["count"]) == ("S09", 2)


@pytest.mark.parametrize(
    ("name", "arrived"), [("申込入力", "#apply"), ("照会", "#search"), ("締め処理", "#close")]
)
def test_the_parts_of_an_image_map_are_links(open_page: Open, name: str, arrived: str) -> None:
    driver = open_page("imagemap.html")
    driver.click(parse_target(f"リンク「{name}」"), timeout=5)
    assert driver.page.url.endswith(arrived)
    with pytest.raises(ScreenError) as caught:
        driver.click(Target("使われない"), timeout=0.3)  # no picture shows it
    assert code_of(caught) == "S01"


def test_an_address_that_is_not_there_is_told_at_once(unmapped: PlaywrightDriver) -> None:
    with pytest.raises(ScreenError) as caught:
        unmapped.goto("/%E3%81%AA%E3%81%84.html", 5)
    assert code_of(caught) == "S43"
    assert (caught.value.problem.words["path"], caught.value.problem.words["status"]) == ("/ない.html", 404)


def test_screens_and_systems_that_are_not_known(unmapped: PlaywrightDriver) -> None:
    with pytest.raises(ScreenError) as caught:
        unmapped.arrive("ほか", 1)
    assert code_of(caught) == "S42"
    with pytest.raises(ScreenError) as caught:
        unmapped.enter("ほか")
    assert code_of(caught) == "S41"


def test_the_last_row_of_one_of_several_tables_is_told_with_the_remedy(open_page: Open, site: Site) -> None:
    rows = "<tr><th>氏名<td>太郎<tr><th>氏名<td>花子"
    site.extra["two_tables.html"] = (
        f"<meta charset=utf-8><table><caption>世帯員</caption>{rows}</table><table><caption>勤務先</caption>{rows}</table>"
    )
    driver = open_page("two_tables.html")
    last = Scope(last_row=True)
    with pytest.raises(ScreenError) as caught:
        driver.read(Target("氏名"), within=(last,), timeout=0.3)
    problem = caught.value.problem
    assert problem.code == "S04"
    assert problem.sentence("ja") == "範囲「最後の行」に当たるものが 2 か所あります。"
    assert problem.sentence("en") == "The part last row is on the screen 2 times."
    assert "範囲: [{表: 世帯員}, {行: 最後}]" in problem.hint("ja")
    assert "in: [{table: Family}, {row: last}]" in problem.hint("en")
    assert driver.read(Target("氏名"), within=(Scope(table="世帯員"), last), timeout=1) == "花子"


def test_the_box_that_was_searched_with_is_no_row_of_what_was_found(open_page: Open, site: Site) -> None:
    found = "<tr><td>00000011<td>山田<tr><td>00000012<td>佐藤"
    site.extra["searched.html"] = f"""<!doctype html><meta charset=utf-8>
      <table><tr><th>宛名番号<td><input value=00000012><tr><th>氏名<td><input></table>
      <table><tr><th>番号<th>氏名{found}</table>"""
    driver = open_page("searched.html")
    assert driver.read(Target("氏名"), within=(Scope(row="00000012"),), timeout=1) == "佐藤"


def test_a_row_of_boxes_is_known_by_what_they_hold(open_page: Open, site: Site) -> None:
    site.extra["rows_of_boxes.html"] = """<!doctype html><meta charset=utf-8><table><tr><th>番号<th>氏名
      <tr><td><input value=00000011><td>山田<tr><td><input value=00000012><td>佐藤</table>
      <table><tr><th>番号<td>00000013</table>"""
    driver = open_page("rows_of_boxes.html")
    assert driver.read(Target("氏名"), within=(Scope(row="00000012"),), timeout=1) == "佐藤"


def test_one_word_in_two_frames_is_told_with_both_frames(open_page: Open, site: Site) -> None:
    site.extra["two.html"] = "<!doctype html><meta charset=utf-8><frameset cols='50%,50%'><frame name=log src=log.html><frame name=main src=kept.html></frameset>"
    site.extra["log.html"] = "<!doctype html><meta charset=utf-8><table><tr><th>受付番号<td>Z-1</table>"
    site.extra["kept.html"] = "<!doctype html><meta charset=utf-8><table><tr><th>受付番号<td>Z-2</table>"
    with pytest.raises(ScreenError) as caught:
        open_page("two.html").read(Target("受付番号"), timeout=2)
    assert caught.value.problem.code == "S02"
    candidates = str(caught.value.problem.words["candidates"])
    assert "フレーム log" in candidates
    assert "フレーム main" in candidates

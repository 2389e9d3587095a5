"""Labels that could belong to two boxes: the structure of the form decides, or the candidates are told."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

META = "<!doctype html><html lang=ja><meta charset=utf-8><title>結果</title>"

# template of readings.html, fields to fill (name, value, kind), what the form holds afterwards
TOLD: list[tuple[str, list[tuple[str, str, str]], dict[str, str]]] = [
    # words in the cell to the right of the box
    ("cells", [("障害あり", "1", "flag")], {"c1": "1"}),
    ("cells", [("障害あり", "×", "flag"), ("生活保護", "○", "flag"), ("ひとり親", "○", "flag")],
     {"c2": "1", "c3": "1"}),
    ("cellsafterheads", [("生活保護", "1", "flag")], {"c2": "1"}),
    ("thright", [("障害あり", "1", "flag")], {"c1": "1"}),
    ("radioright", [("課税", "1", "flag")], {"z": "1"}),
    ("radiocells", [("性別", "女", "choice"), ("区分", "継続", "choice"), ("期別", "前期", "choice")],
     {"sex": "2", "kbn": "2", "ki": "1"}),
    # words in the cell to the left of the box
    ("thleft", [("生活保護", "1", "flag")], {"c2": "1"}),
    ("cellsleft", [("生活保護", "1", "flag")], {"c2": "1"}),
    ("boxandfield", [("郵送", "1", "flag"), ("電話", "03", "text")], {"c1": "1", "tel": "03"}),
    ("listrows", [("障害", "1", "flag"), ("選択", "1", "flag")], {"s1": "1"} | {"a1": "1"}),
    # words in the text before or after the box
    ("hint", [("性別", "女", "choice")], {"sex": "2"}),
    ("trailing", [("性別", "女", "choice")], {"sex": "2"}),
    ("evenness", [("性別", "女", "choice")], {"sex": "2"}),
    ("boxesbefore", [("該当", "生保", "text")], {"k2": "1"}),
    ("boxesbefore", [("生保", "1", "flag")], {"k2": "1"}),
    ("lines", [("性別", "男", "choice")], {"sex": "1"}),
    ("headed", [("性別", "男", "choice")], {"sex": "1"}),
    ("glued", [("性別", "2", "code")], {"sex": "2"}),
    # text boxes with their words to the right, and lines that only look so
    ("fieldsleft", [("氏名", "山田", "text"), ("カナ", "ヤマダ", "text")], {"nm": "山田", "kana": "ヤマダ"}),
    ("fieldslist", [("数", "1", "text")], {"n": "1"}),
    ("lineright", [("整理番号", "A-1", "text"), ("氏名", "山田", "text")], {"no": "A-1", "nm": "山田"}),
    ("lineheaded", [("内線", "12", "text"), ("方書", "本町荘", "text")], {"ext": "12", "b": "本町荘"}),
    # words under or over the boxes
    ("below", [("番号", "1", "text"), ("カナ", "ヤマダ", "text"), ("備考", "め", "text")],
     {"no": "1", "kana": "ヤマダ", "memo": "め"}),
    ("belowth", [("氏名", "山田", "text"), ("電話", "03", "text")], {"nm": "山田", "tel": "03"}),
    ("above", [("氏名", "山田", "text"), ("電話", "03", "text")], {"nm": "山田", "tel": "03"}),
    ("filtered", [("氏名", "山田", "text")], {"nm": "山田"}),
    # words that look like units
    ("units", [("姓", "山田", "text"), ("名", "太郎", "text"), ("支店", "A-1", "text"), ("番号", "5", "text"),
               ("町名", "本町-東", "text"), ("番地", "3", "text"), ("受付", "A-2", "text"), ("年月日", "x", "text"),
               ("開始", "B-1", "text"), ("日時", "y", "text")],
     {"sei": "山田", "mei": "太郎", "sit": "A-1", "kno": "5", "machi": "本町-東", "banchi": "3", "uke": "A-2",
      "ymd": "x", "kai": "B-1", "nichiji": "y"}),
    ("labelled", [("氏名", "A-1-2-3", "text"), ("日", "5", "text")], {"nm": "A-1-2-3", "d": "5"}),
    ("joined", [("申請日", "2026-04-05", "date"), ("電話", "03-1234-5678", "text"), ("住所", "1-2-3", "text"),
                ("地番", "7-8", "text")],
     {"y": "2026", "m": "4", "d": "5", "t1": "03", "t2": "1234", "t3": "5678", "a1": "1", "a2": "2", "a3": "3",
      "b1": "7", "b2": "8"}),
    # ticks before a box for "その他", and a text with ticks behind it
    ("ticks", [("申請理由", "災害", "text"), ("住所", "本町1", "text")], {"r3": "1", "ad": "本町1"}),
    # an era that is printed before the box of the year
    ("printed", [("決定日", "2026-04-05", "date"), ("生年月日", "1985-04-01", "date")],
     {"ay": "8", "am": "4", "ad": "5", "by": "60", "bm": "4", "bd": "1"}),
    ("printedalone", [("令和", "8", "text"), ("西暦", "2026", "text")], {"fy": "8", "cy": "2026"}),
    ("headings", [("氏名", "山田 太郎", "text")], {"nm": "山田 太郎"}),
    ("nearer", [("電話", "03", "text"), ("FAX", "04", "text")], {"tel": "03", "fax": "04"}),
]  # fmt: skip
# template, field, what is told
REFUSED: list[tuple[str, tuple[str, str, str], str]] = [
    ("cellsboth", ("障害あり", "1", "flag"), "S02"), ("cellsboth", ("生活保護", "1", "flag"), "S02"),
    ("glued", ("性別", "女", "choice"), "S02"), ("glued", ("女", "1", "flag"), "S02"),
    ("gluedboxes", ("障害", "1", "flag"), "S02"), ("gluedboxes", ("生保", "1", "flag"), "S02"),
    ("fieldsright", ("氏名", "山田", "text"), "S02"), ("lineright", ("カナ", "ヤマダ", "text"), "S02"),
    ("between", ("氏名", "山田", "text"), "S02"), ("nearer", ("連絡先", "03", "text"), "S02"),
    ("printedalone", ("令和", "2026", "number"), "S51"), ("printedalone", ("令和", "２０２６年度", "text"), "S51"),
    ("unitcells", ("年", "2026", "text"), "S01"), ("headings", ("連絡先", "03", "text"), "S01"),
]  # fmt: skip


@pytest.fixture
def driver(open_page: Open) -> PlaywrightDriver:
    return open_page("readings.html")


def test_a_value_goes_into_the_box_that_its_label_belongs_to(driver: PlaywrightDriver) -> None:
    wrong = []
    for template, wanted, held in TOLD:
        driver.page.evaluate("(name) => show(name)", template)
        try:
            equal = all(
                one.equal for one in driver.fill([field(*one) for one in wanted], timeout=0.3)
            )
        except ScreenError as error:
            wrong.append((template, wanted, error.problem.code))
            continue
        sent = driver.page.evaluate("sent()")
        if not equal or sent != held:
            wrong.append((template, wanted, sent))
    assert wrong == []


def test_a_label_that_can_be_read_in_two_ways_is_told_and_nothing_is_set(
    driver: PlaywrightDriver,
) -> None:
    told = []
    for template, wanted, _ in REFUSED:
        driver.page.evaluate("(name) => show(name)", template)
        code = ""
        try:
            driver.fill([field(*wanted)], timeout=0.3)
        except ScreenError as error:
            code = error.problem.code
        told.append((template, wanted, code if driver.page.evaluate("sent()") == {} else "set"))
    assert told == REFUSED


def test_the_candidates_say_between_which_words_it_cannot_be_told(driver: PlaywrightDriver) -> None:
    driver.page.evaluate("show('gluedboxes')")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("生保", "1", "flag")], timeout=0.3)
    words = caught.value.problem.words
    assert words["count"] == 2
    assert words["candidates"] == "チェック「障害」か「生保」 / チェック「生保」か「エラー」"


def test_a_box_is_pressed_by_its_own_words_only(driver: PlaywrightDriver) -> None:
    driver.page.evaluate("show('boxesbefore')")
    driver.click(Target("生保"), timeout=1)
    assert driver.page.evaluate("sent()") == {"k2": "1"}
    driver.page.evaluate("show('gluedboxes')")
    for name in ("障害", "生保"):
        with pytest.raises(ScreenError) as caught:
            driver.click(Target(name), timeout=0.3)
        assert caught.value.problem.code == "S02"
    assert driver.page.evaluate("sent()") == {}


def test_what_is_read_is_told_as_twice_there_too(driver: PlaywrightDriver) -> None:
    driver.page.evaluate("show('cells')")
    driver.page.evaluate("document.querySelector('[name=c2]').click()")
    assert driver.read(Target("生活保護"), timeout=1) == "1"
    assert driver.read(Target("障害あり"), timeout=1) == ""
    driver.page.evaluate("show('between')")
    with pytest.raises(ScreenError) as caught:
        driver.read(Target("番号"), timeout=0.3)
    assert caught.value.problem.code == "S02"


RUNNING = [
    ("<p>登録しました。 受付No: Z00001</p>", "受付No", "Z00001"),
    ("<p>登録しました（受付番号：R-12）</p>", "受付番号", "R-12"),
    ("<p>受付番号は 00012 です。控えてください。</p>", "受付番号", "00012"),
    ("<p>受付番号はお控えください。</p><p>受付番号は「S8-3」となります。</p>", "受付番号", "S8-3"),
    ("<p>登録しました。受付No: <b>Z00001</b></p>", "受付No", "Z00001"),
    ("<p>登録しました。受付番号は <b>B00001</b> です。</p>", "受付番号", "B00001"),
    ("<p>登録しました。<b>受付番号</b>は、<i class=no>第12号</i>です。</p>", "受付番号", "第12号"),
    ("<p>登録しました。<u>受付番号は</u> <i>第12号</i> です。お控えください。</p>", "受付番号", "第12号"),
    ("<div>登録しました。受付番号：<div>R-9</div></div>", "受付番号", "R-9"),
    ("<div role=status>登録しました。台帳番号 B00001</div>", "台帳番号", "B00001"),
    ("<p>台帳番号　<b>２０２６－７</b> で受け付けました。</p>", "台帳番号", "２０２６－７"),
    ("<div role=status>受付番号: 7</div><p>登録しました（受付番号: 7）</p>", "受付番号", "7"),
    ("<p>Registered. Receipt no: 2026 7 (keep it). Desk: 3</p>", "Receipt no", "2026 7 (keep it)"),
    ("<p>登録しました。受付No: Z00001 受付日: 2026/04/01</p>", "受付No", "Z00001"),
    ("<p>登録しました。受付No: Z00001 受付日: 2026/04/01</p>", "受付日", "2026/04/01"),
]


@pytest.mark.parametrize(("said", "name", "value"), RUNNING)
def test_a_word_in_running_text_says_what_follows_it(open_page: Open, site: Site, said: str, name: str, value: str) -> None:
    site.extra["running.html"] = f"{META}<h1>結果</h1>{said}"
    assert open_page("running.html").read(Target(name), timeout=1) == value


@pytest.mark.parametrize("said", ["<p>控えの受付No: Z00001</p>", "<p>受付Noはお控えください。</p>", "<p>受付No</p>"])
def test_a_part_of_a_word_or_a_sentence_says_nothing(open_page: Open, site: Site, said: str) -> None:
    site.extra["no_running.html"] = f"{META}<h1>結果</h1>{said}"
    with pytest.raises(ScreenError) as told:
        open_page("no_running.html").read(Target("受付No"), timeout=0.3)
    assert told.value.problem.code == "S01"


def test_a_code_with_the_name_that_it_brings_is_compared_with_the_one_that_is_meant(open_page: Open, site: Site) -> None:
    site.extra["brought.html"] = f"""{META}<table>
      <tr><td>金融機関<td><input value=0001 readonly> <input value=みずほ銀行 readonly>
      <tr><td>期間<td><input value=2026> <input value=2027></table>"""
    driver = open_page("brought.html")
    told = [("金融機関", "0001", True), ("金融機関", "みずほ銀行", True), ("金融機関", "0002", False), ("期間", "2026", False)]
    for name, value, equal in told:
        assert driver.verify([field(name, value)], timeout=0.5)[0].equal is equal, (name, value)


def test_a_field_with_a_hint_is_read_before_the_help_that_names_it(open_page: Open, site: Site) -> None:
    site.extra["help.html"] = f"""{META}<p>入力のしかた。電話番号: ハイフンなしで入力します。</p>
      <label>電話番号（半角数字） <input value=0422515131></label>"""
    assert open_page("help.html").read(Target("電話番号"), timeout=1) == "0422515131"


def test_two_things_that_a_word_says_are_told_as_two(open_page: Open, site: Site) -> None:
    site.extra["two_running.html"] = f"{META}<h1>結果</h1><p>登録しました。受付番号: 7<br>前の行の受付番号: 6 受付番号 5</p><p>受付番号は 8 です</p>"
    with pytest.raises(ScreenError) as told:
        open_page("two_running.html").read(Target("受付番号"), timeout=0.3)
    assert (told.value.problem.code, told.value.problem.words["count"]) == ("S02", 3)

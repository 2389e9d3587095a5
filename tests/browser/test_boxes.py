"""A value is divided over boxes, or a number picks a choice, only where that is no guess."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError

from .conftest import Open, field

DIVIDED = [
    ("メール", "taro-yamada@city.example.jp", "text", {"local": "taro-yamada", "domain": "city.example.jp"}),
    ("氏名", "山田 太郎", "text", {"sei": "山田", "mei": "太郎"}),
    ("氏名", "李-英　花", "text", {"sei": "李-英", "mei": "花"}),
    ("フリガナ", "ヤマダ　タロウ", "text", {"k2": "ヤマダ", "k1": "タロウ"}),
    ("電話番号", "03-1234-5678", "text", {"t1": "03", "t2": "1234", "t3": "5678"}),
    ("電話番号", "045（123）4567", "text", {"t1": "045", "t2": "123", "t3": "4567"}),
    ("電話番号", "09012345678", "text", {"t1": "090", "t2": "1234", "t3": "5678"}),
    ("郵便番号", "100-0001", "text", {"z1": "100", "z2": "0001"}),
    ("郵便番号", "1000001", "text", {"z1": "100", "z2": "0001"}),
    ("番地", "1-2", "text", {"g1": "1", "g2": "2"}),
    ("証番号", "123456", "number", {"c1": "12", "c2": "3456"}),
    ("証番号", "AB3456", "code", {"c1": "AB", "c2": "3456"}),
    ("生年月日", "1989-01-07", "date", {"y": "89s", "m": "1", "d": "7"}),
    ("生年月日", "1989-01-08", "date", {"y": "89h", "m": "1", "d": "8"}),
    ("始期", "2026-04-05", "date", {"d1": "2026", "d2": "4", "d3": "5"}),
]
REFUSED = [
    ("住所", "本町1-2", "text"), ("住所", "本町 1", "text"), ("住所", "1-2", "text"),
    ("所在地", "本町1-2-3", "text"), ("所在地", "1-22-3", "text"), ("所在地", "100-0001-1", "code"),
    ("メール(確認とも)", "taro@city.example.jp", "text"), ("ビル名", "サンシャイン-60", "text"),
    ("ビル名", "タワー 3", "text"), ("ビル名", "1-60", "text"), ("氏名", "マリー・ルイ", "text"), ("氏名", "李-英", "text"),
    ("氏名", "山田 花子 マリア", "text"), ("氏名とカナ", "キム ジウ", "text"), ("品名", "テープ のり", "text"),
    ("期間", "1-2", "text"), ("期間", "2025-2026", "code"), ("番地", "本町-2", "text"), ("番地", "-500", "text"),
    ("電話", "03-1234-5678", "text"), ("電話番号", "0312345678", "text"), ("電話番号", "03-1234", "text"),
    ("証番号", "本町1番地の", "text"), ("証番号", "AB3456", "text"), ("希望", "2026-04-05", "date"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "kind", "want"), DIVIDED)
def test_a_value_of_a_known_shape_is_divided_and_read_back_whole(
    open_page: Open, name: str, value: str, kind: str, want: dict[str, str]
) -> None:
    driver = open_page("boxes.html")
    reading = driver.fill([field(name, value, kind)], timeout=3)[0]
    form = driver.page.evaluate("Object.fromEntries(new FormData(document.forms[0]))")
    assert {box: form[box] for box in want} == want
    assert reading.equal
    assert [one.equal for one in driver.reread()] == [True]


def test_a_name_in_two_boxes_is_compared_and_read_as_it_is_written(open_page: Open) -> None:
    driver = open_page("boxes.html")
    driver.fill([field("氏名", "山田　太郎"), field("フリガナ", "ヤマダ タロウ")], timeout=3)
    told = {
        "山田　太郎": True, "山田 太郎": True, "山田太郎": True,  # the boxes hold no space between them
        "太郎山田": False, "山田-太郎": False, "山田 花": False, "山田 太郎 様": False,
    }  # fmt: skip
    for value, equal in told.items():
        assert driver.verify([field("氏名", value)], timeout=0.5)[0].equal is equal, value
    assert driver.verify([field("フリガナ", "ヤマダタロウ")], timeout=0.5)[0].equal  # 名 stands first there
    assert driver.read(field("氏名", "").field, timeout=1) == "山田 太郎"
    assert driver.read(field("フリガナ", "").field, timeout=1) == "ヤマダ タロウ"


def test_what_merely_holds_a_hyphen_or_a_space_is_not_divided(open_page: Open) -> None:
    driver = open_page("boxes.html")
    before = driver.page.evaluate("JSON.stringify([...new FormData(document.forms[0])])")
    put = []
    for name, value, kind in REFUSED:
        try:
            driver.fill([field(name, value, kind)], timeout=0.3)
            put.append((name, value))
        except ScreenError as error:
            assert error.problem.code == ("S33" if (name, value) == ("電話番号", "0312345678") else "S12"), name
            assert value not in str(error)
    assert put == []
    assert driver.page.evaluate("JSON.stringify([...new FormData(document.forms[0])])") == before


def test_the_refusal_tells_the_boxes(open_page: Open) -> None:
    driver = open_page("boxes.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("所在地", "本町1-2-3")], timeout=0.3)
    assert caught.value.problem.words["found"] == "zip1, zip2, addr"


def test_boxes_that_a_recipe_cannot_call_by_the_screen_get_names_in_the_system_file(open_page: Open) -> None:
    driver = open_page("boxes.html", names={"住所1": "css=[name=addr1]", "住所2": "css=[name=addr2]"})
    readings = driver.fill([field("住所1", "本町1-2"), field("住所2", "ビル 3")], timeout=3)
    assert [one.equal for one in readings] == [True, True]
    assert driver.page.evaluate("document.forms[0].addr1.value") == "本町1-2"


CHOSEN = [
    ("クラス", "3", "number", "x3", "３歳児クラス"), ("クラス", "0", "number", "x0", "0歳児クラス"),
    ("認定", "1", "text", "n1", "1号認定"), ("園", "A02", "code", "A02", "第二保育園"),
    ("担当", "2", "number", "20", "2課"), ("担当", "1", "code", "1", "本庁"), ("区分", "2", "code", "2", "継続"),
]  # fmt: skip


def test_a_number_or_a_code_picks_its_choice_and_the_reading_says_the_words_of_the_choice(open_page: Open) -> None:
    driver = open_page("boxes.html")
    boxes = {"クラス": "class", "認定": "grant", "園": "place", "担当": "desk", "区分": "kind"}
    for name, value, kind, held, words in CHOSEN:
        reading = driver.fill([field(name, value, kind)], timeout=3)[0]
        assert driver.page.evaluate("(name) => document.forms[0][name].value", boxes[name]) == held
        assert (reading.put.reveal(), reading.kept.reveal(), reading.equal) == (value, words, True)
        again = driver.reread()[-1]
        assert (again.kept.reveal(), again.equal) == (words, True)


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [("日数", "0125", "S11"), ("金額", "123", "S11"), ("コース", ("1", "10", "71"), "S11"),
     ("年齢", ("20", "65", "30", "1"), "S11"), ("担当", "1", "S25"), ("認定", "2", "S25")],
)  # fmt: skip
def test_a_number_picks_no_choice_by_a_part_of_its_words(
    open_page: Open, name: str, values: str | tuple[str, ...], code: str
) -> None:
    driver = open_page("boxes.html")
    for value in values:
        with pytest.raises(ScreenError) as caught:
            driver.fill([field(name, value, "number")], timeout=0.2)
        assert caught.value.problem.code == code


def test_two_choices_for_one_part_of_a_date_are_a_question(open_page: Open) -> None:
    driver = open_page("boxes.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("旬", "2026-04-05", "date")], timeout=0.3)
    assert (caught.value.problem.code, caught.value.problem.words["count"]) == ("S25", 2)
    assert driver.fill([field("旬", "2026-05-05", "date")], timeout=3)[0].equal

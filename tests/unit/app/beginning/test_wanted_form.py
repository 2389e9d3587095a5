"""In which form a field wants what it takes: kana by the letters of its label, dates by its hint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.app.beginning.wanted_form import filters_of, kind_told, spoken
from bots.runners.surveying import SeenField


def field(name: str, form: str = "", kind: str = "text", boxes: int = 1) -> SeenField:
    return SeenField(1, kind, (name,), "label", boxes, form=form)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("フリガナ", "全角 カタカナ"), ("ﾌﾘｶﾞﾅ", "全角 カタカナ"), ("氏名（カナ）", "全角 カタカナ"), ("読みガナ", "全角 カタカナ"),
        ("ヨミ", "全角 カタカナ"), ("Name (kana)", "全角 カタカナ"), ("furigana", "全角 カタカナ"),
        ("ふりがな", "全角 ひらがな"), ("氏名（かな）", "全角 ひらがな"), ("よみがな", "全角 ひらがな"),
        ("フリガナ（半角）", "カタカナ 半角カナ"), ("読み方", ""), ("Kanazawa", ""),
    ],
)  # fmt: skip
def test_kana_go_as_the_label_is_written(name: str, said: str) -> None:
    assert " ".join(spoken(filters_of(field(name), name, "kana"), japanese=True)) == said
    assert filters_of(field(name), name, "text") == ()
    assert filters_of(field(name, kind="list"), name, "kana") == ()


@pytest.mark.parametrize(
    ("name", "kind", "longest", "said"),
    [
        ("郵便番号（ハイフンなし）", "postal", 0, "数字だけ"), ("郵便番号", "postal", 7, "数字だけ"), ("郵便番号", "postal", 8, ""),
        ("電話番号", "phone", 11, "数字だけ"), ("電話番号 数字のみ", "phone", 0, "数字だけ"), ("電話番号", "phone", 13, ""),
        ("郵便番号（ハイフンあり）", "postal", 0, ""), ("口座番号（ハイフンなし）", "code", 0, ""),
    ],
)  # fmt: skip
def test_numbers_go_without_hyphens_where_the_field_has_no_room_for_them(name: str, kind: str, longest: int, said: str) -> None:
    one = replace(field(name), longest=longest)
    assert " ".join(spoken(filters_of(one, name, kind), japanese=True)) == said
    assert filters_of(replace(one, boxes=3), name, kind) == ()


@pytest.mark.parametrize(
    ("form", "said"),
    [("YYYY/MM/DD", "date YYYY/MM/DD"), ("R06.04.01", "wareki R06.04.01"), ("令和6年4月1日", "wareki 令和6年4月1日"), ("date", ""), ("", "")],
)  # fmt: skip
def test_dates_go_as_the_field_says(form: str, said: str) -> None:
    one = field("生年月日", form)
    assert spoken(filters_of(one, "生年月日", "date"), japanese=False) == ((said,) if said else ())
    assert filters_of(field("生年月日", form, boxes=3), "生年月日", "date") == ()
    assert kind_told(one, "生年月日") == ("date" if said else "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("フリガナ", "kana"), ("氏名カナ", "kana"), ("読み仮名", ""), ("ふりがな", "kana"), ("よみがな", "kana"), ("Name (kana)", "kana"),
        ("カナダ", ""), ("さかなの種類", ""), ("かなざわ市", ""), ("Okanagan", ""), ("氏名", ""),
    ],
)  # fmt: skip
def test_a_name_alone_tells_of_kana(name: str, kind: str) -> None:
    assert kind_told(field(name), name) == kind

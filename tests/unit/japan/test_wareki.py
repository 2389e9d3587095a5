"""Dates in every form that clerks mix, and at the borders of the eras."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.wareki import ERAS, FORMS, WarekiError, after, era_of, in_kanji, parse, read, write

READ = {
    "令和元年5月1日": date(2019, 5, 1),
    "令和１年５月１日": date(2019, 5, 1),
    "令和6年4月1日": date(2024, 4, 1),
    "令和06年04月01日": date(2024, 4, 1),
    "令和 6 年 4 月 1 日": date(2024, 4, 1),
    " 令和6年4月1日　": date(2024, 4, 1),
    "令和６年４月１日（月）": date(2024, 4, 1),
    "R6.4.1": date(2024, 4, 1),
    "r6.4.1": date(2024, 4, 1),
    "Ｒ６．４．１": date(2024, 4, 1),
    "R06.04.01": date(2024, 4, 1),
    "R6/4/1": date(2024, 4, 1),
    "R6-4-1": date(2024, 4, 1),
    "R元.5.1": date(2019, 5, 1),
    "令6.4.1": date(2024, 4, 1),
    "令和8/11/23": date(2026, 11, 23),
    "㋿6年4月1日": date(2024, 4, 1),
    "5060401": date(2024, 4, 1),
    "５０６０４０１": date(2024, 4, 1),
    "R060401": date(2024, 4, 1),
    "4310430": date(2019, 4, 30),
    "3640107": date(1989, 1, 7),
    "2024/4/1": date(2024, 4, 1),
    "2024/04/01": date(2024, 4, 1),
    "2024-04-01": date(2024, 4, 1),
    "2024-04-01 00:00:00": date(2024, 4, 1),
    "2024-04-01T00:00": date(2024, 4, 1),
    "2024.4.1": date(2024, 4, 1),
    "2024年4月1日": date(2024, 4, 1),
    "西暦2024年4月1日": date(2024, 4, 1),
    "２０２４年４月１日": date(2024, 4, 1),
    "２０２４－０４－０１": date(2024, 4, 1),
    "2024−04−01": date(2024, 4, 1),
    "20240401": date(2024, 4, 1),
    "2024/2/29": date(2024, 2, 29),
    "2024/4-1": date(2024, 4, 1),
    "令6・4/1": date(2024, 4, 1),
    "R.6.4.1": date(2024, 4, 1),
    "5-06-04-01": date(2024, 4, 1),
    "令和六年四月一日": date(2024, 4, 1),
    "昭和六十年十二月二十五日": date(1985, 12, 25),
    "昭和弐拾参年壱月拾日": date(1948, 1, 10),
    "二〇二四年四月一〇日": date(2024, 4, 10),
    "令和 6年　4月 1日 月曜日": date(2024, 4, 1),
    "令和6年4月29日(月・祝)": date(2024, 4, 29),
    "昭和60年4月1日生": date(1985, 4, 1),
    # the borders: the last day of one era is in it, the first day of the next too
    "平成31年4月30日": date(2019, 4, 30),
    "平成元年1月8日": date(1989, 1, 8),
    "H1.1.8": date(1989, 1, 8),
    "昭和64年1月7日": date(1989, 1, 7),
    "昭和元年12月25日": date(1926, 12, 25),
    "大正15年12月25日": date(1926, 12, 25),
    "大正元年7月30日": date(1912, 7, 30),
    "明治45年7月30日": date(1912, 7, 30),
    "明治6年1月1日": date(1873, 1, 1),
    "S39.10.10": date(1964, 10, 10),
    "T12.9.1": date(1923, 9, 1),
}
REFUSED = {
    "平成31年5月1日": "after_era",
    "H31.5.1": "after_era",
    "4310501": "after_era",
    "平成32年1月1日": "after_era",
    "昭和64年1月8日": "after_era",
    "昭和65.1.1": "after_era",
    "大正15年12月26日": "after_era",
    "明治45年7月31日": "after_era",
    "令和元年4月30日": "before_era",
    "R1.4.30": "before_era",
    "5010430": "before_era",
    "平成元年1月7日": "before_era",
    "昭和元年12月24日": "before_era",
    "大正元年7月29日": "before_era",
    "令和0年5月1日": "before_era",
    "明治5年12月2日": "old_calendar",
    "令和6年2月30日": "no_such_day",
    "令和5年2月29日": "no_such_day",
    "2023/2/29": "no_such_day",
    "2024/13/1": "no_such_day",
    "2024-00-10": "no_such_day",
    "20240231": "no_such_day",
    "6/4/1": "no_era",
    "24/4/1": "no_era",
    "060401": "no_era",
    "六年四月一日": "no_era",
    "45383": "serial",
    "令和6年4月1日（火）": "weekday",
    "令和二三十年四月一日": "form",
    "4/1": "form",
    "4月1日": "form",
    "2024/4": "form",
    "2024年4月1": "form",
    "令和6年4月": "form",
    "昭和": "form",
    "": "form",
    "未定": "form",
    "12345678": "form",
    "9060401": "form",
    "2024-04-01 12:30": "form",
    "2024/4/1頃": "form",
    "X6.4.1": "form",
}


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_reads(text: str, day: date) -> None:
    assert parse(text) == day


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_refuses_and_says_why_without_the_value(text: str, reason: str) -> None:
    with pytest.raises(WarekiError) as caught:
        parse(text)
    assert caught.value.reason == reason
    assert str(caught.value) == reason
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("text", "day", "era"),
    [
        ("平成31年5月1日", date(2019, 5, 1), "平成"),
        ("H36.3.31", date(2024, 3, 31), "平成"),
        ("昭和64年1月8日", date(1989, 1, 8), "昭和"),
        ("4310501", date(2019, 5, 1), "平成"),
        ("明治46年4月1日", date(1913, 4, 1), "明治"),
    ],
)
def test_a_form_printed_before_its_era_ended_is_the_same_day_where_it_is_asked_for(
    text: str, day: date, era: str
) -> None:
    assert parse(text, past_era=True) == day
    found = read(text)
    assert found.day == day
    assert found.over is not None
    assert found.over.name == era
    with pytest.raises(WarekiError) as caught:
        parse(text)
    assert caught.value.era == found.over


def test_a_form_of_its_own_era_is_nothing_to_tell_of() -> None:
    assert read("平成31年4月30日").over is None
    assert after(read("平成31年5月1日").over or ERAS[0]).name == "令和"
    with pytest.raises(ValueError, match="goes on"):
        after(ERAS[0])


@pytest.mark.parametrize("text", ["令和元年4月30日", "令和0年5月1日", "平成31年2月30日", "明治5年12月2日"])
def test_nothing_else_is_made_good_by_it(text: str) -> None:
    with pytest.raises(WarekiError):
        parse(text, past_era=True)


@pytest.mark.parametrize(
    ("day", "form", "text"),
    [
        (date(2024, 4, 1), "令和6年4月1日", "令和6年4月1日"),
        (date(2024, 4, 1), "令和６年４月１日", "令和6年4月1日"),
        (date(2024, 4, 1), "R6.4.1", "R6.4.1"),
        (date(2024, 4, 1), "R06.04.01", "R06.04.01"),
        (date(2024, 4, 1), "5060401", "5060401"),
        (date(2019, 5, 1), "令和6年4月1日", "令和元年5月1日"),
        (date(2019, 5, 1), "R6.4.1", "R1.5.1"),
        (date(2019, 4, 30), "令和6年4月1日", "平成31年4月30日"),
        (date(2019, 4, 30), "5060401", "4310430"),
        (date(1989, 1, 8), "R06.04.01", "H01.01.08"),
        (date(1926, 12, 25), "令和6年4月1日", "昭和元年12月25日"),
        (date(1912, 7, 30), "R6.4.1", "T1.7.30"),
        (date(1873, 1, 1), "5060401", "1060101"),
    ],
)
def test_writes(day: date, form: str, text: str) -> None:
    assert write(day, form) == text


@pytest.mark.parametrize("form", ["令和06年", "R6/4/1", "GGGE", "", "YYYY"])
def test_other_forms_are_refused(form: str) -> None:
    with pytest.raises(WarekiError, match="form"):
        write(date(2024, 4, 1), form)


def test_before_the_new_calendar_there_is_no_era() -> None:
    with pytest.raises(WarekiError, match="old_calendar"):
        era_of(date(1872, 12, 31))


@given(st.dates(date(1873, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_what_is_written_reads_as_the_same_day(day: date, form: str) -> None:
    if day < date(2118, 1, 1):
        assert parse(write(day, form)) == day


@given(st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_western_forms_read_back(day: date) -> None:
    assert parse(day.isoformat()) == parse(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse(day.strftime("%Y%m%d")) == day


@given(st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_numbers_in_kanji_read_back(day: date) -> None:
    era, year = era_of(day)
    said = f"{era.name}{in_kanji(year)}年{in_kanji(day.month)}月{in_kanji(day.day)}日"
    assert parse(said) == day
    assert [in_kanji(n) for n in (1, 9, 10, 11, 20, 31, 99)] == ["一", "九", "十", "十一", "二十", "三十一", "九十九"]


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert parse(text) + timedelta(0)
    except WarekiError as error:
        assert text == "" or text not in str(error) or text in error.reason

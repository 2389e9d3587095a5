"""A label that says a hint in brackets too is the field's label; a bracket that tells fields apart is none."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>括弧</title><form><table border=1>"


def cells(**labels: str) -> str:
    return PAGE + "".join(f"<tr><th>{words}</th><td><input name={name}></td></tr>" for name, words in labels.items())


def filled(driver: PlaywrightDriver, name: str, value: str, kind: str = "text") -> tuple[str, bool]:
    """The name of the one box that holds something, and what the reading said."""
    reading = driver.fill([field(name, value, kind)], timeout=4)[0]
    held = driver.page.evaluate("[...document.querySelectorAll('input')].filter((e) => e.value).map((e) => e.name)")
    assert [one.equal for one in driver.reread()] == [reading.equal]
    return held, reading.equal


def refusal(driver: PlaywrightDriver, name: str, value: str = "値") -> ScreenError:
    with pytest.raises(ScreenError) as caught:
        driver.fill([field(name, value)], timeout=1.5)
    assert not driver.page.evaluate("[...document.querySelectorAll('input')].some((e) => e.value !== e.defaultValue)")
    return caught.value


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [("フリガナ", "ヤマダ", "（フリガナ）"), ("個人番号", "123456789012", "個人番号<br>（12桁）"),
     ("口座名義人", "ヤマダ タロウ", "口座名義人（カナ）"), ("金額", "12000", "金額（税込）"), ("金額", "12000", "金額（円）"),
     ("氏名", "山田", "氏名（全角）"), ("電話番号", "0312345678", "電話番号［半角数字］"), ("受付日", "2026/04/01", "受付日（例：2026/04/01）")],
)  # fmt: skip
def test_a_hint_in_brackets_is_no_part_of_the_label(open_page: Open, site: Site, name: str, value: str, label: str) -> None:
    site.extra["hint.html"] = cells(no="受付番号", it=label, other="備考（その他）")
    assert filled(open_page("hint.html"), name, value) == (["it"], True)


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [("氏名", "山田太郎", "氏名（カナ）"), ("メールアドレス", "a@b.jp", "メールアドレス（確認）"), ("金額", "12", "金額（千円）"),
     ("電話番号", "03", "電話番号（自宅）"), ("金額", "12", "金額（税抜）"), ("住所", "本町", "住所（旧）"), ("氏名", "山田", "氏名（世帯主）")],
)  # fmt: skip
def test_what_tells_fields_apart_is_refused_and_the_label_told(
    open_page: Open, site: Site, name: str, value: str, label: str
) -> None:
    site.extra["other.html"] = cells(no="受付番号", it=label)
    problem = refusal(open_page("other.html"), name, value).problem
    assert problem.code == "S01"
    assert str(problem.words["near"]).startswith(f"「{name}(")


@pytest.mark.parametrize("labels", [("電話番号（自宅）", "電話番号（携帯）"), ("氏名（漢字）", "氏名（カナ）"), ("金額（税込）", "金額（円）")])
def test_two_fields_that_differ_in_brackets_are_told_with_their_labels(
    open_page: Open, site: Site, labels: tuple[str, str]
) -> None:
    site.extra["two.html"] = cells(a=labels[0], b=labels[1])
    problem = refusal(open_page("two.html"), labels[0].split("（")[0], "ヤマダ").problem
    assert problem.code == "S02"
    for label in labels:
        assert label.replace("（", "(").replace("）", ")") in str(problem.words["candidates"])


def test_the_label_that_says_just_the_words_wins_even_if_it_comes_later(open_page: Open, site: Site) -> None:
    site.extra["mail.html"] = cells(b="金額（税込）", a="金額")
    assert filled(open_page("mail.html"), "金額", "12") == (["a"], True)
    site.extra["late.html"] = cells(b="金額（税込）") + """</table><div id=more></div><script>
      setTimeout(() => { more.innerHTML = '<label>金額 <input name=a></label>'; }, 900);</script>"""
    assert filled(open_page("late.html"), "金額", "12") == (["a"], True)


def test_what_a_page_shows_comes_before_a_label_with_a_hint(open_page: Open, site: Site) -> None:
    site.extra["shown.html"] = PAGE + "<tr><th>金額</th><td>500</td></tr><tr><th>金額（税込）</th><td><input value=550></td></tr>"
    assert open_page("shown.html").read(Target("金額"), timeout=1) == "500"


def test_near_labels_are_offered_and_nothing_that_was_typed_or_hidden(open_page: Open, site: Site) -> None:
    site.extra["near.html"] = PAGE + """<tr><th>申請者氏名</th><td><input value=氏名秘密></td></tr>
      <tr><th>世帯主氏名</th><td><input></td></tr><tr><th>氏名カナ</th><td><input></td></tr><tr><th>代理人の氏名</th><td><input></td></tr>
      <tr><th>氏名：山田花子</th><td><input></td></tr><tr><th>山田様の氏名</th><td><input></td></tr><tr><th>住所</th><td><input></td></tr>
      <input type=hidden value=氏名非公開>"""
    near = str(refusal(open_page("near.html"), "氏名").problem.words["near"])
    assert near.count("「") == 3
    assert not [word for word in ("秘密", "非公開", "花子", "山田", "住所") if word in near]
    assert "「申請者氏名」" in near or "「世帯主氏名」" in near
    problem = refusal(open_page("near.html"), "住処").problem
    assert (problem.words["near"], problem.advice) == ("「住所」", "S06")
    assert "near" not in refusal(open_page("near.html"), "口座番号").problem.words


def test_a_part_of_the_screen_holds_one_of_two(open_page: Open, site: Site) -> None:
    site.extra["parts.html"] = """<!doctype html><meta charset=utf-8><title>枠</title><fieldset><legend>本人</legend>
      <label>氏名（全角） <input name=a></label></fieldset><fieldset><legend>代理人</legend><label>氏名（全角） <input name=b></label></fieldset>"""
    driver = open_page("parts.html")
    driver.fill([field("氏名", "山田")], within=(Scope(part="代理人"),), timeout=4)
    assert driver.page.evaluate("[...document.querySelectorAll('input')].map((e) => e.value)") == ["", "山田"]
    assert refusal(open_page("parts.html"), "氏名").problem.code == "S02"

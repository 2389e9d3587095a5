"""Names of account holders as transfer files have them, and kinds of accounts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.accounts import KINDS, ZenginError, account_kind, zengin


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("ヤマダ　タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ"), ("ﾔﾏﾀﾞ ﾀﾛｳ", "ﾔﾏﾀﾞ ﾀﾛｳ"), ("やまだ たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("キュウヨ　ショウゴ", "ｷﾕｳﾖ ｼﾖｳｺﾞ"), ("スーパー", "ｽ-ﾊﾟ-"), ("ｽｰﾊﾟｰ", "ｽ-ﾊﾟ-"), ("ヲカモト", "ｵｶﾓﾄ"), ("ヴァイオリン", "ｳﾞｱｲｵﾘﾝ"),
        ("カ）ヤマダショウテン", "ｶ)ﾔﾏﾀﾞｼﾖｳﾃﾝ"), ("シヤ)Ａｂｃ１２", "ｼﾔ)ABC12"), ("Ｊ．スミス", "J.ｽﾐｽ"), ("１－２", "1-2"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_in_the_form_of_a_transfer_file(text: str, made: str) -> None:
    assert zengin(text) == made
    assert zengin(made) == made


@pytest.mark.parametrize(
    ("text", "letters"),
    [("山田", "山田"), ("ヤマダ・タロウ", "・"), ("㈱ヤマダ㈱", "㈱"), ("ヤマダ,タロウ", ","), ("ヤ\nマ", "\n"), ("ヤ&マ+", "&+"), ("é", "é")],
)
def test_what_has_no_form_there_is_named(text: str, letters: str) -> None:
    with pytest.raises(ZenginError) as caught:
        zengin(text)
    assert "".join(caught.value.letters) == letters


@given(st.text(max_size=10))
def test_what_comes_out_is_of_the_set(text: str) -> None:
    try:
        made = zengin(text)
    except ZenginError as error:
        assert error.letters
        return
    assert re.fullmatch(r"[0-9A-Z ()\-.ｱ-ﾝﾞﾟ]*", made)
    assert "ｰ" not in made


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_by_its_word_and_its_digit(kind: str) -> None:
    digit = KINDS[kind]
    assert account_kind(kind) == account_kind(digit) == account_kind(f" {kind}預金 ") == kind


@pytest.mark.parametrize("text", ["", "定期", "3", "12", "普通口座", "普"])
def test_what_is_no_kind(text: str) -> None:
    assert account_kind(text) is None

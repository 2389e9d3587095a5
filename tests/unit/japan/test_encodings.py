"""What an encoding, or a set of characters, cannot hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.encodings import code_points, encoding_name, holds_all, named, unheld

CASES = [
    ("山田太郎", "cp932", ""),
    ("髙橋", "cp932", ""),
    ("髙橋", "shift_jis", "髙 U+9AD9 (1)"),
    ("髙橋", "JIS X 0208", "髙 U+9AD9 (1)"),
    ("﨑", "JIS X 0213", ""),
    ("𠮟る", "JIS X 0213", ""),
    ("𠮷野", "JIS X 0213", "𠮷 U+20BB7 (1)"),
    ("𠮷野", "cp932", "𠮷 U+20BB7 (1)"),
    ("山𠮷", "cp932", "𠮷 U+20BB7 (2)"),
    ("𠮷本𠮷𠮟", "cp932", "𠮷 U+20BB7 (1, 3)、𠮟 U+20B9F (4)"),
    ("葛\U000e0100城", "cp932", "葛\U000e0100 U+845B U+E0100 (1)"),
    ("山か\u3099わ", "cp932", "か\u3099 U+304B U+3099 (2)"),
    ("か\u309a", "JIS X 0213", ""),  # 鼻濁音: the set has it as one character
    ("か\u309a", "JIS X 0208", "か\u309a U+304B U+309A (1)"),
    ("外\ue000", "utf-8", ""),
    ("外\ue000", "cp932", ""),
    ("外\ue000", "euc_jp", "\ue000 U+E000 (2)"),
    ("外\ue000", "JIS X 0213", "\ue000 U+E000 (2)"),
    ("é", "cp932", "é U+00E9 (1)"),
    ("槗", "JIS X 0213", "槗 U+69D7 (1)"),  # of JIS X 0212, which Python mixes into euc_jis_2004
    ("１－２～３＼—", "JIS X 0208", ""),  # as Windows writes them
    ("１−２〜３", "JIS X 0208", ""),  # as a Mac writes them
    ("１－２", "euc_jp", ""),
    ("ﾔﾏﾀﾞ", "JIS X 0208", "ﾔ U+FF94 (1)、ﾏ U+FF8F (2)、ﾀ U+FF80 (3)、ﾞ U+FF9E (4)"),
    ("ﾔﾏﾀﾞ", "cp932", ""),
    ("①", "JIS X 0208", "① U+2460 (1)"),
    ("①＼—～", "JIS X 0213", ""),
    ("¥100", "shift_jis", "¥ U+00A5 (1)"),  # sent as the byte of \\, which comes back as that
    ("a‾¥", "euc_jp", "‾ U+203E (2)、¥ U+00A5 (3)"),
    ("¥~", "cp932", "¥ U+00A5 (1)"),
    ("¥\\~", "JIS X 0213", ""),
    ("", "cp932", ""),
]


@pytest.mark.parametrize(("text", "encoding", "told"), CASES)
def test_every_character_that_cannot_be_held_is_named(text: str, encoding: str, told: str) -> None:
    assert named(unheld(text, encoding)) == told


def test_of_each_it_is_known_whether_it_is_of_the_offices_own() -> None:
    assert [one.private for one in unheld("\ue000한\U000f0000", "euc_jp")] == [True, False, True]


@pytest.mark.parametrize("text", ["JIS X 0208", "jis-x-0208", "JISX0208", "ＪＩＳ　Ｘ　０２０８", "JIS X 0208:1997", "jis_x_0208"])
def test_a_set_is_named_as_people_write_it(text: str) -> None:
    assert encoding_name(text) == "jis_x_0208"


@pytest.mark.parametrize(("text", "name"), [("Shift_JIS", "shift_jis"), ("UTF8", "utf-8"), ("windows-31j", "cp932"), ("EUC-JP", "euc_jp")])
def test_an_encoding_has_one_name(text: str, name: str) -> None:
    assert encoding_name(text) == name


def test_only_unicode_holds_everything() -> None:
    assert [holds_all(one) for one in ("utf-8", "utf_16", "cp932", "JIS X 0213")] == [True, True, False, False]


@pytest.mark.parametrize("name", ["no-such-encoding", "JIS X 0201", ""])
def test_an_unknown_encoding_is_an_error(name: str) -> None:
    with pytest.raises(LookupError):
        unheld("a", name)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(["cp932", "euc_jp", "JIS X 0208", "JIS X 0213"]))
def test_what_is_not_named_is_held(text: str, encoding: str) -> None:
    found = unheld(text, encoding)
    rest = text
    for one in found:
        assert one.code == code_points(one.letter)
        rest = rest.replace(one.letter, "")
    assert not found or len(rest) < len(text)
    if not found and encoding in ("cp932", "euc_jp"):
        windows = str.maketrans("～－∥￠￡￢—＼", "〜−‖¢£¬―\\")
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text.translate(windows).encode(encoding)

"""Text files of every encoding that halls use: which it is is found, and told; what could be two is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.errors import DataError
from bots.sources.delimited import decode, read_delimited

TEXT = "整理番号,氏名,カナ\r\n00000001,山田　花子,ヤマダ　ハナコ\r\n00000002,佐藤 太郎,ｻﾄｳ ﾀﾛｳ\r\n"
_KANJI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA0), min_size=1, max_size=8)
_KANA = st.text("ｱｲｳｶｷｸｻｼｽﾀﾁﾂﾅﾆﾊﾋﾏﾐﾔﾕﾗﾘﾜﾝﾞﾟｰ", min_size=1, max_size=8)
_FULL = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FA), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("utf-16", "UTF-16"), ("cp932", "Shift_JIS (CP932)"),
        ("euc_jp", "EUC-JP"), ("iso2022_jp_ext", "ISO-2022-JP (JIS)"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_told(tmp_path: Path, encoding: str, name: str) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT.encode(encoding))
    grid = read_delimited(tmp_path / "a.csv")
    assert grid.encoding == name
    assert [list(line.cells) for line in grid.lines] == [line.split(",") for line in TEXT.splitlines()]


@given(st.lists(st.one_of(_KANJI, _KANA, _FULL), min_size=1, max_size=5), st.sampled_from(["cp932", "euc_jp"]))
def test_no_text_of_words_is_read_as_another(words: list[str], encoding: str) -> None:
    text = "番号,氏名\n" + "\n".join(words)
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert decode(data, "a.csv")[0] == text


def test_kana_of_half_width_alone_may_be_two_encodings_and_are_asked_about() -> None:
    for text, encoding in (("id,name\r\n1,ﾔﾏﾀﾞ", "cp932"), ("id,name\r\n1,ﾐｷ,", "cp932"), ("id,name\r\n1,渦厩", "euc_jp")):
        with pytest.raises(DataError) as caught:
            decode(text.encode(encoding), "名簿.csv")
        assert caught.value.problem.code == "D91"
        assert caught.value.problem.place.file == "名簿.csv"


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp_ext"])
def test_what_breaks_in_an_old_encoding_is_told_with_its_line(encoding: str) -> None:
    data = bytearray(TEXT.encode(encoding))
    at = data.index("佐".encode(encoding)[-5:-3] if encoding == "iso2022_jp_ext" else "佐".encode(encoding))
    data[at : at + 2] = b"\x7f\x01" if encoding == "iso2022_jp_ext" else b"\xa9\xfe"
    with pytest.raises(DataError) as caught:
        decode(bytes(data), "a.csv")
    assert (caught.value.problem.code, caught.value.problem.place.line) == ("D17", 3)


def test_a_formula_that_is_a_text_alone_is_read_as_the_sheet_shows_it(tmp_path: Path) -> None:
    """As business systems write 0012, so that Excel leaves its zeros; a formula that computes stays as it is written."""
    text = '番号,氏名,備考\n="0012",髙橋,=A1&"x"\n"=""0013""","=""山田,""""太郎""""""","=""a"" & ""b"""\n=" 0014",佐藤,="x\n'
    (tmp_path / "a.csv").write_text(text, "utf-8")
    assert [line.cells for line in read_delimited(tmp_path / "a.csv").lines[1:]] == [
        ("0012", "髙橋", '=A1&"x"'), ("0013", '山田,"太郎"', '="a" & "b"'), (" 0014", "佐藤", '="x'),
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [b"", "1,山田,田中\n".encode() * 50])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_cesu_8_is_told_by_its_name(tmp_path: Path, rows: bytes, mark: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + b"K,NAME\n" + rows + b"2,\xed\xa1\x82\xed\xbe\xb7\xe5\xb1\xb1\n")  # 𠮷山
    with pytest.raises(DataError) as told:
        read_delimited(path)
    assert (told.value.problem.code, told.value.problem.words["line"]) == ("D102", rows.count(b"\n") + 2)


def test_marks_of_files_that_were_put_together_are_no_part_of_a_key(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeff\ufeffK,V\n1,a\n\ufeffK2,b\ufeff\n".encode())
    assert [line.cells for line in read_delimited(path).lines] == [("K", "V"), ("1", "a"), ("K2", "b\ufeff")]


@pytest.mark.parametrize("end", ["\x1a", "\x1a\r\n", "\r\n\x1a\r\n\r\n", "\r\n\x1a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932", "euc_jp", "iso2022_jp_ext"])
def test_the_sign_by_which_hosts_end_a_file_is_no_row(tmp_path: Path, encoding: str, end: str) -> None:
    """Nor part of the last value. One before it, or one between rows, is not the end: it is told by its name."""
    path = tmp_path / "a.csv"
    path.write_bytes(f"{TEXT.rstrip()}{end}".encode(encoding))
    lines = read_delimited(path).lines
    assert (len(lines), lines[-1].cells[-1]) == (3, "ｻﾄｳ ﾀﾛｳ")
    for text, line in ((f"{TEXT.rstrip()}\x1a{end}", 3), (TEXT.replace("\r\n", "\r\n\x1a", 1), 2)):
        path.write_bytes(text.encode(encoding))
        with pytest.raises(DataError) as told:
            read_delimited(path)
        problem = told.value.problem
        assert (problem.code, problem.words["line"], problem.words["sign"]) == ("D69", line, "U+001A")

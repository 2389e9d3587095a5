"""Recipe, system file and sample sheet fit: carried out in a browser, told by the truth list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from bots import practice
from bots.model import Attachment, Row
from bots.practice.accounting import masters
from bots.practice.truth import Entry
from tests.recipes import make_samples
from tests.recipes.walking import Books, Walked, plan_of, table_of, walk

Expected = Callable[[Row], Mapping[str, str]]


def text(row: Row, name: str) -> str:
    return row.values[name].reveal() if name in row.values else ""


def childcare_fields(row: Row) -> dict[str, str]:
    born = date.fromisoformat(text(row, "生年月日"))
    postal, phone = text(row, "郵便番号").split("-"), text(row, "電話番号").split("-")
    return {
        "seiri_no": text(row, "整理番号"),
        "kubun": text(row, "区分"),
        "jido_shimei": text(row, "児童氏名"),
        "seinen_gengo": "R",
        "seinen_nen": str(born.year - 2018),
        "seinen_tsuki": str(born.month),
        "seinen_hi": str(born.day),
        "seibetsu": text(row, "性別"),
        "hogosha": text(row, "保護者氏名"),
        "jusho": text(row, "住所"),
        "yubin1": postal[0],
        "yubin2": postal[1],
        "tel1": phone[0],
        "tel2": phone[1],
        "tel3": phone[2],
        "kibo1_cd": text(row, "第1希望")[:4],
        "kibo2_cd": text(row, "第2希望")[:4],
        "kibo_bi": text(row, "希望入所日"),
        "kojin_no": text(row, "個人番号"),
        "biko": text(row, "備考"),
    }


def donation_fields(row: Row) -> dict[str, str]:
    return {
        "application_no": text(row, "申込番号"),
        "donor": text(row, "寄附者名"),
        "kind": text(row, "種別"),
        "postal": text(row, "郵便番号"),
        "address": text(row, "住所"),
        "email": text(row, "メール"),
        "phone": text(row, "電話番号"),
        "amount": text(row, "金額"),
        "purpose": text(row, "使い道"),
        "received_on": text(row, "受付日"),
        "gift": "true" if text(row, "返礼品") == "はい" else "false",
        "receipt_name": text(row, "宛名"),
        "memo": text(row, "メモ"),
    }


def library_fields(row: Row) -> dict[str, str]:
    return {
        "card_number": text(row, "Card no"),
        "full_name": text(row, "Name"),
        "date_of_birth": text(row, "Birthday").replace("-", "/"),
        "area": text(row, "Area"),
    }


def accounting_fields(row: Row) -> dict[str, str]:
    codes = {names[0]: code for code, names in masters.SECTIONS.items()}
    items = {item.names[0]: code for code, item in masters.ITEMS.items()}
    fields = {
        "denpyo_no": text(row, "伝票番号"),
        "kihyo_bi": short_day(text(row, "起票日")),
        "shozoku": codes[text(row, "所属")],
        "kenmei": text(row, "件名"),
        "payee_cd": text(row, "支払先コード"),
        "payee_mei": text(row, "支払先"),
        "kijitsu": short_day(text(row, "支払期日")),
        "goukei": f"{int(text(row, '合計金額')):,}",
        "tenpu": text(row, "添付"),
        "biko": text(row, "備考"),
    }
    for n, line in enumerate(row.details["明細"], 1):
        fields[f"kamoku_{n}"] = items[line["予算科目"].reveal()]
        fields[f"tekiyo_{n}"] = line["摘要"].reveal()
        fields[f"kingaku_{n}"] = f"{int(line['金額'].reveal()):,}"
    return fields


def short_day(iso: str) -> str:
    """A day as the accounting system has it: R08.11.25."""
    day = date.fromisoformat(iso)
    return f"R{day.year - 2018:02d}.{day.month:02d}.{day.day:02d}"


CASES: Mapping[str, tuple[str, str, Mapping[int, str], Expected, str]] = {
    "保育申込": ("childcare", "ja", make_samples.CHILDCARE, childcare_fields, "受付番号"),
    "寄附受付": ("donation", "ja", make_samples.DONATION, donation_fields, "受付番号"),
    "会計伝票": ("accounting", "ja", make_samples.ACCOUNTING, accounting_fields, "命令番号"),
    "library_cards": ("library", "en", make_samples.LIBRARY, library_fields, "Receipt"),
}

# By what a row of a sheet is refused, where rows are refused for different reasons.
REFUSED_BY: Mapping[str, Mapping[int, str]] = {"会計伝票": {26: "B80", 30: "B01", 36: "B05"}}


@pytest.mark.parametrize("name", CASES)
def test_the_source_refuses_and_leaves_out_what_the_readme_says(name: str, tmp_path: Path) -> None:
    system, lang, special, _, _ = CASES[name]
    with practice.start(system, tmp_path, lang=lang) as running:
        table = table_of(plan_of(name, running))
    refused = ("bad value", "duplicate", "blank", "too long", "zeros lost")
    assert [row.number for row in table.rows if row.problems] == [
        number for number, kind in sorted(special.items()) if kind in refused
    ]
    assert [row.number for row in table.rows if not row.chosen] == [
        number for number, kind in special.items() if kind == "left out"
    ]


@pytest.mark.parametrize("name", CASES)
def test_every_good_row_arrives_cell_by_cell_and_only_once(name: str, tmp_path: Path) -> None:
    system, lang, special, expected, receipt = CASES[name]
    (tmp_path / "home").mkdir()
    with practice.start(system, tmp_path / "truth", lang=lang) as running:
        made = plan_of(name, running)
        rows = [row for row in table_of(made).rows if row.chosen and not row.problems]
        books = Books()
        walked = walk(made, rows, tmp_path / "home", books)
        entries = running.truth()
    assert "finish.failed" not in books.events
    ends = {one.row.number: (one.state, one.code) for one in walked}
    refused = [number for number, kind in special.items() if kind == "system refuses"]
    codes = REFUSED_BY.get(name, {})
    assert {number: end for number, end in ends.items() if end[0] != "done"} == {
        number: ("refused", codes.get(number, ends[number][1])) for number in refused
    }
    assert len(entries) == 30
    if name == "会計伝票":
        assert_papers(walked)
        assert_list(books.files, entries)
    assert_same(walked, entries, expected, receipt)


def assert_same(
    walked: list[Walked], entries: list[Entry], expected: Expected, receipt: str
) -> None:
    by_key = {entry.key: entry for entry in entries}
    assert len(by_key) == len(entries)
    for one in walked:
        if one.state != "done":
            continue
        entry = by_key[one.row.key[0]]
        wanted = expected(one.row)
        assert {name: entry.fields[name] for name in wanted} == wanted, one.row.number
        assert len(lines_in(entry.fields)) == len(one.row.details.get("明細", ())), one.row.number
        assert entry.posts == 1
        assert one.record.written[receipt].reveal() == entry.receipt
        assert all(reading.equal and reading.rect for reading in one.record.readings)


def assert_papers(walked: list[Walked]) -> None:
    """Each slip brought its own paper home, as the system hands it out and as the screen shows it."""
    for one in walked:
        if one.state != "done":
            continue
        paper, screen = one.files
        assert (paper.label, paper.ending) == ("支出命令書", "pdf")
        assert (screen.label, screen.ending) == ("支出命令照会", "pdf")
        said = texts_of_slip(paper.data)
        assert {text(one.row, "伝票番号"), text(one.row, "支払先")} <= set(said)
        assert f"{int(text(one.row, '合計金額')):,}" in said


def assert_list(files: list[Attachment], entries: list[Entry]) -> None:
    """The finish brought the list of all slips home, in the host's character set."""
    (file,) = files
    assert (file.label, file.ending) == ("伝票一覧", "csv")
    lines = list(csv.reader(io.StringIO(file.data.decode("cp932"), newline="")))
    assert [line[0] for line in lines[1:-1]] == sorted(entry.key for entry in entries)


def texts_of_slip(data: bytes) -> list[str]:
    """The texts of a PDF of the accounting system."""
    found = re.findall("<([0-9A-F]+)> Tj", data.decode("latin-1"))
    return [bytes.fromhex(one).decode("utf-16-be") for one in found]


def lines_in(fields: Mapping[str, str]) -> list[str]:
    """The names of what was received of child rows, one for each of them."""
    return [name for name in fields if name.startswith("kamoku_")]


@pytest.mark.parametrize("name", CASES)
def test_a_row_that_the_system_has_is_already_there_and_no_mistake(
    name: str, tmp_path: Path
) -> None:
    system, lang, _, _, _ = CASES[name]
    (tmp_path / "home").mkdir()
    with practice.start(system, tmp_path / "truth", lang=lang) as running:
        made = plan_of(name, running)
        row = next(row for row in table_of(made).rows if row.chosen and not row.problems)
        walked = walk(made, [row, row], tmp_path / "home")
        assert [one.state for one in walked] == ["done", "already"]
        assert len(running.truth()) == 1

"""Which hidden values of a sheet are kept from what is told of one of its rows."""

from __future__ import annotations

import time

import pytest

from bots.evidence.hidden import Hidden, HiddenOfSheet
from bots.model import Row, Value


def row(number: int, *, account: str, name: str = "山田", kind: str = "text") -> Row:
    values = {
        "番号": Value(str(number), "code"),
        "氏名": Value(name),
        "口座": Value(account, kind, hidden=True, column="口座"),  # type: ignore[arg-type]
    }
    return Row(number, f"受付!{number}", (str(number),), values)


def test_the_entry_of_before_is_painted_over() -> None:
    rows = [row(2, account="7654301"), row(3, account="7654302")]
    hidden = HiddenOfSheet(rows).of(rows[1])
    assert hidden.painted("前の口座 7654301、今の口座 7654302") == "前の口座 ●●●、今の口座 ●●●"
    assert hidden.painted("前の口座 ７６５４-３０１") == "前の口座 ●●●"
    assert [(one.reveal(), one.column) for one in hidden.values()] == [("7654302", "口座"), ("7654301", "口座")]


def test_a_day_of_another_row_is_painted_over_on_pictures_and_never_found_in_a_number() -> None:
    rows = [row(2, account="1985-04-01", kind="date"), row(3, account="1990-01-02", kind="date")]
    hidden = HiddenOfSheet(rows).of(rows[1])
    assert "1985-04-01" in [one.reveal() for one in hidden.values()]
    assert hidden.painted("受付番号 R-12850401") == "受付番号 R-12850401"
    assert hidden.painted("今の方 平成2年1月2日 生") == "今の方 ●●● 生"


def test_a_short_number_of_another_row_is_in_too_many_texts() -> None:
    rows = [row(2, account="1234"), row(3, account="7654302")]
    assert HiddenOfSheet(rows).of(rows[1]).painted("受付番号 R-0012345") == "受付番号 R-0012345"


@pytest.mark.parametrize(
    ("accounts", "kind"), [(("該当",) * 2, "text"), (("生活保護",) * 3, "text"), (("新規登録", "継続登録"), "choice")]
)
def test_a_word_of_many_is_nobodys(accounts: tuple[str, ...], kind: str) -> None:
    rows = [row(at, account=text, kind=kind) for at, text in enumerate(accounts, 2)]
    other = row(9, account="7654309")
    text = f"区分 {accounts[0]}"
    assert HiddenOfSheet(rows).of(other).painted(text) == text


def test_what_the_row_says_openly_may_be_seen() -> None:
    rows = [row(2, account="山田太郎左衛門"), row(3, account="7654302", name="山田太郎左衛門")]
    hidden = HiddenOfSheet(rows).of(rows[1])
    assert hidden.painted("氏名 山田太郎左衛門") == "氏名 山田太郎左衛門"
    assert "山田太郎左衛門" not in [one.reveal() for one in hidden.values()]


def test_a_row_alone_knows_its_own() -> None:
    assert Hidden(row(2, account="7654301")).own == ("7654301",)
    assert Hidden(None).painted("7654301") == "7654301"


def test_ten_thousand_rows_cost_nothing_to_look_through() -> None:
    rows = [row(at, account=f"{at:07d}") for at in range(1000, 11000)]
    sheet = HiddenOfSheet(rows)
    begun = time.process_time()
    for one in rows[:200]:
        assert sheet.of(one).painted(f"控え A-{one.number}-X 髙橋") is not None
    assert time.process_time() - begun < 2.0

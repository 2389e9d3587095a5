"""The report as text: what it says, and that every text is escaped. How it behaves is in tests/report."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bots.evidence.facts import PictureFacts, ReadingFacts, RowFacts, RunFacts
from bots.evidence.report import render
from bots.evidence.show import differing, html_text, log_text
from bots.evidence.summary import summary
from bots.evidence.texts import NEXT_STEPS, TEXTS
from bots.evidence.words import STATE_WORDS
from bots.model import ItemState

ROW = RowFacts(1, "受付!4", ("00000031",), "done", label="髙橋　陽葵", receipt="R8-1", seconds=1.9)
RUN = RunFacts(
    run="r1",
    title="転記",
    recipe_id="保育申込",
    recipe_file="recipes/保育申込.yaml",
    system="保育システム",
    environment="訓練",
    mode="run",
    started=datetime(2026, 11, 22, 17, 14, tzinfo=UTC),
    rows=(ROW,),
)


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == {state.value for state in ItemState}
    for state in STATE_WORDS:
        assert summary({state: 1}, "ja") != summary({state: 1}, "en")
    assert set(NEXT_STEPS) <= set(STATE_WORDS)
    assert all(ja and en for ja, en in TEXTS.values())


def test_the_summary_counts_in_words() -> None:
    assert summary({"done": 1200, "uncertain": 1, "total": 1201}, "ja") == (
        "✓ 1,200 件を登録しました。",
        "？ 1 件は、登録されたかどうか分かりません。業務システムで検索して確かめてください。",
    )
    assert summary({"done": 1}, "en", rehearsal=True)[0].endswith("Nothing was entered.")
    assert summary({}, "ja") == ("– 対象の行はありません。",)


def test_the_summary_counts_every_row_once() -> None:
    counts = {"done": 3, "unfinished": 2, "refused": 2, "total": 5}
    assert summary(counts, "ja", declined=1) == (
        "✓ 1 件を登録しました。",
        "✕ 1 件は、業務エラーのため登録していません。表を直して、もう一度渡してください。",
        "✕ 1 件は、人の判断で登録していません。次の実行で、もう一度行います。",
        "！ 2 件は登録できましたが、その後の手順が終わっていません。残りの手順だけを手で行い、登録し直さないでください。",
    )
    (only,) = summary({"done": 1, "unfinished": 1}, "en")
    assert only.startswith("！ 1 ")


def test_an_unfinished_row_is_not_called_done_and_not_to_be_entered_again() -> None:
    page = render(replace(RUN, rows=(replace(ROW, unfinished=True),)), "ja")
    body = page.split("</style>")[1].split("<script>")[0]
    assert body.count("後処理未了") == 3  # count, list and row
    assert "完了" not in body
    assert "登録し直さないでください" in body


def test_an_uncertain_row_is_compared_with_what_the_report_has_of_it() -> None:
    row = replace(ROW, state="uncertain")
    assert "下の「表の値」と見比べます" in render(replace(RUN, rows=(row,)), "ja")
    filled = replace(row, readings=(ReadingFacts("氏名", "髙橋", "髙橋", True),))
    page = render(replace(RUN, rows=(filled,)), "ja")
    assert "下の「入れた値」と見比べます" in page
    assert "答えるまで、ロボットがこの行を送り直すことはありません" in page  # as the handbook says


def test_the_policy_names_the_one_script_and_the_one_style() -> None:
    page = render(RUN, "ja")
    policy = re.search(r'Content-Security-Policy content="([^"]*)"', page)
    assert policy is not None
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy.group(1)
    assert "unsafe" not in policy.group(1)
    assert not re.search(r"<[^>]+ (style|on\w+)=", page.split("</style>")[1].split("<script>")[0])
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page


def test_it_says_when_where_and_what() -> None:
    page = render(RUN, "ja")
    for text in (
        "2026年11月23日（月）",
        "02:14",
        "（訓練）",
        "受付番号",
        "R8-1",
        "G2（門）",
        "人が確かめないまま、1件を二度送信しません",
    ):
        assert text in page
    assert "<html lang=en>" in render(RUN, "en")
    assert "23 Nov 2026" in html_free(render(RUN, "en"))


@pytest.mark.parametrize(
    ("guarantee", "probe", "said"),
    [("gate", False, "G2（門）"), ("gate", True, "G3（門と照会）"), ("click", False, "G1（クリック、弱い保証）"), ("click", True, "G1（クリックと照会、弱い保証）")],
)
def test_it_says_what_is_promised(guarantee: Any, probe: bool, said: str) -> None:
    page = render(replace(RUN, guarantee=guarantee, probe=probe), "ja")
    assert said in page
    assert page.count("弱い保証") == (guarantee == "click")


def html_free(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


def test_what_equals_its_neighbour_falls_silent() -> None:
    readings = (
        ReadingFacts("氏名", "髙橋", "髙橋", True, "氏名", "髙橋"),
        ReadingFacts("住所", "緑町2-28", "緑町2-2", False, "住所", "緑町2-28"),
        ReadingFacts(
            "個人番号", "SECRET-PUT", "SECRET-KEPT", True, "個人番号", "SECRET", hidden=True
        ),
    )
    page = render(replace(RUN, rows=(replace(ROW, readings=readings),)), "ja")
    assert page.count("<span class=quiet>同じ</span>") == 2
    assert "緑町2-2<mark>8</mark>" in page
    assert "緑町2-2<mark class=gap></mark>" in page
    assert "SECRET" not in page
    assert "伏せています" in page


def test_a_rehearsal_says_so_and_is_not_called_done() -> None:
    page = render(replace(RUN, mode="rehearse"), "ja")
    assert "何も登録されていません" in page
    assert "試し済み" in page
    assert ">完了<" not in page


def test_an_uncertain_row_says_what_to_do() -> None:
    page = render(replace(RUN, rows=(replace(ROW, state="uncertain"),)), "ja")
    assert "次にすること" in page
    assert "業務システムで" in page


@pytest.mark.parametrize("state", ["stopped", "broken", "running", "queued"])
def test_a_run_that_did_not_finish_says_so(state: str) -> None:
    assert "class=stopped" in render(replace(RUN, state=state, reason="理由"), "ja")


def pictured(*labels: str, same: str = "a") -> RowFacts:
    """A row with pictures of these labels, byte for byte the same; the last of its readings stands on the last."""
    pictures = tuple(PictureFacts(label, 10, 10, data=b"x", sha256=same and hashlib.sha256(b"x").hexdigest()) for label in labels)
    compared = ReadingFacts("登録金額", "5", "5", True, rect=(1, 1, 2, 2), picture=len(labels) - 1)
    return replace(ROW, pictures=pictures, readings=(compared,))


@pytest.mark.parametrize(
    ("labels", "shown", "stands"),
    [
        (("before", "after", "2"), ["確定の前", "確定の後"], 1),
        (("1", "before"), ["確定の前"], 0),
        (("1", "2"), ["画像 1"], 0),
        (("before", "after"), ["確定の前", "確定の後"], 1),  # both were taken, and that is what they tell
        (("before", "登録結果"), ["確定の前", "登録結果"], 1),
    ],
)
def test_a_numbered_picture_that_another_one_equals_is_shown_once(labels: tuple[str, ...], shown: list[str], stands: int) -> None:
    page = render(replace(RUN, rows=(pictured(*labels),)), "ja")
    assert [html_free(one) for one in re.findall("<b class=name>(.*?)</b>", page)] == shown
    assert f"data-f=0 data-p={stands}" in page
    assert page.count("<rect data-f=0") == 1


def test_pictures_that_differ_or_have_no_digest_are_all_shown() -> None:
    row = pictured("before", "after", "2", same="")
    assert render(replace(RUN, rows=(row,)), "ja").count("<figcaption>") == 3


def test_a_lost_and_an_altered_picture_are_told(tmp_path: Path) -> None:
    lost = PictureFacts("before", 10, 10, path=tmp_path / "none.png")
    altered = PictureFacts("after", 10, 10, data=b"x", sha256="00")
    page = render(replace(RUN, rows=(replace(ROW, pictures=(lost, altered)),)), "ja")
    assert "証跡のファイルが失われています" in page
    assert "記録されたものと違います" in page


def test_no_rows_at_all() -> None:
    assert "この実行に行はありません" in render(replace(RUN, rows=()), "ja")


def test_misleading_characters_are_seen() -> None:
    assert html_text("a\u202eb<\x00") == "a<i class=ctl>U+202E</i>b&lt;<i class=ctl>U+0000</i>"
    assert "class=zs" in html_text("髙橋　陽葵")
    assert log_text("a\nb\u2066\ud800") == "a\\x0ab\\u2066\\ud800"
    assert html_text("邉\U000e0100") == "邉\U000e0100"
    assert differing("abc", "abd") == "ab<mark>c</mark>"

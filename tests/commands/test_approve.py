"""`bots approve`: rows that wait for a person, answered from a script; nothing is entered before."""

from __future__ import annotations

import json
import re

import openpyxl

from tests.commands.house import Hall

ASK = "  - 人に確認: よいですか\n    見せる値: [整理番号, 児童氏名]\n    承認者: 係長\n"
ASK += "  - 行追加: 処理簿.xlsx\n    値: {整理番号: <整理番号>, 日付: <今日>}\n  - 確定:"


def test_rows_wait_are_answered_and_go_on(hall: Hall) -> None:
    path = hall.home / "recipes/保育申込.yaml"
    path.write_text(path.read_text("utf-8").replace("  - 確定:", ASK, 1), "utf-8")
    ran = hall.bots("run", "保育申込", "--limit", "2", "--json")
    assert ran.code == 3, ran.said
    told = json.loads(ran.out)
    assert (told["items"]["waiting"], hall.entered()) == (2, [])

    nobody = hall.bots("approve", told["run"])
    assert (nobody.code, "P94" in nobody.err) == (2, True)
    without = hall.bots("approve", told["run"], "--yes")
    assert (without.code, "P96" in without.err) == (2, True)

    first, second, *_ = dict.fromkeys(re.findall(r"(?<!\d)\d{8}(?![\d-])", hall.bots("show", told["run"]).out))
    shown = hall.bots("approve", told["run"], "--only", first, "--yes", "--reason", "原本と照合")
    assert (shown.code, f"整理番号: {first}" in shown.out, "係長" in shown.out, "画像: " in shown.out) == (0, True, True, True)
    assert "残り 1 件" in shown.out
    no = hall.bots("approve", told["run"], "--no", "--reason", "日付が違う", "--json")
    assert json.loads(no.out) == {"run": told["run"], "approved": 0, "declined": 1, "left": 0}
    assert "P95" in hall.bots("approve", "--no", "--reason", "x").err

    on = hall.bots("resume", told["run"], "--json")
    assert json.loads(on.out)["items"]["done"] == 1, on.said
    assert hall.entered() == [first]
    assert second not in hall.entered()
    page = openpyxl.load_workbook(hall.home / "recipes/処理簿.xlsx").active
    assert page is not None
    assert [line[0] for line in page.iter_rows(values_only=True)] == ["整理番号", first]

"""A realistic run of 36 rows with pictures of a form that is rendered here: the example of the report tests.

`python tests/report/example.py FOLDER` writes it as report.ja.html, report.en.html and so on.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from bots.evidence.facts import (
    CellFacts,
    FileFacts,
    PictureFacts,
    ReadingFacts,
    RowFacts,
    RunFacts,
    StepFacts,
)

STARTED = datetime(2026, 11, 22, 17, 14, tzinfo=UTC)  # 02:14 in Tokyo, a Monday
SURNAMES = [
    "青木",
    "岡田",
    "渡邉",
    "斎藤",
    "𠮷田",
    "髙橋",
    "山﨑",
    "神谷",
    "辻",
    "福田",
    "五十嵐",
    "櫻井",
]
GIVEN = ["蓮", "結衣", "湊", "葵", "律", "陽葵", "凪", "紬", "朝陽", "芽依", "悠真", "さくら"]
KANA = [
    "アオキ",
    "オカダ",
    "ワタナベ",
    "サイトウ",
    "ヨシダ",
    "タカハシ",
    "ヤマザキ",
    "カミヤ",
    "ツジ",
    "フクダ",
    "イガラシ",
    "サクライ",
]
GIVEN_KANA = [
    "レン",
    "ユイ",
    "ミナト",
    "アオイ",
    "リツ",
    "ヒマリ",
    "ナギ",
    "ツムギ",
    "アサヒ",
    "メイ",
    "ユウマ",
    "サクラ",
]
NURSERIES = ("みどり保育園", "緑町第二保育園", "駅前こども園", "東保育所")

STYLE = """
body{margin:0;background:#e2e6eb;font:14px "Noto Sans CJK JP",sans-serif;color:#222}
.bar{background:#3a4d66;color:#fff;padding:10px 20px;display:flex;justify-content:space-between}
h1{font-size:17px;border-left:6px solid #3a4d66;padding-left:8px;margin:18px 20px 12px}
table{border-collapse:collapse;margin:0 20px;width:calc(100% - 40px)}
th{background:#d4dbe4;text-align:left;font-weight:400;width:150px}th,td{border:1px solid #b5bfcb;padding:7px 10px}
td{background:#f4f5f6}input{font:inherit;border:1px solid #888;background:#fff;padding:3px 5px}
.secret{background:#222;color:#222}.foot{text-align:center;padding:18px}button{font:inherit;padding:5px 24px;margin:0 6px}
.ok{margin:20px;padding:14px 18px;background:#fff;border:2px solid #3a7a55}.bad{margin:0 20px 12px;padding:10px 14px;background:#fff;border:2px solid #b33;color:#a22}
"""


@dataclass(frozen=True)
class Child:
    """One made-up application."""

    number: int
    name: str
    kana: str
    birthday: tuple[int, int, int]
    nursery: str

    @property
    def key(self) -> str:
        return f"{self.number:08d}"

    @property
    def address(self) -> str:
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        return f"武蔵野市緑町{self.number % 5 + 1}丁目２番２８号　コーポ緑{201 + self.number % 7}".translate(
            wide
        )


def child(number: int) -> Child:
    at = number * 7
    return Child(
        number,
        f"{SURNAMES[number % 12]}　{GIVEN[at % 12]}",
        f"{KANA[number % 12]}　{GIVEN_KANA[at % 12]}",
        (2023 + number % 3, at % 12 + 1, at % 28 + 1),
        NURSERIES[number % 4],
    )


def fields(one: Child) -> list[tuple[str, str, str, str]]:
    """Field on the screen, column of the sheet, value in the sheet, value put in."""
    year, month, day = one.birthday
    half = one.kana.translate(str.maketrans("　", " "))
    return [
        ("整理番号", "整理番号", one.key, one.key),
        ("区分", "区分", "新規", "新規"),
        ("児童氏名", "児童氏名", one.name, one.name),
        ("フリガナ", "児童氏名（カナ）", half, one.kana),
        ("生年月日", "生年月日", f"{year}/{month}/{day}", f"令和{year - 2018}年{month}月{day}日"),
        ("性別", "性別", "女" if one.number % 2 else "男", "女" if one.number % 2 else "男"),
        ("保護者氏名", "保護者氏名", one.name[:2] + "　太郎", one.name[:2] + "　太郎"),
        ("電話番号", "電話番号", "0422-00-1234", "0422-00-1234"),
        ("第1希望施設", "第1希望", one.nursery, f"{101 + one.number % 4:04d}　{one.nursery}"),
        ("希望入所日", "希望入所日", "2027/4/1", "令和9年4月1日"),
        ("個人番号", "個人番号", "", ""),
        ("住所", "住所", one.address.replace("　", " "), one.address),
    ]


def form(one: Child, trouble: str = "") -> str:
    lines = "".join(
        f"<tr><th>{field}</th><td><input data-field='{field}' size=42 "
        f"{'class=secret' if field == '個人番号' else ''} value='{escape(put)}'></td></tr>"
        for field, _, _, put in fields(one)
    )
    said = f"<div class=bad>{trouble}</div>" if trouble else ""
    return (
        f"<style>{STYLE}</style><div class=bar><span>保育入所システム（練習用）</span>"
        f"<span>利用者：夜間ロボット01　訓練環境</span></div><h1>入所申込 確認</h1>{said}"
        f"<table>{lines}</table><div class=foot><button>戻る</button><button>登録する</button></div>"
    )


def ready(one: Child) -> str:
    return (
        f"<style>{STYLE}</style><div class=bar><span>保育入所システム（練習用）</span>"
        "<span>利用者：夜間ロボット01　訓練環境</span></div><h1>入所申込 完了</h1>"
        f"<div class=ok>登録が完了しました。　受付番号：R8-{10_200 + one.number}</div>"
    )


def shoot(page: Any, html: str, label: str, at: datetime) -> tuple[PictureFacts, dict[str, Any]]:
    page.set_content(f"<!doctype html><html lang=ja><body>{html}")
    rects = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-field]')].map(e => {"
        "const r = e.getBoundingClientRect(); return [e.dataset.field, [r.x, r.y, r.width, r.height]]}))"
    )
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    data = page.screenshot(full_page=True)
    picture = PictureFacts(
        label=label,
        width=width,
        height=height,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        taken_at=at,
        masked=("個人番号",) if rects else (),
    )
    return picture, {name: tuple(rect) for name, rect in rects.items()}


def readings(one: Child, rects: dict[str, Any], changed: str = "") -> tuple[ReadingFacts, ...]:
    return tuple(
        ReadingFacts(
            field=field,
            put=put,
            kept=changed if changed and field == "住所" else put,
            equal=not (changed and field == "住所"),
            column=column,
            sheet=sheet,
            hidden=field == "個人番号",
            rect=rects.get(field),
            picture=0 if rects else None,
        )
        for field, column, sheet, put in fields(one)
    )


def cells(one: Child, faulty: str = "") -> tuple[CellFacts, ...]:
    """The row as the sheet has it, for one of which nothing was put in."""
    return tuple(
        CellFacts(column, sheet, hidden=column == "個人番号", faulty=column == faulty)
        for _, column, sheet, _ in fields(one)
    )


def steps(ended: str = "done") -> tuple[StepFacts, ...]:
    lines = [
        ("開く 申込入力", "- 開く: 申込入力", 39, 0.0, 0.21),
        ("入力 12 欄", "- 入力:", 40, 0.21, 0.13),
        ("入力 備考", "- 入力:", 61, 0.34, 0.0),
        ("クリック 確認画面へ", "- クリック: 確認画面へ", 64, 0.34, 0.37),
        ("照合 3 欄", "- 照合:", 65, 0.71, 0.19),
        ("確定 登録する", "- 確定: ボタン「登録する」", 69, 0.9, 0.72),
        ("読取 受付番号", "- 読取:", 72, 1.62, 0.26),
        ("書き戻す 2 列", "- 書き戻す:", 74, 1.88, 0.02),
    ]
    made = [
        StepFacts(
            title, line, f"保育申込.yaml:{number}", at, took, commits=title.startswith("確定")
        )
        for title, line, number, at, took in lines
    ]
    made[2] = replace(made[2], outcome="skipped")
    if ended == "done":
        return tuple(made)
    return (*made[:5], replace(made[5], outcome=ended))


def row(page: Any, position: int) -> RowFacts:
    """The row at `position`; every sixth or so ends in another way."""
    one = child(position)
    at = STARTED + timedelta(seconds=position * 2)
    base = RowFacts(
        position, f"受付!{position + 3}", (one.key,), "done", label=one.name, seconds=1.9
    )
    if position in (5, 22):
        reason = "同じ鍵の行が表に2つあります（受付!8、受付!25）。"
        return replace(base, state="refused", reason=reason, seconds=0, cells=cells(one, "整理番号"))
    if position in (11, 31):
        return replace(base, state="skipped", reason="区分が「取下げ」", seconds=0, cells=cells(one))
    if position == 13:
        return replace(base, state="already", reason="前の実行で登録済みです。", seconds=0, cells=cells(one))
    if position == 36:
        return replace(base, state="pending", seconds=0)
    trouble = "既に登録されています" if position == 3 else ""
    before, rects = shoot(page, form(one), "before", at)
    if position == 17:
        changed = one.address[:-3] + "２"
        return replace(
            base,
            state="refused",
            reason="「住所」に入れた値が、画面で変わりました。",
            advice="表の住所を短くして、不備の表をもう一度渡してください。",
            pictures=(before,),
            readings=readings(one, rects, changed),
            steps=steps("画面に残った値が違います")[:3],
        )
    if position == 9:
        return replace(
            base,
            state="uncertain",
            reason="登録ボタンの後、返事がありません。",
            pictures=(before, shoot(page, "<h1>504 Gateway Timeout</h1>", "error", at)[0]),
            readings=readings(one, rects),
            steps=steps("登録ボタンの後、返事がありません"),
            seconds=61.3,
        )
    if trouble:
        error, _ = shoot(page, form(one, trouble), "error", at)
        return replace(
            base,
            state="refused",
            reason=f"システムが受け付けませんでした（画面の表示「{trouble}」）。",
            pictures=(before, error),
            readings=readings(one, rects),
            steps=steps("システムが受け付けませんでした"),
        )
    after, _ = shoot(page, ready(one), "after", at + timedelta(seconds=1))
    receipt = f"R8-{10_200 + position}"
    return replace(
        base,
        receipt=receipt,
        unfinished=position == 20,
        reason="登録後の手順「書き戻す」が終わりませんでした。" if position == 20 else "",
        pictures=(before, after),
        readings=readings(one, rects),
        steps=steps(),
        written={"受付番号": receipt, "状態": "登録済"},
    )


def run_of(rows: tuple[RowFacts, ...]) -> RunFacts:
    return RunFacts(
        run="20261123-0214-k7f3",
        title="保育所入所申込の転記",
        recipe_id="保育申込",
        recipe_file="recipes/保育申込.yaml",
        system="保育システム",
        environment="訓練",
        mode="run",
        started=STARTED,
        ended=STARTED + timedelta(minutes=3),
        rows=rows,
        owner="こども課　保育係",
        sheet_file="入所申込一覧.xlsx",
        sheet_name="受付",
        asked_by="hoiku01@kodomo-pc3",
        browser="Chromium 156",
        program="bots 0.1.0",
        files=(FileFacts("申込一覧", "items/0000/1.csv", "ダウンロード: CSV出力", "recipes/保育申込.yaml:84"),),
    )


def example(page: Any, count: int = 36) -> RunFacts:
    """The example run; pictures are taken with `page`."""
    return run_of(tuple(row(page, position) for position in range(1, count + 1)))


def main() -> None:
    from playwright.sync_api import sync_playwright

    from bots.evidence.report import render

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        facts = example(browser.new_page(viewport={"width": 1280, "height": 860}))
        browser.close()
    for lang in ("ja", "en"):
        (folder / f"report.{lang}.html").write_text(render(facts, lang), "utf-8")
    rehearsal = replace(facts, mode="rehearse", state="stopped", reason="停止の指示によります。")
    (folder / "rehearsal.ja.html").write_text(render(rehearsal, "ja"), "utf-8")


if __name__ == "__main__":
    main()

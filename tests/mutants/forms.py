"""Five forms that are built differently, what one row means on each, and what a recipe says to enter it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.test_forms import EXPECTED, PARTS

ROW: dict[str, object] = {
    "氏名": "髙橋　𠮷子", "フリガナ": "タカハシ　ヨシコ", "生年月日": "1990-04-05", "電話番号": "03-1234-5678",
    "郵便番号": "100-0001", "地区": "西地区", "申込日": "2026-11-25", "金額": 1200,
}  # fmt: skip
RECIPE = """\
レシピ: 変わる画面
概要: {担当: 試験係, 目的: 試験, 手作業の分数: 1}
使うシステム: 変わるシステム
データ:
  ファイル: 一覧.xlsx
  鍵: 番号
  列: {番号: コード 6, 氏名: 文字, フリガナ: 文字, 生年月日: 日付, 電話番号: 文字, 郵便番号: 文字, 地区: 文字, 申込日: 日付, 金額: 数}
安全: {再試行: 0, 連続失敗で停止: 1000, 最大件数: 100000}
行ごと:
  - 開く: 申込入力
  - 入力:
      氏名: <氏名>
      フリガナ: <フリガナ>
      生年月日: <生年月日>
      性別: 女
      電話番号: <電話番号>
      郵便番号: <郵便番号>
      地区: <地区>
      申込日: <申込日>
      通知を希望する: はい
      金額(円): <金額>
      備考: <番号>
  - 確定: 登録
    成功の表示: 登録が完了しました
"""
SYSTEM = """\
システム: 変わるシステム
アドレス: {{本番: "{address}", 訓練: "{training}"}}
画面:
  申込入力: {{アドレス: /form.html, 目印: ボタン「登録」}}
落ち着くまで: 1    # 確認済み L30 試験のシステム
"""


@dataclass(frozen=True)
class Field:
    """A field of a form: its word, the names of its boxes, and what the row's choice is sent as (of a list of choices)."""

    word: str
    names: tuple[str, ...]
    kind: str = "text"
    chosen: str = ""


@dataclass(frozen=True)
class Form:
    """A page of tests/browser/pages, its fields, and what is to be sent for the row (but its number)."""

    page: str
    fields: tuple[Field, ...]

    @property
    def right(self) -> dict[str, str]:
        """What the names of the page are to carry."""
        return {name: value for name, value in (PARTS | EXPECTED[self.page]).items() if name != "note"}

    def some(self, kind: str) -> list[Field]:
        """Its fields of one kind."""
        return [one for one in self.fields if one.kind == kind]


def _form(page: str, born: str, phone: str = "tel", postal: str = "zip", area: str = "20") -> Form:
    return Form(
        page,
        (
            Field("氏名", ("name",)),
            Field("フリガナ", ("kana",)),
            Field("生年月日", tuple(born.split()), "several"),
            Field("性別", ("sex",), "choice", "2"),
            Field("電話番号", tuple(phone.split()), "several" if " " in phone else "text"),
            Field("郵便番号", tuple(postal.split()), "several" if " " in postal else "text"),
            Field("地区", ("area",), "choice", area),
            Field("申込日", ("on",), "date" if page == "form_dl.html" else "text"),
            Field("金額(円)", ("yen",), "text"),
            Field("備考", ("note",), "text"),
        ),
    )


FORMS = (
    _form("form_labels.html", "born"),
    _form("form_table.html", "era y m d", "t1 t2 t3", "z1 z2"),
    _form("form_dl.html", "y m d", area="西地区"),
    _form("form_divs.html", "era y m d", "t1 t2 t3"),
    _form("form_columns.html", "era yy m d", postal="z1 z2"),
)

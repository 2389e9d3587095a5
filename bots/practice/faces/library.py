"""図書館カード: a plain form with proper labels, English first."""

from __future__ import annotations

from bots.practice.faces.describe import Face, Field, Form

FACE = Face(
    name="library",
    menu=("メニュー", "Menu"),
    layout="labels",
    form=Form(
        base="/cards",
        title=("新しいカード", "New card"),
        key="card_number",
        fields=(
            Field(
                name="card_number",
                label=("カード番号", "Card number"),
                kind="code",
                digits=8,
                hint=("数字8桁", "8 digits"),
            ),
            Field(name="full_name", label=("氏名", "Full name"), longest=60),
            Field(
                name="date_of_birth",
                label=("生年月日", "Date of birth"),
                kind="date",
                hint=("YYYY/MM/DD の形で", "As YYYY/MM/DD"),
            ),
            Field(
                name="area",
                label=("地区", "Area"),
                kind="choice",
                choices={
                    "North": ("北部", "North"),
                    "South": ("南部", "South"),
                    "Other": ("その他", "Other"),
                },
            ),
        ),
        register=("登録", "Register"),
        done=("カードを登録しました", "Card registered"),
        there=(
            "このカード番号は既に登録されています",
            "This card number is already registered",
        ),
        list_title=("カード一覧", "Cards"),
        details_title=("カードの詳細", "Card details"),
        nothing=("該当するカードはありません", "No matching card"),
        kept_at=("登録日時", "Registered at"),
        listed=("card_number", "full_name"),
        search="card_number",
    ),
)

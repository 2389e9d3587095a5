"""Every label and message of the library system, in both languages."""

from __future__ import annotations

from bots.practice.words import Table

LABELS: Table = {
    "card_number": ("カード番号", "Card number"),
    "full_name": ("氏名", "Full name"),
    "date_of_birth": ("生年月日", "Date of birth"),
    "area": ("地区", "Area"),
}

WORDS: Table = {
    "nav_new": ("新しいカード", "New card"),
    "nav_cards": ("カード一覧", "Cards"),
    "new_title": ("新しいカード", "New card"),
    "cards_title": ("カード一覧", "Cards"),
    "card_title": ("カードの詳細", "Card details"),
    "hint_card_number": ("数字8桁", "8 digits"),
    "hint_date_of_birth": ("YYYY/MM/DD の形で", "As YYYY/MM/DD"),
    "choose": ("選んでください", "Please choose"),
    "area_North": ("北部", "North"),
    "area_South": ("南部", "South"),
    "area_Other": ("その他", "Other"),
    "extra": ("予備", "Spare"),
    "register": ("登録", "Register"),
    "done": ("カードを登録しました", "Card registered"),
    "receipt_number": ("受付番号", "Receipt number"),
    "registered_at": ("登録日時", "Registered at"),
    "another": ("続けて登録する", "Register another"),
    "search": ("検索", "Search"),
    "nothing": ("該当するカードはありません", "No matching card"),
    "details": ("詳細", "Details"),
    "mistakes": ("入力内容に誤りがあります", "There are mistakes in the form"),
    "duplicate_card": (
        "このカード番号は既に登録されています",
        "This card number is already registered",
    ),
    "err_required": ("「{field}」を入力してください", "“{field}” is required"),
    "err_card_number": ("「{field}」は数字8桁です", "“{field}” takes 8 digits"),
    "err_full_name": ("「{field}」は60文字以内です", "“{field}” takes at most 60 characters"),
    "err_date_of_birth": ("「{field}」の日付が正しくありません", "“{field}” is not a valid date"),
    "err_area": ("「{field}」を選んでください", "Please choose “{field}”"),
    **LABELS,
}

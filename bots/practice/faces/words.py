"""The sentences that all faces share, and the labels of their fields, in both languages."""

from __future__ import annotations

from bots.practice.faces.catalogue import FACES
from bots.practice.faces.describe import TAB
from bots.practice.words import Table

SENTENCES: Table = {
    "choose": ("選んでください", "Please choose"),
    "extra": ("予備", "Spare"),
    "search": ("検索", "Search"),
    "searching": ("検索しています…", "Searching…"),
    "details": ("詳細", "Details"),
    "back": ("入力に戻る", "Back to the form"),
    "another": ("続けて登録する", "Register another"),
    "required": ("必須", "required"),
    "remove": ("取消", "Remove"),
    "close": ("閉じる", "Close"),
    "entered_by": ("入力者", "Entered by"),
    "looked_up": ("照会した回数：{count} 回", "Looked up {count} times"),
    "row_of": ("{caption}　{number}人目", "{caption}, no. {number}"),
    "mistakes": ("入力内容に誤りがあります", "There are mistakes in the form"),
    "stale": (
        "この画面は無効になりました。はじめから入力してください。",
        "This page is no longer valid. Please start again.",
    ),
    "err_required": ("「{field}」を入力してください", "“{field}” is required"),
    "err_rows": ("「{field}」を1行以上入力してください", "“{field}” needs at least one row"),
    "err_code": ("「{field}」は数字{digits}桁です", "“{field}” takes {digits} digits"),
    "err_unknown": ("「{field}」に該当するものがありません", "“{field}” is not known here"),
    "err_long": ("「{field}」は{longest}文字以内です", "“{field}” takes at most {longest} characters"),
    "err_kana": ("「{field}」は全角カタカナで入力してください", "“{field}” takes full-width katakana"),
    "err_date": ("「{field}」の日付が正しくありません", "“{field}” is not a valid date"),
    "err_choice": ("「{field}」を選んでください", "Please choose “{field}”"),
}
LABELS: Table = {
    **{field.name: field.label for face in FACES.values() for field in face.every_field()},
    TAB: ("届出区分", "Kind of notice"),
}
WORDS: Table = {**SENTENCES, **LABELS}

"""Every word of the language but the verbs' own, by context, in both languages (recipe-language
5.13).

Within one context a word has one meaning; the two languages may be mixed. A table maps the English
word to the Japanese one; `english(table, word)` finds either. Verbs and their arguments are
words of the registry (bots.tasks).
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping

from bots.japan.width import fold
from bots.values.former import OLD_WORDS

Table = Mapping[str, str]

TOP: Table = {
    "recipe": "レシピ",
    "format": "書式",
    "about": "概要",
    "uses": "使うシステム",
    "inputs": "実行時の値",
    "rows": "データ",
    "start": "開始",
    "each_row": "行ごと",
    "steps": "手順",
    "finish": "終了",
    "problems": "業務エラーの表示",
    "already": "登録済みの表示",
    "probe": "照会",
    "safety": "安全",
    "evidence": "証跡",
    "returns": "返す値",
}
ABOUT: Table = {
    "owner": "担当",
    "purpose": "目的",
    "manual_minutes": "手作業の分数",
    "per_month": "月間件数",
    "basis": "根拠",
    "review_by": "見直し期限",
}
ROWS: Table = {
    "file": "ファイル",
    "sheet": "シート",
    "header": "見出し行",
    "key": "鍵",
    "register": "受付簿",
    "skip": "除く行",
    "only": "対象",
    "columns": "列",
    "details": "明細",
    "strict": "不備なら全件中止",
    "hidden": "隠れた行",
    "password_name": "パスワードの名前",
}
DETAILS: Table = {
    "file": "ファイル",
    "sheet": "シート",
    "header": "見出し行",
    "join": "結合",
    "columns": "列",
}
MODIFIERS: Table = {"name": "説明", "when": "もし", "in": "範囲", "timeout": "待ち時間"}
IN: Table = {"row": "行", "table": "表", "frame": "フレーム", "window": "画面"}
LAST: Table = {"last": "最後"}
SHOWN: Table = {"shown": "表示", "not_shown": "非表示"}
OPERATORS: Table = {
    "not": "以外",
    "over": "超",
    "under": "未満",
    "at_least": "以上",
    "at_most": "以下",
    "before": "より前",
    "after": "より後",
    "contains": "含む",
    "starts": "始まる",
}
COLUMN_FLAGS: Table = {
    "max": "最大", "min": "最小", "optional": "任意", "mask": "隠す", "past_era": "旧元号可",
    "unit": "単位",
}  # fmt: skip
CALENDAR: Table = {"closed": "閉庁日", "open": "開庁日"}
TIMETABLE: Table = {"timetable": "時間割"}
ENTRY: Table = {
    "recipe": "レシピ",
    "inputs": "実行時の値",
    "environment": "環境",
    "account": "利用者",
    "day": "日",
    "time": "時刻",
    "folder": "フォルダー",
    "files": "ファイル名",
    "until": "打ち切り",
    "late": "遅れたとき",
    "after": "先行",
    "zone": "ゾーン",
    "priority": "優先度",
    "enabled": "有効",
}
LATE: Table = {"skip": "見送る", "run_once": "一度だけ実行", "ask": "人に聞く"}
AFTER: Table = {"success": "成功", "settled": "片付き"}
SAFETY: Table = {
    "retry": "再試行",
    "stop_after": "連続失敗で停止",
    "max_rows": "最大件数",
    "hours": "実行できる時間",
    "probe_first": "先に照会",
}
EVIDENCE: Table = {
    "screenshots": "画像",
    "mask": "隠す項目",
    "keep_days": "保存日数",
    "personal": "個人情報",
}
SYSTEM: Table = {
    "system": "システム",
    "addresses": "アドレス",
    "allow": "許可する通信先",
    "encoding": "文字コード",
    "zone": "ゾーン",
    "slots": "同時実行数",
    "typing": "打鍵",
    "background": "裏の通信",
    "settle": "落ち着くまで",
    "same": "同じとみなす",
    "login": "ログイン",
    "accounts": "利用者",
    "logout": "ログアウト",
    "login_failed": "ログイン失敗の表示",
    "problems": "業務エラーの表示",
    "already": "登録済みの表示",
    "lost": "切断の表示",
    "busy": "処理中の表示",
    "screens": "画面",
    "submits": "確定の送信",
    "closed": "停止時間",
}
SCREEN: Table = {"address": "アドレス", "how": "開き方", "sign": "目印", "names": "名前"}
SUBMITS: Table = {
    "screen": "画面",
    "submit": "確定",
    "mode": "方式",
    "method": "メソッド",
    "path": "送信先",
    "fields": "項目",
    "mark": "印",
    "without": "ない項目",
    "approved": "承認",
    "carries": "行の値",
}

YES_NO: Table = {"true": "はい", "false": "いいえ"}
HIDDEN: Table = {"skip": "飛ばす", "include": "含める"}
DIALOG: Table = {"OK": "OK", "cancel": "キャンセル"}
OTHERWISE: Table = {"business": "業務エラー", "system": "障害"}
SCREENSHOTS: Table = {"submit": "確定", "step": "毎回", "error": "障害"}
PERSONAL: Table = {"shown": "表示", "masked": "伏せる"}
MODE: Table = {"gate": "門", "click": "クリック"}
TYPING: Table = {"fast": "一括", "keys": "一字ずつ"}
SAME: Table = {"width": "全角半角", "commas": "カンマ", "spaces": "空白", "separators": "区切り"}

WAY: Table = {"when": "もし", "do": "手順", "else": "それ以外"}
FIELD: Table = {"value": "値", "verify": "読み返す"}
READ_ITEM: Table = {"from": "元", "pattern": "形"}
ARGUMENTS: Table = {
    "as": "利用者",
    "dialog": "ダイアログ",
    "success": "成功の表示",
    "save_as": "保存名",
    "otherwise": "違うとき",
    "into": "控える名前",
    "file": "ファイル",
    "sheet": "シート",
    "where": "条件",
    "values": "値",
    "do": "手順",
    "max": "上限",
    "with": "渡す値",
    "show": "見せる値",
    "who": "承認者",
    "first": "最初の件数",
    "to": "宛先",
}
WRITTEN_AS: Table = {"account": "as", "given": "with"}  # arguments whose English word cannot be a name in Python
ARGUMENT_VALUES: Mapping[str, Table] = {"dialog": DIALOG, "otherwise": OTHERWISE, "verify": YES_NO}

RESERVED = ("表示", "非表示", "shown", "not_shown", "secret", "account")
BUILTINS: Table = {
    "today": "今日",
    "now": "今",
    "row_number": "行番号",
    "run_id": "実行ID",
}


def english(table: Table, word: str) -> str | None:
    """The English word that `word` of either language means in `table`, or None."""
    return _current(table, word) or _current(table, OLD_WORDS.get(word, ""))


def renewed(table: Table, word: str) -> str:
    """The word of `table` that replaces `word`, which is one of former versions there; else ""."""
    new = OLD_WORDS.get(word, "")
    return new if _current(table, word) is None and _current(table, new) is not None else ""


def _current(table: Table, word: str) -> str | None:
    if word in table:
        return word
    return next((key for key, japanese in table.items() if japanese == word), None)


def both(table: Table) -> list[str]:
    """The words of both languages."""
    return [*dict.fromkeys([*table.values(), *table])]


def spoken(table: Table, key: str, japanese: bool) -> str:
    """`key` as a recipe in that language writes it."""
    return table.get(key, key) if japanese else key


def is_japanese(word: str) -> bool:
    """Whether a word is written with other than ASCII characters."""
    return not word.isascii()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or "". Short words must be liker than long ones; letters are alike whatever
    their width and case.
    """
    length = len(word)
    cutoff = 0.5 if length <= 2 else 0.55 if length <= 4 else 0.62 if length <= 8 else 0.7
    shapes: dict[str, str] = {}
    for one in known:
        shapes.setdefault(_shape(one), one)
    found = difflib.get_close_matches(_shape(word), shapes, n=1, cutoff=cutoff)
    return shapes[found[0]] if found else ""


def _shape(word: str) -> str:
    return fold(word).casefold()


def listed(names: Collection[str], most: int = 12) -> str:
    """Names in a row, as they are told in a message; beyond `most` an ellipsis."""
    shown = list(names)[:most]
    comma = "、" if any(not name.isascii() for name in shown) else ", "
    return comma.join([*shown, "…"] if len(names) > most else shown)

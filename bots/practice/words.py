"""Every label and message of the practice systems' common pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[str, tuple[str, str]]

COMMON: Table = {
    "training": ("訓練環境", "Training"),
    "production": ("本番環境", "Production"),
    "practice_note": ("練習用システム", "Practice system"),
    "other_lang": ("English", "日本語"),
    "user": ("利用者ID", "User ID"),
    "password": ("パスワード", "Password"),
    "sign_in": ("ログイン", "Sign in"),
    "sign_in_title": ("ログイン", "Sign in"),
    "sign_out": ("ログアウト", "Sign out"),
    "signed_in_as": ("利用者：{user}", "User: {user}"),
    "accounts_hint": ("練習用の利用者は {accounts} です。", "For practice, sign in as {accounts}."),
    "wrong_password": ("パスワードが違います", "The password is wrong"),
    "locked": ("この利用者IDはロックされています", "This user ID is locked"),
    "expired": ("セッションの有効期限が切れました", "Your session has expired"),
    "sign_in_again": ("もう一度ログインしてください。", "Please sign in again."),
    "maintenance": ("メンテナンス中です", "Under maintenance"),
    "maintenance_more": (
        "ただいまシステムの点検を行っています。しばらくたってから、もう一度お試しください。",
        "The system is being checked. Please try again after a while.",
    ),
    "error_500": ("システムエラーが発生しました", "A system error occurred"),
    "error_500_more": (
        "処理を完了できませんでした。システム担当にお知らせください。（500）",
        "The request could not be completed. Please tell the system's staff. (500)",
    ),
    "not_found": ("ページが見つかりません", "Page not found"),
    "not_found_more": ("アドレスを確かめてください。（404）", "Please check the address. (404)"),
    "refused_origin": (
        "他のサイトからの操作は受け付けません",
        "Requests from other sites are refused",
    ),
    "duplicate": ("既に登録されています", "Already registered"),
    "surprise": (
        "【お知らせ】今月の窓口延長は第4木曜日です。",
        "Notice: this month the counter is open late on the fourth Thursday.",
    ),
    "home": ("業務画面へ", "To the system"),
    "list_title": ("受け付けた内容の一覧", "What was received"),
    "list_lead": (
        "このシステムが実際に受け付けた内容です。登録の順に並んでいます。",
        "What this system really received, in the order of entry.",
    ),
    "list_empty": ("まだ何も登録されていません。", "Nothing was entered yet."),
    "list_count": ("{count} 件", "{count} entries"),
    "number": ("番号", "No."),
    "receipt": ("受付番号", "Receipt"),
    "key": ("鍵", "Key"),
    "at": ("受付日時", "Received"),
    "posts": ("送信回数", "Times sent"),
    "fields": ("受け付けた値", "Values received"),
    "double": ("二重", "double"),
    "faults_title": ("わざと起こす障害", "Faults on purpose"),
    "faults_lead": (
        "ここで入れた障害は、次の操作からすぐに効きます。自動で動く手順を試すときに使います。",
        "A fault switched on here works from the next request on. Use it to try out a recipe.",
    ),
    "faults_saved": ("保存しました", "Saved"),
    "faults_wrong": ("「{name}」の値が正しくありません", "The value of “{name}” is not valid"),
    "bad_faults": ("faults.json が正しくありません", "faults.json is not valid"),
    "faults_on": ("有効", "active"),
    "unit_ms": ("ミリ秒", "ms"),
    "unit_times": ("回", "times"),
    "on": ("オン", "On"),
    "save": ("保存する", "Save"),
    "all_off": ("すべて元に戻す", "Back to normal"),
    "reset_title": ("はじめからやり直す", "Begin anew"),
    "reset_lead": (
        "一覧を空にし、障害を元に戻し、ロックを解除します。これまでの記録は別の名前で残ります。",
        "Empties the list, ends all faults, unlocks accounts. Old files stay under another name.",
    ),
    "reset_do": ("はじめからやり直す", "Begin anew"),
    "reset_done": ("はじめの状態に戻しました", "Everything is as it was at first"),
}


class Words:
    """The words of one system: its own table over the common one."""

    def __init__(self, own: Table) -> None:
        self._table = {**COMMON, **own}

    def say(self, name: str, lang: str, /, **words: object) -> str:
        """One sentence, its {words} filled in. Raises KeyError for an unknown name."""
        text = self._table[name][0 if lang == "ja" else 1]
        return text.format(**words) if words else text

    def all(self, lang: str) -> dict[str, str]:
        """Everything in one language, for templates."""
        return {name: pair[0 if lang == "ja" else 1] for name, pair in self._table.items()}

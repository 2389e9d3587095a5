"""Every sentence of the report, in Japanese and English."""

from __future__ import annotations

from datetime import datetime

from bots.clock import in_tokyo

_WEEKDAYS_JA = "月火水木金土日"

TEXTS: dict[str, tuple[str, str]] = {
    "report": ("実行の報告", "report of a run"),
    "run": ("実行", "Run"),
    "sheet": ("表", "Sheet"),
    "guarantee": ("保証", "Guarantee"),
    "asked_by": ("行った人", "Started by"),
    "about": ("この実行について", "About this run"),
    "run_id": ("実行番号", "Run number"),
    "recipe": ("レシピ", "Recipe"),
    "environment": ("環境", "Environment"),
    "browser": ("ブラウザー", "Browser"),
    "program": ("プログラム", "Program"),
    "size": ("画像の大きさ", "Pictures"),
    "rows": ("行の一覧", "Rows"),
    "all": ("すべて", "All"),
    "filter": ("状態で絞る", "Filter by state"),
    "search": ("鍵・氏名・理由でさがす", "Search key, name, reason"),
    "count": ("{n} 件", "{n} rows"),
    "none": ("当てはまる行はありません。", "No row matches."),
    "no_rows": ("この実行に行はありません。", "This run has no rows."),
    "rehearsal": (
        "試し（リハーサル）の報告です。確定はしていません。業務システムには何も登録されていません。",
        "This was a rehearsal. Nothing was entered into the business system.",
    ),
    "stopped": ("実行は途中で止まりました。", "The run was stopped before its last row."),
    "broken": ("実行は途中で切れました。", "The run broke off."),
    "running": ("実行はまだ終わっていません。", "The run has not ended yet."),
    "queued": ("実行はまだ始まっていません。", "The run has not begun yet."),
    "row_of": ("{origin} 行", "row {origin}"),
    "receipt": ("受付番号 {n}", "receipt {n}"),
    "seconds": ("{n} 秒", "{n} s"),
    "next": ("次にすること", "What to do next"),
    "before": ("確定の前", "Before submit"),
    "submitted": ("確定の直前", "At the submit"),
    "after": ("確定の後", "After submit"),
    "error": ("止まった画面", "Where it stopped"),
    "probe": ("照会した画面", "Looked up"),
    "picture": ("画像 {n}", "Picture {n}"),
    "alt": ("{label}の画面", "The screen: {label}"),
    "tabs": ("画像を選ぶ", "Choose a picture"),
    "areas": ("画像の上の欄", "Fields on the picture"),
    "larger": ("画像を全部見る", "Show the whole picture"),
    "missing": (
        "画像がありません。証跡のファイルが失われています。",
        "The picture is missing: the evidence file was lost.",
    ),
    "changed": (
        "この画像は、記録されたものと違います（ハッシュが合いません）。",
        "This picture is not the one that was recorded: its hash differs.",
    ),
    "masked": ("{fields}は撮影の前に伏せました", "{fields} masked before the picture was taken"),
    "no_picture": ("この行の画像はありません。", "There is no picture of this row."),
    "field": ("画面の欄", "Field on screen"),
    "on_picture": ("「{label}」の画面", "On “{label}”"),
    "in_sheet": ("表の値", "In the sheet"),
    "put": ("入れた値", "Put in"),
    "kept": ("画面に残った値", "Kept by the screen"),
    "verdict": ("一致", "Match"),
    "same": ("同じ", "same"),
    "equal": ("一致", "match"),
    "unequal": ("違います", "differs"),
    "hidden": ("伏せています", "masked"),
    "empty": ("（空）", "(empty)"),
    "no_column": ("（レシピの値）", "(from the recipe)"),
    "no_readings": ("画面には何も入れていません。", "Nothing was put into the screen."),
    "faulty": ("この値のため", "because of this value"),
    "written": ("書き戻す値", "Written to the result book"),
    "line": ("{file} に足す行", "Line for {file}"),
    "notes": ("記録", "Notes"),
    "files": ("残したファイル", "Files kept"),
    "further": ("このほかのファイル", "Further files"),
    "steps": ("この行の手順（{n}）", "Steps of this row ({n})"),
    "commits": ("ここから先は元に戻せません", "from here there is no way back"),
    "step_skipped": ("条件に合わず、行いませんでした", "not done: its condition did not hold"),
    "altered": (
        "✕ 記録が、実行の後で変えられています。この報告は証拠になりません。",
        "✕ The record was changed after the run. This report proves nothing.",
    ),
    "doubted": (
        "この行の記録は、実行の後で変えられています。下の値と画像は、その時のものではないかもしれません。",
        "The record of this row was changed after the run: values and pictures below may not be those of the run.",
    ),
    "unproved": ("確かめられません", "not proved"),
    "unfinished": (
        "登録は終わっています。その後の手順が終わっていません。残りの手順だけを手で行い、登録し直さないでください。",
        "It was entered. A later step did not end: do only the rest by hand, do not enter it again.",
    ),
    "keys": ("キー操作", "Keys"),
    "key_move": ("次の行・前の行", "next and previous row"),
    "key_filter": ("状態で絞る（0 ですべて）", "filter by state (0 shows all)"),
    "key_search": ("さがす", "search"),
    "key_picture": ("次の画像", "next picture"),
    "key_larger": ("画像を全部見る・戻す", "whole picture and back"),
    "key_spaces": ("空白を見せる・戻す", "show spaces and back"),
    "key_print": ("印刷（絞った行だけ）", "print (the rows that are shown)"),
    "key_help": ("この説明", "this help"),
    "key_close": ("閉じる・検索を消す", "close, clear the search"),
    "close": ("閉じる", "Close"),
    "narrowed": ("絞り込んだ行だけの印刷です", "Only some of the rows are printed"),
    "narrowed_count": ("全 {all} 件のうち {n} 件", "{n} of {all} rows"),
    "narrowed_search": ("さがした言葉", "searched for"),
    "narrowed_left": (
        "人が見る行が、ほかに {n} 件あります。この印刷には入っていません。",
        "Rows that need a person and are not printed here: {n}",
    ),
    "needed": ("人が見る行", "Rows that need a person"),
    "unneeded": ("人が見る行はありません。", "No row needs a person."),
    "checked": ("□ 確認", "□ checked"),
    # ---- the page of a sheet before any run
    "sheet_page": ("実行前の確認", "Before the run"),
    "sheet_nothing": (
        "表を読んだだけです。業務システムには、まだ何も登録していません。",
        "The sheet was read, no more. Nothing was entered into the business system.",
    ),
    "sheet_read": ("読んだ日時", "Read"),
    "sheet_rows": ("行", "rows"),
    "sheet_enter": ("登録する行", "To be entered"),
    "sheet_standing": ("前に受け付けた行", "Known from earlier runs"),
    "sheet_as_it_is": ("触りません", "left as they are"),
    "sheet_looked_up": ("実行の終わりに照会します", "looked up at the end of the run"),
    "sheet_because": ("わけ", "Why"),
    "sheet_faulty": ("不備のある行", "Rows with faults"),
    "sheet_left": ("対象外の行", "Rows left out"),
    "sheet_changes": ("変換で変わる値", "Values that filters change"),
    "sheet_letters": ("外字など、確かめる文字", "Characters to be looked at"),
    "sheet_notes": ("確かめてください（入力はします）", "To be looked at (it will be entered)"),
    "sheet_cell": ("セル", "Cell"),
    "sheet_key": ("鍵", "Key"),
    "sheet_column": ("列", "Column"),
    "sheet_wrong": ("何が違うか、どう直すか", "What is wrong, and how to mend it"),
    "sheet_filter": ("変換", "Filter"),
    "sheet_count": ("件数", "Number"),
    "sheet_before": ("変える前", "Before"),
    "sheet_after": ("変えた後", "After"),
    "sheet_masked": ("伏せた値 {n} 件", "{n} masked"),
    "sheet_letter": ("文字", "Character"),
    "sheet_why": ("わけ", "Why"),
    "sheet_proposal": ("代わりに使える字の候補", "What may stand for it"),
    "sheet_where": ("どのセル", "Where"),
    "sheet_approve": (
        "候補の字は、レシピの変換「代替文字」で承認したときだけ使われます。",
        "What is proposed is used only where the recipe approves it by the filter substitute.",
    ),
    "sheet_row": ("行", "Row"),
    "sheet_more": ("ほか {n} 件", "and {n} more"),
}

# What a person does next, by state, where the row has no advice of its own.
NEXT_STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "uncertain": (
        (
            "業務システムで「{key}」を検索します。",
            "見つかったら、下の「{shown}」と見比べます。同じなら、登録は済んでいます。",
            "見つからなければ、少し待ってもう一度検索します。それでもなければ、登録されていません。",
            "確かめたことを bots decide で答えます。答えるまで、ロボットがこの行を送り直すことはありません。",
        ),
        (
            "Look up {key} in the business system.",
            "If it is there, compare it with “{shown}” below. If the same, it was entered.",
            "If it is not there, wait a little and search once more. If it still is not, it was not entered.",
            "Say what you found with bots decide. Until then the program does not send it again.",
        ),
    ),
    "conflict": (
        (
            "業務システムで「{key}」を開き、表と見比べます。",
            "どちらが正しいかを決め、違う方を手で直してから、bots decide で答えます。",
        ),
        (
            "Open {key} in the business system and compare it with the sheet.",
            "Decide which is right, mend the other by hand, then answer with bots decide.",
        ),
    ),
    "waiting": (
        ("担当者がこの行を確かめ、判断します（bots approve）。",),
        ("A person checks this row and decides (bots approve).",),
    ),
    "submitting": (
        (
            "実行が終わるまで待ちます。終わっても変わらなければ、業務システムで「{key}」を検索します。",
        ),
        ("Wait until the run ends. If this stays, look up {key} in the business system.",),
    ),
    "refused": (
        (
            "表のこの行を直し、不備の表をもう一度渡します。登録済みの行が二重になることはありません。",
        ),
        ("Mend this row and hand in the sheet of rejects. Nothing is entered twice.",),
    ),
    "failed": (
        ("理由を取り除いてから、もう一度実行します。この行は登録されていません。",),
        ("Remove the cause and run again. This row was not entered.",),
    ),
}


class Texts:
    """The sentences of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = "ja" if lang == "ja" else "en"
        self._at = 0 if self.lang == "ja" else 1

    def __call__(self, name: str, **words: object) -> str:
        """The sentence `name` with its words. KeyError for one that does not exist."""
        return TEXTS[name][self._at].format(**words) if words else TEXTS[name][self._at]

    def next_steps(self, state: str, key: str, shown: str = "put") -> tuple[str, ...]:
        """What a person does about a row of `state`; empty where nothing is to be done. `shown` names the
        sentence that heads the values which the report has of it."""
        steps = NEXT_STEPS.get(state, ((), ()))[self._at]
        return tuple(step.replace("{shown}", self(shown)).replace("{key}", key) for step in steps)

    def day(self, moment: datetime) -> str:
        """The date in Tokyo, with its weekday."""
        local = in_tokyo(moment)
        if self.lang == "ja":
            return f"{local.year}年{local.month}月{local.day}日（{_WEEKDAYS_JA[local.weekday()]}）"
        return f"{local:%a} {local.day} {local:%b %Y}"

    def time(self, moment: datetime) -> str:
        """The time of day in Tokyo."""
        return f"{in_tokyo(moment):%H:%M}"

    def span(self, started: datetime, ended: datetime | None) -> str:
        """From when to when; the second day is named where it is another."""
        text = f"{self.day(started)} {self.time(started)}"
        if ended is None:
            return f"{text} –"
        if in_tokyo(started).date() == in_tokyo(ended).date():
            return f"{text} – {self.time(ended)}"
        return f"{text} – {self.day(ended)} {self.time(ended)}"

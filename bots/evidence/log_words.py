"""An event of a run as a sentence for people: what happened, to which row, and what else is told."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bots.evidence.show import log_text
from bots.evidence.words import FINDING_WORDS, STATE_WORDS
from bots.model.states import RUN_WORDS

SENTENCES: dict[str, tuple[str, str]] = {
    "run.add": ("実行を受け付けました。", "The run was asked for."),
    "due.claim": ("予定の時刻になりました。", "It is due."),
    "due.arrive": ("受付フォルダーにファイルが届きました。", "A file arrived in an intake folder."),
    "due.ask": ("予定を始められなかったので、もう一度人に聞きます。", "It could not begin: a person is asked anew."),
    "due.take": ("予定の実行を準備します。", "Its run is being prepared."),
    "due.give_back": ("準備の途中で止まっていたので、開始待ちに戻しました。", "It was being prepared by a process that died: it is to begin again."),
    "due.refuse": ("予定の実行を始められませんでした。", "Its run could not begin."),
    "due.skip": ("予定を見送りました。", "It was skipped."),
    "due.answer": ("返事を待っていた予定に、人が答えました。", "A person answered for a due time that asked."),
    "due.told": ("予定の結果を担当に知らせました。", "The owner was told what became of the due times."),
    "pause.begin": ("時間割を休止しました。", "The timetable, or an entry of it, was paused."),
    "pause.end": ("休止を終えました。", "The pause was ended."),
    "pause.over": ("休止の期限が来ました。", "The time of the pause was over."),
    "watch.begin": ("bots serve が動き始めました。", "bots serve began."),
    "watch.end": ("bots serve が終わりました。", "bots serve ended."),
    "watch.lost": ("bots serve のプロセスがなくなっていました。", "The process of bots serve had gone."),
    "due.begin": ("時間割の予定の実行です。", "It was due by the timetable."),
    "run.note": ("この実行について伝えることがあります。", "There is something to be told of this run."),
    "run.take": ("実行を始めました。", "The run began."),
    "run.reopen": ("実行を続きから始めます。", "The run goes on."),
    "run.ask_stop": ("停止の指示を受けました。", "The run was asked to stop."),
    "run.finish": ("実行が終わりました。", "The run ended."),
    "run.begin": ("登録を始めます。", "The rows are begun."),
    "slot.hold": ("システムを使い始めました。", "The system is taken."),
    "slot.free": ("システムを使い終わりました。", "The system is free again."),
    "rows.enter": ("表の行を受付簿と照らしました。", "The rows were compared with the register."),
    "row.begin": ("行を始めました。", "A row began."),
    "row.again": ("もう一度試します。", "It is tried again."),
    "look.settle": ("システムの保存が終わるのを待っています。", "Waiting until the system has stored what it got."),
    "look.begin": ("要確認の行を照会します。", "Rows in doubt are looked up."),
    "row.settle": ("行が終わりました。", "A row ended."),
    "item.enter": ("受付簿に載せました。", "Entered in the register."),
    "item.claim": ("行を始めました。", "The row began."),
    "item.intent": ("登録ボタンの送信を許しました。", "The submit was let go."),
    "item.done": ("登録を確かめました。", "It was seen to be entered."),
    "item.finish": ("登録の後の手順まで終わりました。", "The steps after the submit are done."),
    "item.receipt": ("受付番号を控えました。", "The receipt was kept."),
    "notify": ("お知らせがあります。", "There is a notice."),
    "ask.ask": ("人に確認することがあります。", "A person is to be asked."),
    "ask.answer": ("人が答えました。", "A person answered."),
    "ask.rehearsed": ("本番ならここで人に確認します。", "A run would ask a person here."),
    "item.approve": ("待っていた行が決まりました。", "What the waiting row becomes was decided."),
    "item.lines": ("ほかの表に足す行を控えました。", "Lines for other books were kept."),
    "book.place": ("表に行を足します。", "Lines are put into a book."),
    "book.added": ("表に行を足しました。", "Lines were added to a book."),
    "book.give_back": ("表に行を足せませんでした。後で足します。", "Lines were not added; they will be later."),
    "item.unfinished": (
        "登録の後の手順が終わりませんでした。",
        "A step after the submit did not end.",
    ),
    "item.refuse": ("登録しませんでした。", "It was not entered."),
    "item.skip": ("対象外としました。", "It was left out."),
    "item.fail": ("登録できませんでした。", "It could not be entered."),
    "item.wait": ("人の確認を待っています。", "A person is awaited."),
    "item.release": ("登録せずに戻しました。", "It was given back without being entered."),
    "item.unsent": ("送信されなかったので戻しました。", "Nothing was sent; it was given back."),
    "item.uncertain": ("登録されたかどうか分かりません。", "It may or may not have been entered."),
    "item.already": ("システムに登録済みでした。", "The system has it already."),
    "item.conflict": ("登録の内容が表と違います。", "What was entered differs from the sheet."),
    "item.broken": (
        "登録の途中で実行が止まりました。",
        "The run died in the middle of the submit.",
    ),
    "item.changed": (
        "登録したときと、表の値が違います。何もしていません。",
        "The sheet is another than when it was entered. Nothing was done.",
    ),
    "item.probe": ("業務システムに照会します。", "It is looked up in the system."),
    "item.there": ("照会で、登録されていることを確かめました。", "The look showed that it is entered."),
    "item.absent": ("照会で、登録されていないことを確かめました。", "The look showed that it is not entered."),
    "item.differs": ("照会で、内容の違う登録が見つかりました。", "The look found a record with other values."),
    "item.unclear": ("照会しても分かりませんでした。", "The look did not tell."),
    "item.restored": ("台帳を控えから戻したため、要確認としました。", "The ledger was put back: the row is in doubt."),
    "ledger.accept": ("この台帳で続けると、人が決めました。", "A person said that this ledger is to be gone on with."),
    "sums.wrong": ("件数か状態が、記録と合いません。", "The sums or the states do not agree with the record."),
    "item.decide": ("人が決めました。", "A person decided."),
    "evidence.add": ("証跡を残しました。", "Evidence was kept."),
    "file.keep": ("ファイルを残しました。", "A file was kept."),
    "evidence.missing": ("証跡を残せませんでした。", "Evidence could not be kept."),
    "books.note": (
        "結果の表について伝えることがあります。",
        "There is something to be told of the result sheets.",
    ),
    "submit.learn": ("確定を押して、送られるものを見ました（何も送っていません）。", "A submit was pressed to see what it sends. Nothing left."),
    "submit.approve": ("確定の送信を、人が確かめました。", "A person looked at what a submit sends."),
    "dialog.late": (
        "行の登録が終わった後に、画面が小窓（ダイアログ）を出しました。閉じて次へ進みました。",
        "After the row had ended the page showed a dialog. It was closed.",
    ),
    "session.renewed": (
        "行数が設定に達したため、ブラウザーのセッションを新しくし、ログインし直します。",
        "After so many rows as the settings say: a new session of the browser, signed in anew.",
    ),
    "signout.failed": (
        "セッションを新しくする前のログアウトができませんでした。",
        "The sign-out before the new session did not work.",
    ),
    "finish.failed": ("終了の手順が最後まで終わりませんでした。", "The steps of the finish were not all done."),
}

# What a field is called before its word; what is not here is for programs and stands in events.jsonl.
LABELS: dict[str, tuple[str, str]] = {
    "account": ("利用者（金庫での名前）", "account (its names in the vault)"), "asked_by": ("依頼", "asked by"), "attempt": ("回目", "try"),
    "by": ("指示", "by"), "code": ("理由", "reason"), "count": ("件数", "count"), "entry": ("項目", "entry"),
    "counts": ("内訳", "counts"), "environment": ("環境", "environment"), "field": ("項目", "field"),
    "file": ("ファイル", "file"), "label": ("内容", "says"), "to": ("宛先", "to"), "mode": ("種類", "mode"), "number": ("番号", "number"),
    "position": ("行", "row"), "program": ("プログラム", "program"), "reason": ("理由", "reason"),
    "recipe": ("レシピ", "recipe"), "recipe_sha": ("レシピのSHA-256", "SHA-256 of the recipe"),
    "register": ("受付簿", "register"), "released": ("戻した件数", "given back"), "rows": ("件数", "rows"),
    "sha256": ("SHA-256", "SHA-256"), "state": ("", ""), "system": ("システム", "system"),
    "systems": ("システム", "systems"), "total": ("表の行数", "rows of the sheet"),
    "uncertain": ("要確認", "uncertain"), "until": ("終わり", "until"), "verdict": ("答え", "answer"),
}  # fmt: skip

_MODES = {"run": ("実行", "run"), "rehearse": ("試し", "rehearsal")}
_VERDICTS = {"approved": ("よい", "yes"), "declined": ("いいえ", "no"), **FINDING_WORDS}
_DECISIONS = {  # those that are no state of an item
    "work": ("登録する", "to enter"),
    "owed": ("前の実行からの後処理未了", "unfinished since an earlier run"),
    "changed": ("登録後に変わった", "changed since"),
    "answered": ("登録後に変わり、人が答えた", "changed since, and answered for"),
    "listed": ("人の確認が要る", "for a person"),
    "busy": ("ほかの実行が処理中", "at work in another run"),
    "kept": ("この実行で結果が出ている", "has its result from this run"),
}
_EMPTY: tuple[object, ...] = ("", None, 0, [], {})


def sentence(kind: str, words: Mapping[str, object], lang: str, row: str = "") -> str:
    """The sentence of an event with its fields, each as 「name: word」. `row` is where the row stands."""
    en = lang == "en"
    said = SENTENCES.get(kind)
    told = [log_text(kind) if said is None else said[en]]
    if row:
        told.insert(0, f"［{log_text(row)}］")
    shown = {name: word for name, word in words.items() if name in LABELS and word not in _EMPTY}
    if row:
        shown.pop("position", None)
    if shown.get("mode") not in _MODES:  # how a submit leaves is for programs
        shown.pop("mode", None)
    for name, word in shown.items():
        label = LABELS[name][en]
        text = _word(name, word, lang)
        told.append(f"{label}: {text}" if label else text)
    return "  ".join(told)


def _word(name: str, word: object, lang: str) -> str:
    en = lang == "en"
    if name == "state" and isinstance(word, str) and word in STATE_WORDS:
        return f"{STATE_WORDS[word].mark} {STATE_WORDS[word].word(lang)}"
    for spoken in (RUN_WORDS, _MODES):
        if name in ("state", "mode") and str(word) in spoken:
            return spoken[str(word)][en]
    if name == "verdict" and word in _VERDICTS:
        return _VERDICTS[str(word)][en]
    if isinstance(word, Mapping):
        counted = {one: count for one, count in word.items() if count}
        return "、".join(f"{_counted(str(one), lang)} {count}" for one, count in counted.items())
    if isinstance(word, list | tuple):
        return "、".join(str(one) for one in word)
    return word if isinstance(word, str) else json.dumps(word, ensure_ascii=False)


def _counted(name: str, lang: str) -> str:
    if name in _DECISIONS:
        return _DECISIONS[name][lang == "en"]
    return STATE_WORDS[name].word(lang) if name in STATE_WORDS else name

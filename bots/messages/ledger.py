"""A ledger that cannot be gone on with unasked, and rows that are in doubt by that: codes P131–P134, N93."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "P131": Message(
        "台帳が、最後に使ったものではありません（記録が {count} 件以上たりないか、別の台帳です）。"
        "控えから戻したもののようです。その後に何が登録されたか分かりません。",
        "This ledger is not the one that was used last (it lacks {count} events or more, or is another one). It seems "
        "to be a copy that was put back: what was entered since is not known.",
        "最後に使った台帳を {folder} に戻してください。戻せないときだけ、端末で --ledger-checked を付けて続けてください。"
        "途中だった行は要確認になります。",
        "Bring the ledger that was used last back to {folder}. Only if that cannot be done, go on at a terminal with "
        "--ledger-checked: rows that were at work become doubtful.",
    ),
    "P133": Message(
        "台帳の置き場所が変わりました（前は {before}、今は {now}）。写した台帳が2つ動くと、同じ行が2度登録されます。",
        "The ledger lies elsewhere than before (it was at {before}, now it is at {now}). If two copies of a ledger are "
        "at work, rows are entered twice.",
        "移しただけで、前の場所ではもう動かさないなら、端末で --ledger-checked を一度付けてください。",
        "If it was moved and nothing runs at the old place any more, add --ledger-checked once, at a terminal.",
    ),
    "P134": Message(
        "実行 {run} は続けられません。控えから戻した台帳は、この実行の行を一つも知らないためです。",
        "Run {run} cannot be continued: the ledger that was put back knows none of its rows.",
        "登録済みの行を業務システムで確かめて表から除き、bots run で新しく始めてください。",
        "Look up which rows are entered, take them out of the sheet, and begin anew with bots run.",
    ),
    "P132": Message(
        "台帳のディスクが壊れているか、外れています（入出力エラー）。実行を止めました。",
        "The disk of the ledger fails or was taken away (input/output error). The run was stopped.",
        "ディスクを情報担当に調べてもらい、直してから bots resume で続けてください。送信の途中だった行は要確認になります。",
        "Have the IT section look at the disk, then go on with bots resume. A row that was being sent becomes doubtful.",
    ),
    "N93": Message(
        "台帳を控えから戻したため、この行を登録したかどうか分かりません。",
        "The ledger was put back from a copy: whether this row was entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
}

"""Messages of what a rehearsal learned of its submits, and of writing that into the system's file."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES = {
    "P135": Message(
        "システムのファイル {file} に、確定の送信を書き加えられません。今の書き方では、ほかの所を変えずに書けません。",
        "What a submit sends could not be put into the system file {file} without changing anything else in it.",
        "ファイルは何も変えていません。上に出ている行を、手で書き加えてください。",
        "Nothing in it was changed. Put the lines shown above into it by hand.",
    ),
    "P136": Message(
        "実行 {run} では、システムのファイルに書くことを覚えていません。",
        "Run {run} has learned nothing that could be written into a system file.",
        "値の違う2件以上の行で、bots rehearse レシピ --learn を行ってください。",
        "Rehearse two rows or more with different values: bots rehearse RECIPE --learn.",
    ),
    "P137": Message(
        "「{submit}」が送るものを覚えました（何も送っていません）。",
        "What {submit} sends was learned; nothing was sent.",
        "確かめてシステムのファイルに書くには: bots approve {run}",
        "To look at it and write it into the system file: bots approve {run}",
    ),
    "P138": Message(
        "「{submit}」が送るものは、画面がひとりでに送るもの（下書きの保存など）と見分けられません。",
        "What {submit} sends cannot be told from what the page sends by itself (a draft, say).",
        "クリック方式（弱い保証）にするには、確かめて: bots approve {run}",
        "To set it to click mode, the weaker guarantee, look at it with: bots approve {run}",
    ),
    "P139": Message(
        "「{submit}」が送るものは、止めておけない道（WebSocket など）を通ります。",
        "What {submit} sends goes a way on which nothing can be held (a WebSocket, say).",
        "クリック方式（弱い保証）にするには、確かめて: bots approve {run}",
        "To set it to click mode, the weaker guarantee, look at it with: bots approve {run}",
    ),
    "P140": Message(
        "「{submit}」を押しましたが、何も送られませんでした。",
        "{submit} was pressed, but nothing was about to be sent.",
        "入力の不足を告げる表示がないか、業務システムの画面で確かめてください。",
        "See on the screen whether it says that something is missing.",
    ),
    "P141": Message(
        "「{submit}」は、2件で違うものを送ろうとしました。覚えていません。",
        "{submit} was about to send different things for the two rows. Nothing was learned.",
        "同じ道筋を通る2件を --only で選んで、もう一度覚えさせてください。書かなくても、確定は1件に1回しか通しません。",
        "Choose two rows that go the same way (--only) and learn again. Without it too, each row is let through once.",
    ),
    "P142": Message(
        "「{submit}」は、このシステムのアドレスではない所へ送ろうとしました。覚えていません。",
        "{submit} was about to send to another host than the system's. Nothing was learned.",
        "書かなくても、確定は1件に1回しか通しません。正しい送り先か、システムの担当に確かめてください。",
        "Without it too, each row is let through once. Ask those who run the system whether that host is right.",
    ),
    "P143": Message(
        "「{submit}」を1件しか押していないので、まだ覚えていません。",
        "{submit} was pressed for one row only: nothing is learned yet.",
        "値の違う2件以上の行で、もう一度 bots rehearse レシピ --learn を行ってください。",
        "Rehearse two rows or more with different values: bots rehearse RECIPE --learn.",
    ),
}

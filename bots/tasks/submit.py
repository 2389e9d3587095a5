"""The verb that makes the system keep a row. The engine presses; here are its words and
arguments."""

from __future__ import annotations

from pydantic import Field

from bots.tasks.arguments import OnScreen, Texts
from bots.tasks.registry import StepArgs, walked_task


class Submit(StepArgs):
    """登録などの取り消せない操作を1回だけ行う。 / Do what cannot be taken back, once.

    押す前と後に画像を残す。試しはここで終わる。成功の表示が新しく出たら完了、どちらとも分からなければ
    要確認として、二度とは送らない。 / Pictures are kept before and after. A rehearsal ends here. A
    success text
    that newly appears means done; where it cannot be told, the row is kept for a person and never
    sent again.
    """

    target: OnScreen = Field(title="対象", description="押すボタンの文字 / the words on the button")
    success: Texts = Field(
        title="成功の表示",
        description="登録できたときに新しく出る文字 / what newly appears when it is done",
    )
    dialog: Texts = Field(
        (),
        title="ダイアログ",
        description="確認の窓への答え（OK、キャンセル）。問いが続くなら順に並べる / the answer to a dialog: OK or cancel; "
        "a list where several questions follow",
    )


walked_task(
    "submit",
    "確定",
    main="target",
    model=Submit,
    submits=True,
    example="- 確定: ボタン「登録する」\n  ダイアログ: OK\n  成功の表示: 登録が完了しました",
    example_en="- submit: Register\n  success: Card registered",
)

"""The verb that makes the system keep a row. The engine presses; here are its words and arguments."""

from __future__ import annotations

from pydantic import Field

from bots.tasks.arguments import OnScreen, Texts, Word
from bots.tasks.registry import StepArgs, walked_task


class Submit(StepArgs):
    """登録などの取り消せない操作を1回だけ行う。 / Press what cannot be taken back, once."""

    target: OnScreen = Field(title="対象", description="押すボタン / the button to press")
    success: Texts = Field(
        title="成功の表示", description="登録できたときに新しく出る表示 / the text that newly appears on success"
    )
    dialog: Word = Field("", title="ダイアログ", description="確認の窓への答え OK、キャンセル / answer to a native dialog")


walked_task(
    "submit",
    "確定",
    main="target",
    model=Submit,
    submits=True,
    example="- 確定: ボタン「登録する」\n  ダイアログ: OK\n  成功の表示: 登録が完了しました",
)

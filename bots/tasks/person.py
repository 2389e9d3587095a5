"""Verbs for people: note, notify, ask."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, Notice, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Count, Names, Spoken, Text
from bots.tasks.registry import StepArgs, task, walked_task

HIDDEN = "●●●"


class Note(StepArgs):
    """報告書のこの行にメモを残す。 / Leave a note on this row of the report.

    隠す列の値が入るメモは ●●● になる。 / A note that would hold a hidden value becomes ●●●.
    """

    text: Text = Field(title="内容", description="メモの内容 / what to note")


@task(
    "note",
    "メモ",
    main="text",
    model=Note,
    example="- メモ: 窓口で確認済み",
    example_en="- note: Checked at the counter",
)
def note(driver: Driver, args: Note, *, timeout: float, within: Scopes) -> Effects:
    """Keep the note with the row's readings, where values may stand."""
    return Effects(note=HIDDEN if args.text.hidden else args.text.reveal())


class Notify(StepArgs):
    """人に知らせる。実行の終わりに「お知らせ」として出る。 / Tell people; it is listed at the end of the run.

    端末の「お知らせ」と、記録・報告書に残る。メールなどはまだ送らないので、「宛先」はだれに伝えるかの覚えになる。隠す列の値は書けない。試しでは
    知らせない。 / It stands in the terminal's list, the records and the report. No mail is sent yet: to says whom to
    tell. Hidden values cannot be shown. A rehearsal does not tell.
    """

    text: Text = Field(title="内容", description="知らせること / what to tell")
    to: Spoken = Field("", title="宛先", description="だれに / to whom")


@task(
    "notify",
    "通知",
    main="text",
    model=Notify,
    changes=True,
    example="- 通知: <整理番号> を登録しました\n  宛先: 係長",
    example_en="- notify: <Card no> was entered\n  to: The head of the desk",
)
def notify(driver: Driver, args: Notify, *, timeout: float, within: Scopes) -> Effects:
    """The engine keeps the notice with the row and tells it in the log by the recipe's own words."""
    return Effects(notices=(Notice(args.text, to=args.to),))


class Ask(StepArgs):
    """人が見て「よい」と言ったときだけ、先へ進む。 / Go on only when a person has looked and said yes.

    画面の前で実行していれば、その場で聞く。いなければ、この行は確認待ちになり、何も登録しない。`bots approve` で答えると、次の実行が
    この行をここまでやり直し、見せた値が同じなら続ける。変わっていれば、もう一度聞く。「いいえ」の行は、理由をつけて業務エラーになる。試しでは
    聞かない。「確定」の前に書く。 / Where somebody sits at the terminal, the question is put there. Else the row
    waits and nothing is entered; after an answer by `bots approve` the next run does the row again up to here and goes
    on if what was shown is the same, else it asks again. A no refuses the row with its reason. A rehearsal does not ask.
    It belongs before the submit.
    """

    question: Text = Field(title="質問", description="聞くこと / what is asked")
    show: Names = Field((), title="見せる値", description="見せる値の名前（<> は付けない） / names of values, without <>")
    who: Spoken = Field("", title="承認者", description="だれに聞くか / who is to answer")
    first: Count = Field(0, title="最初の件数", description="はじめの何件だけ聞くか / only the first so many rows")


walked_task(
    "ask",
    "人に確認",
    main="question",
    model=Ask,
    example="- 人に確認: この内容で登録してよいですか\n  見せる値: [整理番号, 児童氏名]\n  承認者: 係長\n  最初の件数: 5",
    example_en="- ask: May this be entered?\n  show: [Card no, Name]\n  who: The head of the desk\n  first: 5",
)

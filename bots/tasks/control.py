"""Verbs of the order of things: wait, set, reject, skip, stop."""

from __future__ import annotations

import time

from pydantic import Field

from bots.errors import Reject, ScreenError, Skip, Stop
from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Named, Spoken, Waiting
from bots.tasks.registry import StepArgs, task
from bots.values.conditions import Condition, Look

ENDINGS = ("reject", "skip", "stop")
"""The verbs after which nothing more is done with the row."""

SAVING = ("read", "set", "lookup")
"""The verbs that keep values, each under the names that stand in its main argument."""


class Wait(StepArgs):
    """表示が出る（または消える）まで待つ。 / Wait until a text is shown, or has gone.

    秒数も書けるが、速い日には無駄に待ち、遅い日には足りない。 / Seconds can be written too, but
    they are too long on a fast day and too short on a slow one.
    """

    condition: Waiting = Field(
        title="条件",
        description="表示 か 非表示 の条件、または秒数 / shown or not_shown, or seconds",
    )


@task(
    "wait",
    "待つ",
    main="condition",
    model=Wait,
    example="- 待つ: {表示: 検索結果}",
    example_en="- wait: {shown: Search results}",
)
def wait(driver: Driver, args: Wait, *, timeout: float, within: Scopes) -> Effects:
    """Wait for what the condition names. Raises ScreenError S30."""
    if not isinstance(args.condition, Condition):
        _pass(driver, args.condition)
        return Effects()
    ways = [[part for part in way if isinstance(part, Look)] for way in args.condition.ways]
    if len(ways) == 1:
        for part in ways[0]:
            driver.wait_shown(part.texts, gone=not part.there, timeout=timeout)
        return Effects()
    until = time.monotonic() + timeout
    while not any(all(_is_so(driver, part) for part in way) for way in ways):
        if time.monotonic() >= until:
            raise ScreenError("S30", text=ways[0][0].texts[0])
        driver.quiet(100)
    return Effects()


def _is_so(driver: Driver, part: Look) -> bool:
    return bool(driver.shown(part.texts)) == part.there


def _pass(driver: Driver, seconds: float) -> None:
    """Let time pass while the page lives: the hands must keep working, so nothing sleeps."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        driver.quiet(int(min(left, 0.5) * 1000) + 1)


class Set(StepArgs):
    """値に名前をつけて控える。 / Keep a value under a name."""

    values: Named = Field(title="値", description="名前: 値 の並び / lines of name: value")


@task(
    "set",
    "値を決める",
    main="values",
    model=Set,
    example="- 値を決める:\n    宛名: <児童氏名> 様",
    example_en="- set:\n    Greeting: Dear <Name>",
)
def set_values(driver: Driver, args: Set, *, timeout: float, within: Scopes) -> Effects:
    """Keep the values."""
    return Effects(saved=args.values)


class RejectArgs(StepArgs):
    """この行を業務エラーにして、次の行へ進む。 / Refuse this row and go on with the next.

    「もし」と組み合わせて使う。理由の <名前> は、値ではなく名前のまま記録される。 / Used together
    with when. A <name> in the reason is recorded as the name, not as its value.
    """

    reason: Spoken = Field(title="理由", description="業務エラーの理由 / why it is refused")


@task(
    "reject",
    "業務エラー",
    main="reason",
    model=RejectArgs,
    example="- 業務エラー: 該当者がいません\n  もし: {表示: 該当なし}",
    example_en="- reject: Nobody of that number\n  when: {shown: Not found}",
)
def reject(driver: Driver, args: RejectArgs, *, timeout: float, within: Scopes) -> Effects:
    """Refuse the row. The reason's own words are told; values in it are not."""
    raise Reject("B01", reason=args.reason)


class SkipArgs(StepArgs):
    """この行を対象外にして、次の行へ進む。 / Leave this row out and go on with the next.

    「もし」と組み合わせて使う。 / Used together with when.
    """

    reason: Spoken = Field(title="理由", description="対象外にする理由 / why it is left out")


@task(
    "skip",
    "対象外",
    main="reason",
    model=SkipArgs,
    example="- 対象外: 取下げ済み\n  もし: {表示: 取下げ済み}",
    example_en="- skip: Withdrawn\n  when: {shown: Withdrawn}",
)
def skip(driver: Driver, args: SkipArgs, *, timeout: float, within: Scopes) -> Effects:
    """Leave the row out."""
    raise Skip("B02", reason=args.reason)


class StopArgs(StepArgs):
    """ここで全体を止める。この行も残りの行も登録しない。 / End the whole run here: neither this row nor the rest is entered.

    「もし」と組み合わせて使う。止まった行は未処理のままで、bots resume はその行からもう一度始まる。後ろの行だけを行うには
    bots run に --only 鍵 を付ける。 / Used together with when. The row stays as it was, and bots resume begins with it
    again; to enter the rows behind it alone, give bots run the option --only KEY.
    """

    reason: Spoken = Field(title="理由", description="止める理由 / why it ends")


@task(
    "stop",
    "中止",
    main="reason",
    model=StopArgs,
    example="- 中止: 締め切り後です\n  もし: {表示: 受付は終了しました}",
    example_en="- stop: The desk is closed\n  when: {shown: Closed for today}",
)
def stop(driver: Driver, args: StopArgs, *, timeout: float, within: Scopes) -> Effects:
    """End the run."""
    raise Stop("B03", reason=args.reason)

"""Verbs of the order of things: wait, set, reject, skip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from bots.errors import Reject, Skip
from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Named, Text, Written, as_list
from bots.tasks.registry import StepArgs, task


class Wait(StepArgs):
    """表示が出る（消える）まで待つ。 / Wait until a text is shown, or has gone."""

    condition: Written = Field(
        title="条件", description="表示 か 非表示（秒数も書けるが勧めない） / shown or not_shown; seconds are not advised"
    )


@task("wait", "待つ", main="condition", model=Wait, example="- 待つ: {表示: 検索結果}")
def wait(driver: Driver, args: Wait, *, timeout: float, within: Scopes) -> Effects:
    """Wait for what the condition names; seconds are waited as quiet time of the page."""
    if isinstance(args.condition, Mapping):
        for word, texts in args.condition.items():
            driver.wait_shown(tuple(as_list(texts)), gone=word == "not_shown", timeout=timeout)
    else:
        driver.quiet(int(_seconds(args.condition) * 1000))
    return Effects()


def _seconds(written: Any) -> float:
    found = re.match(r"\s*([0-9]+(?:\.[0-9]+)?)", str(written))
    return float(found[1]) if found else 0.0


class Set(StepArgs):
    """値に名前をつけて控える。 / Keep a value under a name."""

    values: Named = Field(title="値", description="名前: 値 の並び / lines of name: value")


@task("set", "値を決める", main="values", model=Set, example="- 値を決める:\n    提出先: <区>役所")
def set_values(driver: Driver, args: Set, *, timeout: float, within: Scopes) -> Effects:
    """Keep the values."""
    return Effects(saved=args.values)


class RejectArgs(StepArgs):
    """この行を業務エラーにして、次の行へ進む。 / Refuse this row and go on with the next."""

    reason: Text = Field(title="理由", description="業務エラーの理由 / why")


@task("reject", "業務エラー", main="reason", model=RejectArgs, example="- 業務エラー: 該当者がいません\n  もし: {表示: 該当なし}")
def reject(driver: Driver, args: RejectArgs, *, timeout: float, within: Scopes) -> Effects:
    """Refuse the row. The reason's own words are told; values in it are not."""
    raise Reject("B01", reason=told(args))


class SkipArgs(StepArgs):
    """この行を対象外にして、次の行へ進む。 / Leave this row out and go on with the next."""

    reason: Text = Field(title="理由", description="対象外にする理由 / why")


@task("skip", "対象外", main="reason", model=SkipArgs, example="- 対象外: 取下げ済み\n  もし: {区分: 取下げ}")
def skip(driver: Driver, args: SkipArgs, *, timeout: float, within: Scopes) -> Effects:
    """Leave the row out."""
    raise Skip("B02", reason=told(args))


def told(args: RejectArgs | SkipArgs) -> str:
    """The reason as an error may hold it: a reason that came from a column is only named."""
    return f"<{args.reason.column}>" if args.reason.column else args.reason.reveal()

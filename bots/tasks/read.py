"""Verbs that look at a page: see, read, screenshot."""

from __future__ import annotations

import re

from pydantic import Field

from bots.errors import Reject
from bots.model import Effects, Scopes, Value
from bots.protocols import Driver
from bots.tasks.arguments import Reading, Readings, Text, Texts, safe_pattern
from bots.tasks.registry import StepArgs, task

_LONGEST = 10_000  # of a text that a pattern is run on


class See(StepArgs):
    """表示が出るまで待ち、出ていることを確かめる。 / Wait for a text and make sure that it is shown."""

    texts: Texts = Field(title="表示", description="画面に出る文字（並べれば全部） / texts; all of a list")


@task("see", "表示確認", main="texts", model=See, example="- 表示確認: 業務メニュー")
def see(driver: Driver, args: See, *, timeout: float, within: Scopes) -> Effects:
    """Wait for every text."""
    for text in args.texts:
        driver.wait_shown((text,), timeout=timeout)
    return Effects()


class Read(StepArgs):
    """画面の値を読み取り、名前をつけて控える。 / Read from the screen and keep it under a name."""

    items: Readings = Field(
        title="項目", description="控える名前: 画面の項目 の並び（元、形も書ける） / lines of name: item, or from and pattern"
    )


@task("read", "読取", main="items", model=Read, example="- 読取:\n    控えた受付番号: 受付番号")
def read(driver: Driver, args: Read, *, timeout: float, within: Scopes) -> Effects:
    """Read each item. Raises Reject B06 where a pattern does not fit."""
    saved = {}
    for name, one in args.items.items():
        text = driver.read(one.source, within=within, timeout=timeout)
        saved[name] = Value(_part(one, text))
    return Effects(saved=saved)


def _part(one: Reading, text: str) -> str:
    """The part of the text that the pattern takes: its first group, or all of it."""
    if not one.pattern:
        return text
    found = re.search(one.pattern, text[:_LONGEST]) if safe_pattern(one.pattern) else None
    if found is None:
        raise Reject("B06", field=one.source.words)
    return found[1] if found.groups() else found[0]


class Screenshot(StepArgs):
    """画面を画像に残す。 / Keep a picture of the screen."""

    label: Text = Field(title="名前", description="画像の名前 / a name for the picture")


@task("screenshot", "画面保存", main="label", model=Screenshot, example="- 画面保存: 検索結果")
def screenshot(driver: Driver, args: Screenshot, *, timeout: float, within: Scopes) -> Effects:
    """The engine takes the picture, so that masks and rectangles are as everywhere."""
    return Effects(pictures=(args.label.reveal(),))

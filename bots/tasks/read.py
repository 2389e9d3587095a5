"""Verbs that look at a page: see, not_see, read, read_table, screenshot."""

from __future__ import annotations

from pydantic import Field

from bots.errors import Reject
from bots.model import Effects, Scopes, Value
from bots.protocols import Driver
from bots.tasks.arguments import Reading, Readings, Spoken, Text, Texts, Word
from bots.tasks.registry import StepArgs, task

_LONGEST = 5_000  # of a text that a pattern is looked for in
_MARKS = str.maketrans("<>＜＞", "‹›‹›")  # of a placeholder: < and > cannot stand in a file's name


class See(StepArgs):
    """表示が出るまで待ち、出ていることを確かめる。 / Wait for a text and make sure that it is
    shown."""

    texts: Texts = Field(
        title="表示",
        description="画面に出る文字（並べれば全部） / texts on the screen; all of a list",
    )


@task(
    "see",
    "表示確認",
    main="texts",
    model=See,
    example="- 表示確認: 業務メニュー",
    example_en="- see: Main menu",
)
def see(driver: Driver, args: See, *, timeout: float, within: Scopes) -> Effects:
    """Wait for every text. Raises ScreenError S30."""
    for text in args.texts:
        driver.wait_shown((text,), timeout=timeout)
    return Effects()


class NotSee(StepArgs):
    """表示が消えるまで待ち、出ていないことを確かめる。 / Wait until a text has gone and make sure that it is not
    shown."""

    texts: Texts = Field(
        title="表示",
        description="画面に出ていてはいけない文字 / texts that must not be on the screen",
    )


@task(
    "not_see",
    "非表示確認",
    main="texts",
    model=NotSee,
    example="- 非表示確認: 読み込み中",
    example_en="- not_see: Loading",
)
def not_see(driver: Driver, args: NotSee, *, timeout: float, within: Scopes) -> Effects:
    """Wait until all of them are gone. Raises ScreenError S30."""
    driver.wait_shown(args.texts, gone=True, timeout=timeout)
    return Effects()


class Read(StepArgs):
    """画面の値を読み取り、名前をつけて控える。 / Read from the screen and keep it under a name.

    一部だけ控えるには {元: 項目, 形: …} と書く。形に ( ) があればその中、
    なければ合ったところを控える。形に
    合わなければ業務エラーになる。 / To keep a part of it: {from: item, pattern: …}; what stands in
    ( ) is kept, else all that fits. Where nothing fits, the row is refused.
    """

    items: Readings = Field(
        title="項目",
        description="控える名前: 画面の項目 の並び / lines of name: item on the screen",
    )


@task(
    "read",
    "読取",
    main="items",
    model=Read,
    example="- 読取:\n    控えた受付番号: {元: 受付番号, 形: R-(.+)}",
    example_en="- read:\n    Receipt number shown: Receipt number",
)
def read(driver: Driver, args: Read, *, timeout: float, within: Scopes) -> Effects:
    """Read each item. Raises Reject B06 where a pattern does not fit."""
    saved = {}
    for name, one in args.items.items():
        text = driver.read(one.source, within=within, timeout=timeout)
        saved[name] = Value(_part(one, text), column=name)
    return Effects(saved=saved)


def _part(one: Reading, text: str) -> str:
    """The part of the text that the pattern takes: its first group that fits, or all of it."""
    if one.pattern is None:
        return text
    found = one.pattern.search(text) if len(text) <= _LONGEST else None
    if found is None:
        raise Reject("B06", field=one.source.words)
    return next((part for part in found[1:] if part is not None), found[0] or "")


class ReadTable(StepArgs):
    """画面の表を読み取り、名前をつけて控える。 / Read a table from the screen and keep it under a name.

    控えた表は「くり返し」で1行ずつ使う。列は <控えた名前.見出し> と書く。 / It is gone through with each; a column is
    written <name.heading>.
    """

    table: Text = Field(
        title="表", description="表の見出しの文字 / its caption, or the heading above it"
    )
    into: Word = Field(title="控える名前", description="控える名前 / the name to keep it under")


@task(
    "read_table",
    "表読取",
    main="table",
    model=ReadTable,
    example="- 表読取: 検索結果\n  控える名前: 該当者",
    example_en="- read_table: Search results\n  into: Found",
)
def read_table(driver: Driver, args: ReadTable, *, timeout: float, within: Scopes) -> Effects:
    """Read every row that can be seen."""
    rows = driver.read_table(args.table.reveal(), within=within, timeout=timeout)
    kept = tuple({name: Value(cell, column=name) for name, cell in row.items()} for row in rows)
    return Effects(tables={args.into: kept})


class Screenshot(StepArgs):
    """画面を画像に残す。 / Keep a picture of the screen.

    確定の前と後、エラーのときの画像は書かなくても残る。 / Pictures before and after a submit and
    of errors are kept anyway.

    名前の中の <列> は、値ではなく列の名前のまま記録される。 / A <column> in the name is recorded as
    the name of the column, not as its value.
    """

    label: Spoken = Field(title="名前", description="画像の名前 / a name for the picture")


@task(
    "screenshot",
    "画面保存",
    main="label",
    model=Screenshot,
    example="- 画面保存: 検索結果",
    example_en="- screenshot: Search results",
)
def screenshot(driver: Driver, args: Screenshot, *, timeout: float, within: Scopes) -> Effects:
    """The engine takes the picture, so that masks and rectangles are as everywhere."""
    return Effects(pictures=(plain_label(args.label),))


def plain_label(text: str) -> str:
    """A name for a file of the evidence, its placeholders left in."""
    return text.translate(_MARKS)

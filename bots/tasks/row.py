"""Verbs of the row's own data: write into the result book, append to another, lookup in a table of codes."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, NewLine, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import BookPath, FilePath, Named, SheetName
from bots.tasks.registry import StepArgs, task, walked_task


class Write(StepArgs):
    """結果の表のこの行に書く。 / Write into this row of the result book.

    担当者の表は変えず、「元の名前_結果」という表に書く。無い列は右に足す。試しでは書かない。
    / The
    clerk's own sheet is never altered: the book is called NAME_結果. A column that is not there is
    added on the right. A rehearsal does not write.
    """

    cells: Named = Field(title="列", description="列の名前: 値 の並び / lines of column: value")


@task(
    "write",
    "書き戻す",
    main="cells",
    model=Write,
    changes=True,
    example="- 書き戻す:\n    受付番号: <控えた受付番号>\n    状態: 登録済",
    example_en="- write:\n    Receipt: <Receipt number shown>",
)
def write(driver: Driver, args: Write, *, timeout: float, within: Scopes) -> Effects:
    """The engine keeps the cells with the row's readings."""
    return Effects(written=args.cells)


class Append(StepArgs):
    """レシピと同じ場所のブックの最後に1行足す（処理簿など）。 / Add a line at the end of a book beside the recipe.

    登録できた行の分だけを、実行の終わりに、1件に1回だけ足す。途中で止まっても、次の実行で足りない分を足す。ブックが開かれていれば、
    次の実行のときに足す。ほかの中身は変えない。ブックがなければ、見出しをつけて作る。試しでは足さない。 / For
    rows that were entered only, at the end of the run, once for each. What a run that broke off has not added, the next
    one adds; so it is where the book is open. All else in the book stays. A book that is not there is made, with
    headings. A rehearsal adds nothing.

    見出しが足りないブックは、実行を始める前に知らせる。値はすべて文字として書き、隠す列の値は書けない。 / Headings that
    the book lacks are told before a run begins. All values are written as texts; hidden ones cannot be.
    """

    file: BookPath = Field(title="ファイル", description="足す先のブック（.xlsx） / the book (.xlsx)")
    values: Named = Field(title="値", description="見出し: 値 の並び / lines of heading: value")


@task(
    "append",
    "行追加",
    main="file",
    model=Append,
    changes=True,
    example="- 行追加: 処理簿.xlsx\n  値:\n    受付番号: <控えた受付番号>\n    日付: <今日|和暦>",
    example_en="- append: journal.xlsx\n  values:\n    Receipt: <Receipt number shown>\n    Day: <today>",
)
def append(driver: Driver, args: Append, *, timeout: float, within: Scopes) -> Effects:
    """The engine keeps the line with the row; the book gets it when the run has ended."""
    return Effects(lines=(NewLine(args.file, args.values),))


class Lookup(StepArgs):
    """対応表から、条件に合う1行の値を控える。 / Keep what the one line of a table says that fits.

    合う行がないか2行以上あれば、この行は業務エラーになる。表は実行を始めるときのものを使う。 / Where no line fits, or
    several do, the row is refused. The table is taken as it was when the run was asked for.
    """

    names: Named = Field(
        title="控える値", description="控える名前: 対応表の列 の並び / lines of name: column of the table"
    )
    file: FilePath = Field(
        title="ファイル", description="対応表のファイル（.csv、.xlsx） / the file of the table"
    )
    sheet: SheetName = Field(
        default="",
        title="シート",
        description="対応表のシート。* は何文字でもよく、書かなければ最初のシート"
        " / its sheet; * stands for any signs; without it the first",
    )
    where: Named = Field(
        title="条件", description="対応表の列: 値 の並び / lines of column of the table: value"
    )


walked_task(
    "lookup",
    "対応表",
    main="names",
    model=Lookup,
    example="- 対応表:\n    町コード: コード\n  ファイル: 町名コード表.csv\n  条件:\n    町名: <町名>",
    example_en="- lookup:\n    Area code: Code\n  file: areas.csv\n  where:\n    Area: <Area>",
)

"""Verbs of the row's own data: write into the result book, lookup in a table of codes."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import FilePath, Named
from bots.tasks.registry import StepArgs, task, walked_task


class Write(StepArgs):
    """結果の表のこの行に書く。 / Write into this row of the result book.

    担当者の表は変えず、「元の名前_結果」という表に書く。無い列は右に足す。リハーサルでは書かない。
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
    where: Named = Field(
        title="条件", description="対応表の列: 値 の並び / lines of column of the table: value"
    )


walked_task(
    "lookup",
    "対応表",
    main="names",
    model=Lookup,
    example="- 対応表:\n    町コード: コード\n  ファイル: 町名コード表.csv\n  条件:\n    町名: <児童氏名>",
    example_en="- lookup:\n    Area code: Code\n  file: areas.csv\n  where:\n    Area: <Name>",
)

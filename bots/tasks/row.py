"""The verb that writes into the result book: write."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Named
from bots.tasks.registry import StepArgs, task


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

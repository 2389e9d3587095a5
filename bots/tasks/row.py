"""The verb that writes into the result book: write."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Named
from bots.tasks.registry import StepArgs, task


class Write(StepArgs):
    """結果の表のこの行に書く。担当者の表は変えない。 / Write into this row of the result book; the clerk's
    own sheet is never altered."""

    cells: Named = Field(title="列", description="列の名前: 値 の並び / lines of column: value")


@task(
    "write", "書き戻す", main="cells", model=Write, changes=True, example="- 書き戻す:\n    受付番号: <控えた受付番号>"
)
def write(driver: Driver, args: Write, *, timeout: float, within: Scopes) -> Effects:
    """The engine keeps the cells with the row's readings."""
    return Effects(written=args.cells)

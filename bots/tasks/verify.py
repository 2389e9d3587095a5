"""The verb that compares the screen with the row: verify."""

from __future__ import annotations

from pydantic import Field

from bots.errors import ScreenError
from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Fields, Word
from bots.tasks.page import mismatch
from bots.tasks.registry import StepArgs, task


class Verify(StepArgs):
    """画面の内容が表と同じか確かめる。 / Make sure that the screen shows what the sheet says.

    日付は日付として、数は数として比べ、ほかは1字ずつ比べる。「確定」の後で違えば不一致になる。 /
    Dates are
    compared as dates, numbers as numbers, all else letter by letter. After the submit a difference
    makes the row a conflict.
    """

    items: Fields = Field(
        title="項目", description="画面の項目: あるべき値 の並び / lines of item: expected value"
    )
    otherwise: Word = Field(
        "business",
        title="違うとき",
        description="業務エラー（この行を断る）か 障害 / business (refuses the row) or system",
    )


@task(
    "verify",
    "照合",
    main="items",
    model=Verify,
    example="- 照合:\n    児童氏名: <児童氏名>\n    生年月日: <生年月日>",
    example_en="- verify:\n    Full name: <Name>\n    Date of birth: <Birthday>",
)
def verify(driver: Driver, args: Verify, *, timeout: float, within: Scopes) -> Effects:
    """Compare. Raises Mismatch B05 or ScreenError S40 with the item's name only."""
    readings = driver.verify(args.items, within=within, timeout=timeout)
    wrong = next((reading for reading in readings if not reading.equal), None)
    if wrong is None:
        return Effects(readings=readings)
    if args.otherwise == "system":
        raise ScreenError("S40", field=wrong.field)
    raise mismatch("B05", wrong, readings)

"""Verbs that act on a page: open, login, logout, click, fill, upload."""

from __future__ import annotations

from pydantic import Field

from bots.errors import Reject
from bots.model import Effects, FieldReading, Scopes
from bots.protocols import DialogAnswer, Driver
from bots.tasks.arguments import Fields, Targets, Text, Word
from bots.tasks.registry import StepArgs, task, walked_task


class Open(StepArgs):
    """画面を開き、目印を確かめる。 / Open a screen and make sure of its sign."""

    screen: Text = Field(title="画面", description="画面の名前か住所 / a screen's name, or an address")


walked_task("open", "開く", main="screen", model=Open, example="- 開く: 申込入力")


class Login(StepArgs):
    """システムにログインする。 / Sign in to a system."""

    system: Word = Field(title="システム", description="システムの名前 / the system's name")
    account: Word = Field(
        "", title="利用者", description="システムの定義にある利用者の名前 / an account of the system file"
    )


walked_task("login", "ログイン", main="system", model=Login, example="- ログイン: 保育システム")


class Logout(StepArgs):
    """システムからログアウトする。 / Sign out of a system."""

    system: Word = Field(title="システム", description="システムの名前 / the system's name")


walked_task("logout", "ログアウト", main="system", model=Logout, example="- ログアウト: 保育システム")


class Click(StepArgs):
    """ボタンやリンクを押す。並べて書けば順に押す。 / Press a button or a link; a list is pressed in order."""

    target: Targets = Field(title="対象", description="押すもの / what to press")
    dialog: Word = Field("", title="ダイアログ", description="確認の窓への答え OK、キャンセル / answer to a native dialog")


@task("click", "クリック", main="target", model=Click, example="- クリック: 確認画面へ")
def click(driver: Driver, args: Click, *, timeout: float, within: Scopes) -> Effects:
    """Press each target in turn; the dialog's answer belongs to the last."""
    for target in args.target[:-1]:
        driver.click(target, within=within, timeout=timeout)
    answer: DialogAnswer = args.dialog or ""  # type: ignore[assignment]
    driver.click(args.target[-1], within=within, dialog=answer, timeout=timeout)
    return Effects()


class Fill(StepArgs):
    """欄に値を入れ、画面に残った値を読み返す。 / Put values into fields and read back what was kept."""

    fields: Fields = Field(title="欄", description="欄の名前: 値 の並び / lines of field: value")


@task("fill", "入力", main="fields", model=Fill, example="- 入力:\n    児童氏名: <児童氏名>\n    性別: <性別>")
def fill(driver: Driver, args: Fill, *, timeout: float, within: Scopes) -> Effects:
    """Fill in order. Raises Reject B04 where the screen keeps something else."""
    return checked(driver.fill(args.fields, within=within, timeout=timeout))


class Upload(StepArgs):
    """ファイルを添付する。 / Hand a file to a file field."""

    fields: Fields = Field(title="欄", description="欄の名前: ファイル の並び / lines of field: file")


@task("upload", "添付", main="fields", model=Upload, example="- 添付:\n    就労証明書: <就労証明書>")
def upload(driver: Driver, args: Upload, *, timeout: float, within: Scopes) -> Effects:
    """Hand over the files. Raises Reject B04 where the screen shows another name."""
    return checked(driver.upload(args.fields, within=within, timeout=timeout))


class Mismatch(Reject):
    """A reading that differs. Carries the readings, so that the report shows both values."""

    readings: tuple[FieldReading, ...] = ()


def checked(readings: tuple[FieldReading, ...]) -> Effects:
    """The readings, if all are equal. Raises Mismatch B04 with the field's name only."""
    wrong = next((reading for reading in readings if not reading.equal), None)
    if wrong is None:
        return Effects(readings=readings)
    error = Mismatch("B04", field=wrong.field)
    error.readings = readings
    raise error

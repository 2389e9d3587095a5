"""Verbs that act on a page: open, login, logout, click, fill, upload."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from bots.errors import Reject
from bots.model import Effects, FieldReading, FieldValue, Scopes
from bots.protocols import DialogAnswers, Driver
from bots.tasks.arguments import Fields, Targets, Text, Texts, Word, as_list
from bots.tasks.registry import StepArgs, task, walked_task
from bots.values.equality import forms_of_one


class Open(StepArgs):
    """画面を開き、目印を確かめる。 / Open a screen and make sure of its sign.

    画面の名前はシステムのファイルの「画面」にあるもの。「/」で始めると、アドレスとして開く。 / The
    name stands under screens of the system file; what begins with / is opened as an address.
    """

    screen: Text = Field(
        title="画面", description="画面の名前かアドレス / the name of a screen, or an address"
    )
    dialog: Texts = Field(
        (),
        title="ダイアログ",
        description="開くと出る窓への答え（OK、キャンセル） / the answer to a dialog that comes up: OK or cancel",
    )


walked_task(
    "open",
    "開く",
    main="screen",
    model=Open,
    example="- 開く: 申込入力",
    example_en="- open: New card",
)


def answers_of(words: str | Sequence[str]) -> DialogAnswers:
    """What a recipe says of dialogs, in their order, as the driver takes it."""
    return tuple("OK" if word == "OK" else "cancel" for word in as_list(words) if word)


class Login(StepArgs):
    """システムにログインする。 / Sign in to a system.

    手順はシステムのファイルにある。断られたら、アカウントが止まらないよう二度は試さない。 / The steps
    stand in
    the system file. A sign-in that is refused is not tried again, so that no account is locked.
    """

    system: Word = Field(title="システム", description="システムの名前 / the name of the system")
    account: Word = Field(
        "",
        title="利用者",
        serialization_alias="as",
        description="システムのファイルにある利用者の名前 / the name of an account in the system file",
    )


walked_task(
    "login",
    "ログイン",
    main="system",
    model=Login,
    example="- ログイン: 保育システム",
    example_en="- login: library",
)


class Logout(StepArgs):
    """システムからログアウトする。 / Sign out of a system."""

    system: Word = Field(title="システム", description="システムの名前 / the name of the system")


walked_task(
    "logout",
    "ログアウト",
    main="system",
    model=Logout,
    example="- ログアウト: 保育システム",
    example_en="- logout: library",
)


class Click(StepArgs):
    """ボタンやリンクを押す。 / Press a button or a link.

    並べて書くと上から順に押す（メニューなど）。登録などの取り消せない操作には「確定」を使う。 / A
    list is pressed in order (a menu). For what cannot be taken back use submit.
    """

    target: Targets = Field(
        title="対象", description="押すものの文字（並べてもよい） / the words on it, or a list"
    )
    dialog: Texts = Field(
        (),
        title="ダイアログ",
        description="確認の窓への答え（OK、キャンセル）。問いが続くなら順に並べる / the answer to a dialog: OK or cancel; "
        "a list where several questions follow",
    )


@task(
    "click",
    "クリック",
    main="target",
    model=Click,
    example="- クリック: 確認画面へ",
    example_en='- click: button "Continue"',
)
def click(driver: Driver, args: Click, *, timeout: float, within: Scopes) -> Effects:
    """Press each target in turn; the dialog's answer belongs to the last."""
    for target in args.target[:-1]:
        driver.click(target, within=within, timeout=timeout)
    answers = answers_of(args.dialog)
    driver.click(args.target[-1], within=within, dialog=answers, timeout=timeout)
    return Effects()


class Fill(StepArgs):
    """欄に値を入れ、画面に残った値を読み返す。 / Put values into fields and read back what was
    kept.

    文字、選択、ラジオ、チェック、分かれた日付の欄に使える。残った値が違うと業務エラーになる（欄の上限など）。
    画面が値を整える欄には {値: …, 読み返す: いいえ} と書く。
    セルが空欄なら、欄も空にする。すでに値のある欄を空欄のときに触らないようにするには、その欄だけの「入力」に
    「もし: {列の名前: {以外: ""}}」を付ける。 / For texts, lists, radios, checks and dates in several
    boxes. A value that the screen keeps otherwise refuses the row (a field's limit, say).
    For a field that the screen rewrites: {value: …, verify: false}. A blank cell empties its field. To
    leave a field as it is where the cell is blank, give it a fill of its own with when: {column: {not: ""}}.
    """

    fields: Fields = Field(title="欄", description="欄の名前: 値 の並び / lines of field: value")


@task(
    "fill",
    "入力",
    main="fields",
    model=Fill,
    example="- 入力:\n    児童氏名: <児童氏名>\n    生年月日: <生年月日|和暦 R06.04.01>",
    example_en="- fill:\n    Full name: <Name>\n    Date of birth: <Birthday|date YYYY/MM/DD>",
)
def fill(driver: Driver, args: Fill, *, timeout: float, within: Scopes) -> Effects:
    """Fill in order. Raises Mismatch B04 where the screen keeps something else."""
    return checked(driver.fill(args.fields, within=within, timeout=timeout), args.fields)


class Upload(StepArgs):
    """ファイルを添付する。 / Hand a file to a file field."""

    fields: Fields = Field(
        title="欄", description="欄の名前: ファイル の並び / lines of field: file"
    )


@task(
    "upload",
    "添付",
    main="fields",
    model=Upload,
    example="- 添付:\n    就労証明書: <就労証明書>",
    example_en="- upload:\n    Certificate: <Certificate>",
)
def upload(driver: Driver, args: Upload, *, timeout: float, within: Scopes) -> Effects:
    """Hand over the files. Raises Mismatch B04 where the screen shows another name."""
    return checked(driver.upload(args.fields, within=within, timeout=timeout), args.fields)


class Mismatch(Reject):
    """A reading that differs. Carries the readings, so that the report shows both values."""

    readings: tuple[FieldReading, ...] = ()


def checked(readings: tuple[FieldReading, ...], fields: tuple[FieldValue, ...]) -> Effects:
    """The readings, if all are equal that shall be. Raises Mismatch B04 with the field's name
    only."""
    free = {one.called for one in fields if not one.read_back}
    wrong = next((one for one in readings if not one.equal and one.field not in free), None)
    if wrong is None:
        return Effects(readings=readings)
    raise mismatch("B04", wrong, readings)


def mismatch(code: str, wrong: FieldReading, readings: tuple[FieldReading, ...]) -> Mismatch:
    """The error of a field that differs, with its name only; B17 where the two texts differ in forms of the
    same characters alone, unless the value is hidden."""
    letters = "" if wrong.put.hidden else forms_of_one(wrong.put.reveal(), wrong.kept.reveal())
    if letters:
        error = Mismatch(code, field=wrong.field, letters=letters, advice="B17")
    else:
        error = Mismatch(code, field=wrong.field)
    error.readings = readings
    return error

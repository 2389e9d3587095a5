"""Verbs that bring a file home: download, pdf."""

from __future__ import annotations

from pydantic import Field

from bots.model import Attachment, Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import OnScreen, Spoken
from bots.tasks.read import plain_label
from bots.tasks.registry import StepArgs, task


class Download(StepArgs):
    """押すと届くファイルを、この行の証跡に残す。 / Keep the file that a press brings with the evidence of the row.

    ファイルの中身は伏せられない。個人情報の入るファイルは、証跡の保存日数に気をつける。名前の中の <列> は、値ではなく列の名前のまま
    記録される。 / Nothing in the file is masked: mind how long evidence is kept. A <column> in the name is recorded
    as the name of the column, not as its value.
    """

    target: OnScreen = Field(title="対象", description="押すものの文字 / the words on it")
    save_as: Spoken = Field(title="保存名", description="ファイルの名前 / a name for the file")


@task(
    "download",
    "ダウンロード",
    main="target",
    model=Download,
    example="- ダウンロード: CSV出力\n  保存名: 一覧",
    example_en="- download: Export\n  save_as: list",
)
def download(driver: Driver, args: Download, *, timeout: float, within: Scopes) -> Effects:
    """Press, and take what comes. Raises ScreenError S48 where nothing does, S49 for what is too large."""
    file = driver.download(args.target, within=within, timeout=timeout)
    return Effects(files=(Attachment(plain_label(args.save_as), file.ending, file.data),))


class Pdf(StepArgs):
    """いまの画面を PDF にして、この行の証跡に残す。 / Keep the screen as a PDF with the evidence of the row.

    隠す列の値は、画像と同じように伏せられる。名前の中の <列> は、列の名前のまま記録される。 / Hidden values are masked as
    on pictures. A <column> in the name is recorded as the name of the column.
    """

    label: Spoken = Field(title="名前", description="PDF の名前 / a name for the PDF")


@task(
    "pdf",
    "PDF保存",
    main="label",
    model=Pdf,
    example="- PDF保存: 登録結果",
    example_en="- pdf: Result",
)
def pdf(driver: Driver, args: Pdf, *, timeout: float, within: Scopes) -> Effects:
    """The engine takes the picture that it is made of, so that it is masked as everywhere."""
    return Effects(papers=(plain_label(args.label),))

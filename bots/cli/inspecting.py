"""The command that shows a page as a recipe can work with it: inspect."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t
from bots.errors import PlaceError
from bots.messages.disk import disk_reason

if TYPE_CHECKING:
    from bots.app.inspecting import Inspected
    from bots.runners.surveying import SeenButton, SeenField

_KINDS = {
    "text": ("文字", "text"),
    "long text": ("長い文字", "long text"),
    "list": ("選択", "list"),
    "radio": ("ラジオ", "radio"),
    "check": ("チェック", "check"),
    "file": ("ファイル", "file"),
    "parts": ("分かれた欄", "parts"),
    "parts of a date": ("分かれた日付", "parts of a date"),
    "parts of a time": ("時と分の欄", "hours and minutes"),
    "several": ("1つの名前に並ぶ欄", "several under one name"),
}

_ROLES = {
    "button": ("ボタン", "button"), "link": ("リンク", "link"), "tab": ("タブ", "tab"), "menuitem": ("メニュー", "menu"),
    "": ("押せる言葉", "words to press"),
}  # fmt: skip


@click.command()
@click.argument("what", metavar=t("[アドレス | システム[/画面]]", "[URL | SYSTEM[/SCREEN]]"))
@click.option("--env", "environment", default="", help=t("環境（訓練、本番など）", "environment (training, production …)"))
@click.option("--picture", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help=t("番号つきの画像を残すところ（既定: inspect.png）", "where the picture with numbers goes (default: inspect.png)"))
@click.option("--address", "addresses", multiple=True, metavar="SYSTEM=URL",
              help=t("システムのアドレスを替える", "another address of a system"))
@click.option("--headed", is_flag=True, help=t("ブラウザーを見せる", "show the browser"))
@click.option("--login-again", is_flag=True,
              help=t("断られたログインを同じパスワードで試す", "try a refused login with the same password"))
@click.option("--json", "as_json", is_flag=True, help=t("JSONで", "as JSON"))
@click.pass_obj
def inspect(
    home: str | None,
    what: str,
    environment: str,
    picture: Path | None,
    addresses: tuple[str, ...],
    headed: bool,
    login_again: bool,
    as_json: bool,
) -> int:
    """The fields and buttons of a page by the words that a recipe may use for them. Enters nothing."""
    from bots.app.inspecting import inspect as look
    from bots.app.project import Project
    from bots.cli.running import pairs, see_to_screen

    see_to_screen(headed)
    seen = look(
        Project.at(home), what, environment=environment, addresses=pairs(addresses), headed=headed, login_again=login_again
    )
    place = picture or Path("inspect.png")
    try:
        place.touch(mode=0o600)  # what the screen shows may be a resident's
        place.write_bytes(seen.picture)
    except OSError as error:
        raise PlaceError("P80", file=place.name, reason=disk_reason(error)) from error
    if as_json:
        click.echo(json.dumps({**asdict(seen.survey), "picture": str(place)}, ensure_ascii=False))
        return 0
    _show(seen, place)
    return 0


def _show(seen: Inspected, picture: Path) -> None:
    from bots.cli.new import quoted
    from bots.cli.terminal import table

    survey = seen.survey
    click.secho(f"{survey.title or seen.where}  ({seen.where})", bold=True)
    if survey.fields:
        table(
            [t("番号", "no"), t("欄の名前", "field"), t("種類", "kind"), t("確かさ", "how sure")],
            [(str(one.number), _names(one), _kind(one), _sure(one)) for one in survey.fields],
            most=60,
        )
    else:
        click.echo(t("欄はありません。", "There are no fields."))
    if survey.buttons:
        click.echo()
        table(
            [t("番号", "no"), t("押すもの", "to press"), t("種類", "kind"), t("確かさ", "how sure")],
            [(str(one.number), one.name, _ROLES.get(one.role, (one.role, one.role))[0 if LANG == "ja" else 1], _sure_to_press(one)) for one in survey.buttons],
            most=60,
        )
    _show_pasting(seen)
    what, environment = seen.signed_in
    if what:
        command = f"bots inspect {quoted(what)}" + (f" --env {quoted(environment)}" if environment else "")
        click.echo(t(f"\nログイン画面です。ログインしてから見るには: {command}",
                     f"\nThis page asks for a password. To sign in first: {command}"))  # fmt: skip
    if seen.screens:
        names = "、".join(seen.screens) if LANG == "ja" else ", ".join(seen.screens)
        click.echo(t(f"\nこのシステムの画面: {names}", f"\nScreens of this system: {names}"))
    click.echo(
        t(
            f"\n番号つきの画像: {picture}（画面に出ている個人情報も写っています。取り扱いに注意してください）",
            f"\nPicture with the numbers: {picture} (it shows whatever the screen shows: mind personal data)",
        )
    )


def _names(one: SeenField) -> str:
    said = one.names or one.doubtful
    return " / ".join(said) or one.selector or "-"


def _kind(one: SeenField) -> str:
    word = _KINDS[one.kind][0 if LANG == "ja" else 1]
    several = f" ×{one.boxes}" if one.boxes > 1 else ""
    return word + several + (t("（入力できない）", " (read-only)") if one.read_only else "")


def _sure(one: SeenField) -> str:
    if one.names and one.via == "label":
        return t("◎ この名前で1つ", "sure: one of that name")
    if one.names:
        return t("○ 欄の中の案内文だけ", "by the hint inside the field only")
    if one.doubtful:
        return t("△ 同じ名前がほかにもある（範囲を付ける）", "the name stands elsewhere too (add in)")
    return t("✕ 言葉がない（システムの「名前」に書く）", "no words (put it under names of the system)")


def _sure_to_press(one: SeenButton) -> str:
    if one.count == 1:
        return t("◎ この名前で1つ", "sure: one of that name")
    if one.columns:
        return t(f"△ {one.count} か所にある（行と列で選ぶ）", f"stands {one.count} times (choose row and column)")
    return t(f"△ {one.count} か所にある（範囲を付ける）", f"stands {one.count} times (add in)")


def _show_pasting(seen: Inspected) -> None:
    """Lines that can be pasted into a recipe; of a menu, which has no fields, all that leads on."""
    named = [one for one in seen.survey.fields if one.names and not one.read_only]
    menu = not seen.survey.fields
    pressed = [one for one in seen.survey.buttons if menu or one.role in ("button", "")]
    in_rows = [one for one in seen.survey.buttons if one.columns]
    if not named and not pressed and not in_rows:
        return
    if menu:
        click.echo(t("\nシステムのファイルの「開き方」や、レシピに貼れる形:", "\nTo paste under how of a screen in the system file, or into a recipe:"))
    else:
        click.echo(t("\nレシピに貼れる形（右側に列の名前を書きます）:", "\nTo paste into a recipe (put the columns on the right):"))
    for verb, of_files in ((t("入力", "fill"), False), (t("添付", "upload"), True)):
        fields = [one for one in named if (one.kind == "file") == of_files]
        if fields:
            click.echo(f"  - {verb}:")
        for field in fields:
            click.echo(_put_in(field))
    for one in pressed:
        if one not in in_rows:
            click.echo(_press(one))
    for one in in_rows:
        click.echo(_press_in_row(one))


def _press_in_row(one: SeenButton) -> str:
    """What stands in several columns of one row, each by the heading of its column."""
    from bots.app.beginning.yaml_text import remark, scalar, thing

    heads = [scalar(thing(one.role, column, LANG == "ja")) for column in one.columns]
    named = [head for head in heads if head != '""']
    within = t("範囲: {行: （行のセルの言葉）}", "in: {row: (the words of a cell of the row)}")
    return "\n".join(f"  - {t('クリック', 'click')}: {head}   # {remark(one.name)}\n    {within}" for head in named)


def _put_in(field: SeenField) -> str:
    """A field that takes a column of its own name, in the form that it wants."""
    from bots.app.beginning.wanted_form import filters_of, kind_told, spoken
    from bots.app.beginning.yaml_text import field_name, placeholder, remark, scalar, value_text

    name = field_name(field.names)
    if name and field.parts:
        return _put_in_each(field, name)
    column = placeholder(name, spoken(filters_of(field, name, kind_told(field, name)), LANG == "ja")) if name else ""
    return f"      {scalar(name)}: {value_text(column)}" if column else f"      # {remark(field.names[0])}"


def _put_in_each(field: SeenField, name: str) -> str:
    """The boxes of a field among which no value can be divided (S12), behind a #: each by a name of its own, which
    the screen's map in the system file has to have first."""
    from bots.app.beginning.yaml_text import placeholder, remark, scalar
    from bots.recipe.names import OPEN

    named = [(scalar(f"{name}{number}"), part) for number, part in enumerate(field.parts, 1)]
    told = t("欄ごとに列を分け、システムのファイルの画面の「名前」に次のように書いてから、# を取ります:",
             "a column for each box; put these under names of the screen in the system file, then take the # away:")  # fmt: skip
    lines = [f"      # {remark(name)}: {told}", *(f"      #     {remark(one)}: {remark(part) or OPEN}" for one, part in named)]
    return "\n".join([*lines, *(f"      # {remark(one)}: {remark(placeholder(f'{name}{n}'))}" for n, (one, _) in enumerate(named, 1))])


def _press(one: SeenButton) -> str:
    """What is pressed as a step: click, or submit where a button's words say that it cannot be taken back."""
    from bots.app.beginning.yaml_text import remark, scalar, thing
    from bots.recipe.lints import registers

    target = scalar(thing(one.role, one.name, LANG == "ja"))
    if target == '""':  # words that no recipe can hold
        return f"  # {remark(one.name)}"
    several = t(f"   # {one.count} か所にある", f"   # stands {one.count} times") if one.count > 1 else ""
    if one.role == "button" and registers(one.name):
        success = t("成功の表示: （登録できたときに出る文）", "success: (the text that is shown then)")
        return f"  - {t('確定', 'submit')}: {target}{several}\n    {success}"
    return f"  - {t('クリック', 'click')}: {target}{several}"

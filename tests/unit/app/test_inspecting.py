"""What `bots inspect` is told to look at: names and addresses of screens, and the page behind a sign-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.inspecting import address_of, behind_sign_in, target_of
from bots.app.project import Project
from bots.errors import RecipeError
from bots.runners.surveying import SeenButton, SeenField

SYSTEM = """\
システム: 転園
アドレス:
  訓練: http://kunren.example.lg.jp/ten
  本番: http://honban.example.lg.jp
ログイン:
  - 開く: /login
  - クリック: ログイン
"""
SCREENS = "画面:\n  申込: {アドレス: /entry, 目印: 申込}\n  new: {アドレス: /new, 目印: 新規}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    systems = tmp_path / "config" / "systems"
    systems.mkdir(parents=True)
    (systems / "転園.yaml").write_text(SYSTEM, encoding="utf-8")
    (systems / "図書.yaml").write_text(SYSTEM.replace("転園", "図書").replace("/ten", "") + SCREENS, encoding="utf-8")
    (systems / "公開.yaml").write_text("システム: 公開\nアドレス:\n  訓練: http://koukai.example.lg.jp\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("screen", "screens", "read"),
    [
        ("/entry", (), "/entry"), ("moushikomi/new", (), "/moushikomi/new"), ("moushikomi/new?x=1", ("申込",), "/moushikomi/new?x=1"),
        ("entry", (), "/entry"), ("申込", ("申込",), "申込"), ("課/申込", ("課/申込",), "課/申込"), ("a/b", ("a/b",), "a/b"),
        ("entry", ("申込",), "entry"), ("申込/新規", ("申込",), "申込/新規"), ("申込", (), "申込"), ("New card", (), "New card"),
    ],
)  # fmt: skip
def test_an_address_needs_no_slash_in_front(screen: str, screens: tuple[str, ...], read: str) -> None:
    assert address_of(screen, screens) == read


def test_an_address_without_its_slash_is_opened_and_a_slip_in_a_name_is_told(home: Path) -> None:
    project = Project.at(str(home))
    for what in ("転園/moushikomi/new", "転園//moushikomi/new"):
        _, steps = target_of(project, what, "訓練", {})
        assert steps[-1].args["address"] == "/moushikomi/new"
    _, steps = target_of(project, "図書/new", "訓練", {})
    assert steps[-1].args["screen"] == "new", "a name goes first"
    with pytest.raises(RecipeError, match="R16"):
        target_of(project, "図書/申し込み", "訓練", {})


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://kunren.example.lg.jp/ten/menu?x=1", "転園/menu?x=1"), ("http://kunren.example.lg.jp/ten/login", "転園"),
        ("http://kunren.example.lg.jp/ten", "転園"), ("http://kunren.example.lg.jp/other", "図書/other"),
        ("http://honban.example.lg.jp/menu", "図書/menu 本番"), ("http://koukai.example.lg.jp/menu", ""),
        ("http://kunren.example.lg.jp.evil/menu", ""), ("http://127.0.0.1:1/menu", ""),
    ],
)  # fmt: skip
def test_how_to_look_behind_a_sign_in(home: Path, address: str, asked: str) -> None:
    assert " ".join(behind_sign_in(Project.at(str(home)), address)).strip() == asked


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (SeenButton("申込", "link", 1), "  - クリック: リンク「申込」"), (SeenButton("削除", "link", 2), "  - クリック: リンク「削除」   # 2 か所にある"),
        (SeenButton("登録する", "link", 1), "  - クリック: リンク「登録する」"), (SeenButton("<x", "link", 1), "  # <x"),
        (SeenButton("申込", "menuitem", 1), "  - クリック: メニュー「申込」"),
    ],
)  # fmt: skip
def test_what_leads_on_is_told_as_a_step(seen: SeenButton, line: str) -> None:
    from bots.cli.inspecting import _press

    assert _press(seen) == line


@pytest.mark.parametrize(
    ("name", "form", "line"),
    [
        ("氏名", "", "      氏名: <氏名>"), ("フリガナ", "", "      フリガナ: <フリガナ|全角|カタカナ>"),
        ("生年月日", "R06.04.01", "      生年月日: <生年月日|和暦 R06.04.01>"), ("No: 1", "", '      "No: 1": "<No: 1>"'),
        ("a|b", "", '      a|b: <"a|b">'), ("{x}", "", "      # {x}"),
    ],
)  # fmt: skip
def test_a_field_is_told_as_a_line_of_a_recipe(name: str, form: str, line: str) -> None:
    """Ready to paste: it is read as what it says, and goes in the form that the field wants."""
    from bots.cli.inspecting import _put_in

    assert _put_in(SeenField(1, "text", (name,), "label", 1, form=form)) == line


def test_boxes_that_share_a_name_are_told_behind_a_sign_each_by_its_own() -> None:
    from bots.cli.inspecting import _kind, _put_in

    seen = SeenField(1, "parts of a time", ("利用時間",), "label", 2, parts=("css=[name=h]", ""))
    assert _kind(seen) == "時と分の欄 ×2"
    first, *lines = _put_in(seen).splitlines()
    assert first.startswith("      # 利用時間: 欄ごとに列を分け")
    assert lines == [
        "      #     利用時間1: css=[name=h]", "      #     利用時間2: < ? >", "      # 利用時間1: <利用時間1>", "      # 利用時間2: <利用時間2>",
    ]  # fmt: skip

"""Verbs for what a hand does besides clicking: press (keys), hover, reload, window, close_window."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Keys, OnScreen, Text, Texts
from bots.tasks.registry import StepArgs, task

FIRST = ("main", "元の画面")  # the window that was there first


class Press(StepArgs):
    """キーを押す。 / Press a key.

    並べて書くと上から順に押す。Enter は、フォームを送らずにその欄だけに届く。登録するキー（F12 など）の操作には使わない。 / A
    list is pressed in order. Enter reaches the field alone and never sends the form. Not for a key that registers
    something.
    """

    keys: Keys = Field(
        title="キー",
        description="Tab、Enter、Escape、F1〜F12、矢印（上 下 左 右）、PageUp、PageDown、Home、End"
        " / Tab, Enter, Escape, F1 to F12, Up, Down, Left, Right, PageUp, PageDown, Home, End",
    )


@task(
    "press",
    "キー",
    main="keys",
    model=Press,
    example="- キー: F5",
    example_en="- press: F5",
)
def press(driver: Driver, args: Press, *, timeout: float, within: Scopes) -> Effects:
    """Each key goes to what has the focus."""
    driver.press_keys(args.keys, timeout=timeout)
    return Effects()


class Hover(StepArgs):
    """マウスを重ねる（重ねると開くメニューなど）。 / Put the mouse over a thing, as for a menu that opens under it."""

    target: OnScreen = Field(title="対象", description="重ねるものの文字 / the words on it")


@task(
    "hover",
    "重ねる",
    main="target",
    model=Hover,
    example="- 重ねる: 各種メニュー",
    example_en="- hover: More",
)
def hover(driver: Driver, args: Hover, *, timeout: float, within: Scopes) -> Effects:
    """Move the mouse there; nothing is pressed."""
    driver.hover(args.target, within=within, timeout=timeout)
    return Effects()


class Reload(StepArgs):
    """いまの画面を、同じアドレスで開き直す。 / Open the page anew at the same address.

    入力した内容は消える。フォームが送り直されることはない。「確定」の後には使えない。 / What was filled in is lost. No
    form is sent again. It cannot come after a submit.
    """

    texts: Texts = Field(
        (),
        title="表示",
        description="開き直したあとに出ているはずの表示（書かなくてもよい）"
        " / a text that is shown when it is there again; may be left out",
    )


@task(
    "reload",
    "再読込",
    main="texts",
    model=Reload,
    example="- 再読込: 検索結果",
    example_en="- reload: Search results",
)
def reload(driver: Driver, args: Reload, *, timeout: float, within: Scopes) -> Effects:
    """Open it anew and wait for its sign. Raises ScreenError S30."""
    driver.reload(timeout)
    for text in args.texts:
        driver.wait_shown((text,), timeout=timeout)
    return Effects()


class Window(StepArgs):
    """別に開いた画面（ウィンドウ）に移る。 / Go on in another window.

    題名の一部でよい。「元の画面」と書くと、はじめの画面に戻る。 / A part of its title will do; main is the one that was
    there first.
    """

    title: Text = Field(title="題名", description="画面の題名、または 元の画面 / its title, or main")


@task(
    "window",
    "画面切替",
    main="title",
    model=Window,
    example="- 画面切替: 照会結果",
    example_en="- window: Search",
)
def window(driver: Driver, args: Window, *, timeout: float, within: Scopes) -> Effects:
    """Wait for the window and make it the current one. Raises ScreenError S03, S04."""
    title = args.title.reveal()
    driver.switch_window("" if title in FIRST else title, timeout)
    return Effects()


class CloseWindow(StepArgs):
    """別に開いた画面（ウィンドウ）を閉じて、元の画面に戻る。 / Close a window and go back to the one there first."""

    title: Text = Field(title="題名", description="閉じる画面の題名 / its title")


@task(
    "close_window",
    "画面を閉じる",
    main="title",
    model=CloseWindow,
    example="- 画面を閉じる: 照会結果",
    example_en="- close_window: Search",
)
def close_window(driver: Driver, args: CloseWindow, *, timeout: float, within: Scopes) -> Effects:
    """Close it. Raises ScreenError S03, S04 where it is not there once, S46 for the first window."""
    driver.close_window(args.title.reveal(), timeout)
    return Effects()

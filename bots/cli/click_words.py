"""What click itself says, in Japanese: headings of the help, and mistakes of a command line.

Click takes its sentences through two functions, `_` and `ngettext`, in each of its modules. They are
replaced here, so that no catalogue in binary form and no variable of the environment is needed. A
sentence that is not in the table stays English.
"""

from __future__ import annotations

from types import ModuleType

import click

SENTENCES = {
    "Usage:": "使い方:",
    "Options": "オプション",
    "Error: {message}": "エラー: {message}",
    "Try '{command} {option}' for help.": "説明は {command} {option} で見られます。",
    "Show this message and exit.": "この説明を表示する",
    "Show the version and exit.": "版を表示する",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Missing argument": "書き足りないものがあります:",
    "Missing option": "書き足りないオプションがあります:",
    "Missing command.": "命令が書かれていません。",
    "No such option {name!r}.": "「{name}」というオプションはありません。",
    "Did you mean {possibility}?": "もしかして: {possibility}",
    "(Did you mean one of: {possibilities}?)": "もしかして: {possibilities}",
    "Got unexpected extra argument ({args})": "余分な言葉があります: {args}",
    "Got unexpected extra arguments ({args})": "余分な言葉があります: {args}",
    "Option {name!r} requires an argument.": "{name} の後に値を書いてください。",
    "Option {name!r} does not take a value.": "{name} には値を付けません。",
    "Invalid value: {message}": "値が正しくありません: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} の値が正しくありません: {message}",
    "{value!r} is not a valid {number_type}.": "「{value}」は数字（整数）ではありません。",
    "{value} is not in the range {range}.": "{value} は使える範囲（{range}）の外です。",
    "{value!r} is not {choice}.": "「{value}」は使えません。使えるのは {choice}",
    "{value!r} is not one of {choices}.": "「{value}」は使えません。使えるのは {choices}",
    "default: {default}": "書かなければ {default}",
}
MODULES: tuple[ModuleType, ...] = (
    click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.termui,
    click.types,
)  # fmt: skip


def one(sentence: str) -> str:
    """The Japanese of a sentence of click."""
    return SENTENCES.get(sentence, sentence)


def one_or_many(singular: str, plural: str, count: int) -> str:
    """The Japanese of a sentence that click says of one or of several."""
    return one(singular if count == 1 else plural)


def speak_japanese() -> None:
    """Let click speak Japanese from now on, in this process."""
    for module in MODULES:
        own = vars(module)
        if "_" in own:
            own["_"] = one
        if "ngettext" in own:
            own["ngettext"] = one_or_many

"""The pages of the reference about messages: rules of `check` with what is wrong and what is right, and all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bots.messages import CATALOGUE
from bots.messages.message import Message

ADVICE = ("L91", "L92", "L93", "L94", "L95", "L96", "R91", "R92", "R93", "R94", "R95", "R96", "R97", "R98", "R99")  # sentences that stand under other codes
LETTERS: dict[str, tuple[str, str]] = {
    "Y": ("Y: ファイルの書き方", "Y: the form of the file"),
    "R": ("R: レシピとシステムのファイルの内容", "R: what recipes and system files say"),
    "L": ("L: 助言（誤りではない）", "L: advice, no mistake"),
    "D": ("D: 表の内容", "D: the sheet"),
    "B": ("B: 断られた行（業務エラー）", "B: rows that are refused"),
    "S": ("S: 画面", "S: the screen"),
    "N": ("N: 通信と送信", "N: network and sending"),
    "P": ("P: このパソコン・設定・台帳", "P: this place: settings, browser, ledger"),
    "T": ("T: 時間割", "T: the timetable"),
}
RULES = ("Y", "R", "L")
EXPECTED = {"ja": "expected.txt", "en": "expected.en.txt"}


class _Dots(dict[str, object]):
    """Whatever a sentence asks for is … on a page that speaks of no case."""

    def __missing__(self, key: str) -> _Dot:
        return _Dot()


class _Dot:
    def __format__(self, form: str) -> str:
        return "…"


def _plain(text: str) -> str:
    """A sentence without its words; `<` would be taken for HTML, a line end for a new row."""
    return text.format_map(_Dots()).replace("<", "&lt;").replace("\n", " ")


def _said(message: Message, lang: str) -> tuple[str, str]:
    return (message.ja, message.hint_ja) if lang == "ja" else (message.en, message.hint_en)


def _codes(letter: str) -> list[str]:
    found = [code for code in CATALOGUE if code[0] == letter and code not in ADVICE]
    return sorted(found, key=lambda code: int(code[1:]))


def rule_page(lang: str, cases: Path) -> Iterator[str]:
    """Every rule of `check`: its sentence, what to do, a case with what is wrong and, where there is one, what is right."""
    ja = lang == "ja"
    yield (
        "`bots check` の終わりの [ ] の中が番号です。^ の上が誤りです。… には、あなたのレシピの言葉が入ります。"
        if ja
        else "The code stands in [ ] at the end of what `bots check` says. The mistake is above the ^; samples are in either "
        "language. … stands for words of your recipe."
    )
    yield ""
    yield "**助言（L）が出ても、そのままでよいとき。** 行の終わりに、番号と理由を書きます。その行のその助言だけが出なくなります。" if ja else (
        "**Where advice (L) is right as it is,** write its code and why at the end of the line. That advice on that line "
        "is told no more."
    )
    yield ""
    yield from ("```yaml", "- 待つ: 10秒    # 確認済み L05 帳票の画面には何も出ないため" if ja else
                "- wait: 10s    # bots: ok L05 the print screen shows nothing", "```")  # fmt: skip
    for letter in RULES:
        yield ""
        yield f"## {LETTERS[letter][0 if ja else 1]}"
        for code in _codes(letter):
            yield ""
            yield from _rule(code, lang, cases)


def _rule(code: str, lang: str, cases: Path) -> Iterator[str]:
    sentence, hint = _said(CATALOGUE[code], lang)
    yield f"### {code}"
    yield _plain(sentence)
    if hint:
        yield ""
        yield f"→ {_plain(hint)}"
    case = _case(code, lang, cases)
    wrong = _wrong(case, code, lang) if case is not None else []
    if case is None or not wrong:
        return
    yield ""
    yield from ("誤り:" if lang == "ja" else "Wrong:", "```text", *wrong, "```")
    right = case / "right.txt"
    if right.exists():
        lines = right.read_text(encoding="utf-8").rstrip("\n").split("\n")
        yield from ("直した書き方:" if lang == "ja" else "Right:", "```text", *lines, "```")


def _wrong(case: Path, code: str, lang: str) -> list[str]:
    """What is wrong in a case: lines of a file, or the command that was given."""
    if (case / EXPECTED[lang]).exists():
        return marked(case, code, lang)
    return (case / "wrong.txt").read_text(encoding="utf-8").splitlines()


def _case(code: str, lang: str, cases: Path) -> Path | None:
    """A golden case of a code: rather one with its right lines, rather one in the language of the page."""

    def rank(case: Path) -> tuple[bool, bool, str]:
        english = case.name.endswith("_english")
        return not (case / "right.txt").exists(), english != (lang == "en"), case.name

    return min(cases.glob(f"{code}_*"), key=rank, default=None)


def marked(case: Path, code: str, lang: str) -> list[str]:
    """The line of a case that is marked for a code, and the marks under it; with the lines around it that are to be
    changed too.
    """
    text = (case / EXPECTED[lang]).read_text(encoding="utf-8")
    found = re.search(rf"\[{code}\]\n *\d+ \| (.*)\n *\| (.*)", text)
    wrong = case / "wrong.txt"
    told = wrong.read_text(encoding="utf-8").rstrip("\n").split("\n") if wrong.exists() else []
    if found is None:
        return told  # said of the file as a whole
    line, marks = found[1].expandtabs(4), found[2]
    around = told or [line]
    if line not in around:
        return [line, marks, *(["…"] if around else []), *around]
    at = len(around) - around[::-1].index(line)  # of two that are the same, the second is one too many
    return [*around[:at], marks, *around[at:]]


def message_page(lang: str) -> Iterator[str]:
    """All other messages, by their codes."""
    ja = lang == "ja"
    yield (
        "メッセージの終わりの [ ] の中の番号で引きます。… には、そのときの名前や数が入ります。レシピの誤り（Y・R・L）は"
        "[別のページ](rules.md)にあります。"
        if ja
        else "Look up the code in [ ] at the end of a message. … stands for the names and numbers of the moment. Mistakes in "
        "recipes (Y, R, L) are on [another page](rules.md)."
    )
    for letter, titles in LETTERS.items():
        if letter in RULES:
            continue
        yield ""
        yield f"## {titles[0 if ja else 1]}"
        yield "| 番号 | 意味 | すること |" if ja else "| code | meaning | what to do |"
        yield "| --- | --- | --- |"
        for code in _codes(letter):
            sentence, hint = _said(CATALOGUE[code], lang)
            cells = [_plain(one).replace("|", "\\|") for one in (sentence, hint)]
            yield f"| {code} | {cells[0]} | {cells[1]} |"

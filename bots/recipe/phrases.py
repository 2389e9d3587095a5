"""Steps and conditions in the words of a sentence, in both languages; for `explain`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bots.model import PlanStep
from bots.recipe import words
from bots.recipe.recipe import Step
from bots.tasks.arguments import as_list
from bots.tasks.registry import find

_PLACEHOLDER = re.compile(r"(?<!\\)<([^<>|\s][^<>|]*)(\|[^<>]*)?>")

_OPERATORS = {
    "not": ("が{v}以外", "{n} is not {v}"),
    "over": ("が{v}を超える", "{n} is over {v}"),
    "under": ("が{v}未満", "{n} is under {v}"),
    "at_least": ("が{v}以上", "{n} is at least {v}"),
    "at_most": ("が{v}以下", "{n} is at most {v}"),
    "before": ("が{v}より前", "{n} is before {v}"),
    "after": ("が{v}より後", "{n} is after {v}"),
    "contains": ("が{v}を含む", "{n} contains {v}"),
    "starts": ("が{v}で始まる", "{n} begins with {v}"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A step in words, and the steps inside it."""

    text: str
    inside: tuple[Sentence, ...] = ()


def step_sentences(
    steps: Sequence[Step | PlanStep], lang: str, sending: Collection[str] = (), *, sent: bool = False
) -> Iterator[Sentence]:
    """One sentence for each step. `sending` are the called recipes that submit; `sent` = the row may be entered by
    then."""
    ja = lang == "ja"
    for step in steps:
        verb = step.verb if isinstance(step, Step) else step.task
        main = _main(step)
        sentence = _verify(main, step.args, ja, sent) if verb == "verify" else _sentence(verb, main, step.args, ja)
        if step.when is not None:
            condition = condition_text(step.when, lang)
            only = f"{condition}{_when(condition)}だけ、" if ja else f"Only if {condition}: "
            sentence = only + sentence
        if step.name:
            sentence = f"［{step.name}］{sentence}" if ja else f"[{step.name}] {sentence}"
        yield Sentence(sentence, tuple(_inside(step, lang, sending, sent)))
        sent = sent or _sends(step, sending)


def _sends(step: Step | PlanStep, sending: Collection[str]) -> bool:
    """Whether the row may be entered by this step."""
    if isinstance(step, PlanStep):
        return step.submits or any(_sends(one, sending) for one in step.steps)
    if step.task.submits or (step.verb == "use" and step.args.get("recipe") in sending):
        return True
    return any(_sends(one, sending) for block in step.blocks for one in block.steps)


def _inside(step: Step | PlanStep, lang: str, sending: Collection[str], sent: bool) -> Iterator[Sentence]:
    """What stands inside a step; of a branch each way with its condition."""
    task = find(step.task) if isinstance(step, PlanStep) else step.task
    if task is None or not task.holds_steps:
        return
    if isinstance(step, Step):
        blocks: list[tuple[Any, Sequence[Step | PlanStep]]] = [
            (one.when, one.steps) for one in step.blocks
        ]
    elif step.task == "branch":
        blocks = [(one.when, one.steps) for one in step.steps]
    else:
        blocks = [(None, step.steps)]
    for when, steps in blocks:
        if task.english == "branch":
            yield Sentence(_way(when, lang), tuple(step_sentences(steps, lang, sending, sent=sent)))
        else:
            yield from step_sentences(steps, lang, sending, sent=sent)


def _way(when: Any, lang: str) -> str:
    if when is None:
        return "どれでもないとき:" if lang == "ja" else "Otherwise:"
    condition = condition_text(when, lang)
    return f"{condition}{_when(condition)}:" if lang == "ja" else f"If {condition}:"


def _when(condition: str) -> str:
    """とき after a verb or an adjective, のとき after a noun."""
    return "とき" if condition.endswith(("い", "る", "む")) else "のとき"


def _main(step: Step | PlanStep) -> Any:
    if isinstance(step, Step):
        return step.args.get(step.task.main, "")
    if step.task == "open":
        return step.args.get("screen") or step.args.get("address", "")
    task = find(step.task)
    return step.args.get(task.main, "") if task is not None else ""


def _sentence(verb: str, main: Any, args: Mapping[str, Any], ja: bool) -> str:
    if verb == "submit":
        return _submit(main, args, ja)
    if verb in ("do", "branch", "each", "repeat", "use"):
        return _flow(verb, main, args, ja)
    if verb == "ask":
        return _ask(main, args, ja)
    if verb == "append":
        return _append(main, args, ja)
    if isinstance(main, Mapping):
        return _of_map(verb, main, args, ja)
    text = _quoted(main, ja)
    said = {
        "login": ("{t}にログインします。", "Sign in to {t}."),
        "logout": ("{t}からログアウトします。", "Sign out of {t}."),
        "open": ("{t}の画面を開きます。", "Open {t}."),
        "click": ("{t}を押します。", "Press {t}."),
        "press": ("キー{t}を押します。", "Press the key {t}."),
        "hover": ("{t}にポインターを重ねます。", "Point at {t}."),
        "window": ("画面を{t}に切り替えます。", "Go on in the window {t}."),
        "close_window": ("画面{t}を閉じます。", "Close the window {t}."),
        "reload": ("画面を読み込み直します。", "Load the page again."),
        "download": ("{t}を押してファイルを受け取ります。", "Press {t} and keep the file."),
        "pdf": ("画面を{t}という名前でPDFに残します。", "Keep the page as a PDF called {t}."),
        "read_table": ("表{t}を画面から読み取って控えます。", "Read the table {t} from the screen."),
        "stop": ("全体を止めます: {t}。", "End the whole run: {t}."),
        "not_see": ("{t}が画面に出ていないことを確かめます。", "Make sure that the screen does not show {t}."),
        "see": ("{t}が画面に出ていることを確かめます。", "Make sure that the screen shows {t}."),
        "wait": ("{t}待ちます。", "Wait for {t}."),
        "screenshot": ("画面を{t}という名前で画像に残します。", "Keep a picture called {t}."),
        "note": ("記録に{t}と書きます。", "Note {t}."),
        "notify": ("{t}と知らせます（実行の終わりの「お知らせ」と記録）。", "Tell people {t}, at the end of the run."),
        "reject": (
            "この行を業務エラー{t}とし、次の行に進みます。",
            "Refuse the row: {t}; go on with the next.",
        ),
        "skip": (
            "この行を対象外{t}とし、次の行に進みます。",
            "Leave the row out: {t}; go on with the next.",
        ),
    }
    if verb in said:
        return said[verb][0 if ja else 1].format(t=text)
    return f"「{_word(verb)}」を行います: {text}。" if ja else f"Do “{verb}” with {text}."


def _word(verb: str) -> str:
    """The Japanese word of a verb that has no sentence of its own."""
    task = find(verb)
    return task.japanese if task else verb


def _submit(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    target, success = _quoted(main, ja), _quoted(args.get("success", ""), ja)
    answers = as_list(args.get("dialog", []))
    if ja:
        said = "、次に ".join(words.DIALOG.get(one, one) for one in answers)
        asked = f"確認の窓には {said} と答えます。" if said else ""
        return (
            f"【取り消せません】{target}を押して登録します。{asked}"
            f"画面に{success}と出たら、この行は完了です。試し（bots rehearse）では、ここで止まります。"
        )
    asked = f"The dialog is answered with {', then '.join(answers)}. " if answers else ""
    return (
        f"[Cannot be taken back] Press {target}, which registers the row. {asked}"
        f"The row is done when the screen shows {success}. A rehearsal ends here."
    )


def _ask(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    shown = words.listed(as_list(args.get("show", [])))
    who, first = str(args.get("who", "")), str(args.get("first", ""))
    if ja:
        only = f"はじめの {first} 件だけ、" if first else ""
        seen = f"（見せる値: {shown}）" if shown else ""
        asked = f"{only}{who or '人'}に{_quoted(main, ja)}と聞き{seen}、「よい」のときだけ先へ進みます。"
        return f"{asked}いなければ確認待ちになり、登録しません。試し（bots rehearse）では聞きません。"
    only = f"For the first {first} rows: " if first else ""
    seen = f", showing {shown}" if shown else ""
    return (
        f"{only}Ask {who or 'a person'} {_quoted(main, ja)}{seen}, and go on only after a yes. Where nobody is there, "
        "the row waits and is not entered. A rehearsal does not ask."
    )


def _append(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    pairs = [_pair("append", name, value, ja) for name, value in args.get("values", {}).items()]
    listed = ("、" if ja else "; ").join(pairs)
    if ja:
        return f"登録できた行の分を、実行の終わりに表{value_text(main, ja)}の最後に1行足します: {listed}。"
    return f"If the row is entered, a line is added to {value_text(main, ja)} at the end of the run: {listed}."


def _flow(verb: str, main: Any, args: Mapping[str, Any], ja: bool) -> str:
    if verb == "do":
        return "次のことを順に行います。" if ja else "Do the following, in order:"
    if verb == "branch":
        if ja:
            return "次のうち、最初に当てはまる場合の手順だけを行います。どれにも当てはまらない行は業務エラーとします。"
        return "Take the first of these ways that fits; a row that fits none is refused:"
    if verb == "use":
        given = [_pair("set", name, value, ja) for name, value in args.get("given", {}).items()]
        listed = ("、" if ja else "; ").join(given)
        if ja:
            return f"部品「{main}」の手順を行います{f'（{listed}）' if listed else ''}。"
        return f"Carry out the steps of “{main}”{f' ({listed})' if listed else ''}."
    if verb == "each":
        said = f"明細「{main}」の1行ごとに、次のことを行います。"
        return said if ja else f"For each line of {main}:"
    condition, most = condition_text(main, "ja" if ja else "en"), args.get("max", "")
    if ja:
        return f"{condition}あいだ、次のことを続けます（多くて {most} 回）。"
    return f"While {condition}, go on with the following (at most {most} times):"


def _of_map(verb: str, main: Mapping[str, Any], args: Mapping[str, Any], ja: bool) -> str:
    if verb == "wait":
        condition = condition_text(main, "ja" if ja else "en")
        return f"{condition}になるまで待ちます。" if ja else f"Wait until {condition}."
    pairs = [_pair(verb, name, value, ja) for name, value in main.items()]
    listed = ("、" if ja else "; ").join(pairs)
    said = {
        "fill": (
            "画面の欄に入力し、画面に残った値を読み返して確かめます: {t}。",
            "Fill in the form and read back what it kept: {t}.",
        ),
        "upload": ("ファイルを添付します: {t}。", "Attach files: {t}."),
        "read": ("画面から読み取って控えます: {t}。", "Read from the screen: {t}."),
        "set": ("値を決めます: {t}。", "Set: {t}."),
        "lookup": ("対応表で調べて控えます: {t}。", "Look up in a table and keep: {t}."),
        "write": ("結果の表に書きます: {t}。", "Write into the result book: {t}."),
    }
    if verb in said:
        return said[verb][0 if ja else 1].format(t=listed)
    return f"「{_word(verb)}」を行います: {listed}。" if ja else f"Do “{verb}”: {listed}."


def _verify(main: Mapping[str, Any], args: Mapping[str, Any], ja: bool, sent: bool) -> str:
    """After the submit a difference makes the row a conflict, whatever `otherwise` says."""
    pairs = [_pair("verify", name, value, ja) for name, value in main.items()]
    listed = ("、" if ja else "; ").join(pairs)
    if sent:
        end = ("登録した後なので、違えば、この行は不一致とします。", "If not, the row, entered by then, is a conflict.")
    elif args.get("otherwise") == "system":
        end = ("違えば障害とします。", "If not, it counts as a fault.")
    else:
        end = ("違えば、この行は業務エラーとします。", "If not, the row is refused.")
    return f"画面の表示を確かめます: {listed}。{end[0]}" if ja else f"Compare the screen: {listed}. {end[1]}"


def _pair(verb: str, name: str, value: Any, ja: bool) -> str:
    if isinstance(value, Mapping):
        value = value.get("value", value.get("from", ""))
    text = value_text(value, ja)
    if verb == "verify":
        return f"「{name}」が{text}" if ja else f"{name} is {text}"
    if verb in ("read", "lookup"):
        return f"「{value}」を「{name}」として" if ja else f"{value} as {name}"
    return f"「{name}」に{text}" if ja else f"{name} = {text}"


def value_text(value: Any, ja: bool) -> str:
    """A value as a reader sees it: a placeholder is the column it stands for."""
    if isinstance(value, list):
        return words.listed([value_text(one, ja) for one in value])
    text = str(value)
    whole = _PLACEHOLDER.fullmatch(text)
    if whole:
        filters = [one for one in (whole[2] or "").split("|") if one]
        named = f"「{whole[1]}」の値" if ja else f"the value of {whole[1]}"
        if not filters:
            return named
        return f"{named}（{'・'.join(filters)}）" if ja else f"{named} ({', '.join(filters)})"
    return _quoted(text, ja)


def names_only(text: str) -> str:
    """A text with its placeholders by their names alone: how a value is written is no matter for a reader."""
    return _PLACEHOLDER.sub(r"<\1>", text)


def _quoted(value: Any, ja: bool) -> str:
    if isinstance(value, list | tuple):
        return (" → " if ja else " > ").join(_quoted(one, ja) for one in value)
    text = str(value)
    if not text:
        return "空" if ja else "blank"
    if ja:
        return text if text.endswith("」") else f"「{text}」"
    return text if text.endswith('"') else f"“{text}”"


def condition_text(condition: Any, lang: str) -> str:
    """A condition in words."""
    ja = lang == "ja"
    if isinstance(condition, list):
        return (" または " if ja else " or ").join(condition_text(one, lang) for one in condition)
    parts = [_compare(name, wanted, ja) for name, wanted in condition.items()]
    return ("、かつ " if ja else " and ").join(parts)


def _compare(name: str, wanted: Any, ja: bool) -> str:
    if name in ("shown", "not_shown"):
        text = value_text(wanted, ja)
        if ja:
            return f"画面に{text}が{'出ている' if name == 'shown' else '出ていない'}"
        return f"the screen {'shows' if name == 'shown' else 'does not show'} {text}"
    if isinstance(wanted, Mapping):
        parts = []
        for operator, value in wanted.items():
            if operator == "not" and value == "":
                parts.append(f"「{name}」が空でない" if ja else f"{name} is not blank")
                continue
            japanese, english = _OPERATORS[operator]
            said = f"「{name}」{japanese}" if ja else english
            parts.append(said.format(n=name, v=value_text(value, ja)))
        return ("、かつ " if ja else " and ").join(parts)
    if isinstance(wanted, list):
        either = (" か " if ja else " or ").join(value_text(one, ja) for one in wanted)
        return f"「{name}」が{either}" if ja else f"{name} is {either}"
    return f"「{name}」が{value_text(wanted, ja)}" if ja else f"{name} is {value_text(wanted, ja)}"

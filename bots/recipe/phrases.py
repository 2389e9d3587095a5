"""What one step does, in the words of a sentence, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from bots.model import PlanStep
from bots.recipe import words
from bots.recipe.condition_phrases import (
    condition_text,
    holding,
    until_text,
)
from bots.recipe.recipe import Step
from bots.recipe.value_phrases import (
    either,
    field_text,
    file_text,
    key_text,
    listed,
    names_only,
    names_text,
    quoted,
    said_text,
    target_text,
    value_text,
)
from bots.tasks.arguments import as_list, seconds
from bots.tasks.hands import FIRST
from bots.tasks.registry import STEPS, Task, find

Stage = Literal["", "sent", "looking"]
"""Where the step stands: "sent" = the row may be entered by then, "looking" = a row in doubt is looked up."""

_DIALOG = {"ja": words.DIALOG, "en": {"OK": "OK", "cancel": "Cancel"}}


def task_of(step: Step | PlanStep) -> Task | None:
    """The verb of a step; None for one of a hall that is not there now."""
    return step.task if isinstance(step, Step) else find(step.task)


def _main(step: Step | PlanStep) -> Any:
    if isinstance(step, PlanStep) and step.task == "open":
        return step.args.get("screen") or step.args.get("address", "")
    task = task_of(step)
    return step.args.get(task.main, "") if task is not None else ""


def seconds_text(number: float) -> str:
    """1 second, 2.5 seconds."""
    return f"{number:g} second" if number == 1 else f"{number:g} seconds"


# --------------------------------------------------------------------------- one step

Say = Callable[[Any, Mapping[str, Any], bool], str]


def phrase(step: Step | PlanStep, ja: bool, stage: Stage) -> str:
    """One step in one sentence, without what is said of its place and its condition."""
    verb = step.verb if isinstance(step, Step) else step.task
    main = _main(step)
    if verb == "verify":
        return _verify(main, step.args, ja, stage)
    if verb == "skip" and stage == "looking":
        why = said_text(main, ja)
        return f"{why}と分かるので、その行はもう一度登録します。" if ja else f"Known by {why} not to be there, the row is entered again."
    if verb == "branch":
        return _branch(step, ja)
    if verb in _SAID:
        return _SAID[verb](main, step.args, ja)
    if verb in _PLAIN:
        japanese, english, spoken = _PLAIN[verb]
        return (japanese if ja else english).format(t=spoken(main, ja))
    return _own(task_of(step), step.args, ja)


_PLAIN: Mapping[str, tuple[str, str, Callable[[Any, bool], str]]] = {
    "logout": ("{t}からログアウトします。", "Sign out of {t}.", said_text),
    "hover": ("{t}にポインターを重ねます。", "Point at {t}.", target_text),
    "close_window": ("画面{t}を閉じます。", "Close the window {t}.", value_text),
    "pdf": ("画面を{t}という名前でPDFに残します。", "Keep the page as a PDF called {t}.", said_text),
    "screenshot": ("画面を{t}という名前で画像に残します。", "Keep a picture called {t}.", said_text),
    "stop": ("全体を止めます（理由: {t}）。", "End the whole run, because of {t}.", said_text),
    "reject": ("{t}という理由で業務エラーとし、この先の手順は行いません。", "Refuse it, because of {t}, and do nothing more.", said_text),
    "skip": ("{t}という理由で対象外とし、この先の手順は行いません。", "Leave it out, because of {t}, and do nothing more.", said_text),
}
"""Verbs whose sentence holds nothing but their first line, and how that is told."""


def _login(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    system, account = quoted(str(main), ja), args.get("account", "")
    if ja:
        return f"{system}に、利用者「{account}」でログインします。" if account else f"{system}にログインします。"
    return f"Sign in to {system} with the account “{account}”." if account else f"Sign in to {system}."


def _open(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    screen = value_text(main, ja)
    return f"{screen}の画面を開きます。{_answered(args, ja)}" if ja else f"Open the screen {screen}.{_answered(args, ja)}"


def _click(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    told = [target_text(one, ja) for one in as_list(main)]
    if ja:
        order = "の順に押します。" if len(told) > 1 else "を押します。"
        return f"{'、'.join(told)}{order}{_answered(args, ja)}"
    return f"Press {', then '.join(told)}.{_answered(args, ja)}"


def _answered(args: Mapping[str, Any], ja: bool) -> str:
    """What is answered to the system's own questions, as a further sentence."""
    known = _DIALOG["ja" if ja else "en"]
    answers = [known.get(one, one) for one in as_list(args.get("dialog", []))]
    if not answers:
        return ""
    if ja:
        return f"確認の窓には{'、次に'.join(f'「{one}」' for one in answers)}と答えます。"
    return f" The dialog is answered with {', then '.join(answers)}."


def _press(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    told = key_text(main, ja)
    if ja:
        return f"キー{'、'.join(told)}{'の順に' if len(told) > 1 else 'を'}押します。"
    return f"Press the {'keys' if len(told) > 1 else 'key'} {', then '.join(told)}."


def _window(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    if main in FIRST:
        return "元の画面に戻ります。" if ja else "Go back to the first window."
    text = value_text(main, ja)
    return f"画面{text}に切り替えます。" if ja else f"Go on in the window {text}."


def _reload(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    shown = [value_text(one, ja) for one in as_list(main) if one]
    if ja:
        return f"画面を開き直{f'し、{listed(shown, ja)}が出ていることを確かめます' if shown else 'します'}。"
    return f"Load the page again{f', and make sure that it shows {listed(shown, ja)}' if shown else ''}."


def _see(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    told = listed([value_text(one, ja) for one in as_list(main)], ja)
    return f"画面に{told}が出ていることを確かめます。" if ja else f"Make sure that the screen shows {told}."


def _not_see(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    told = either([value_text(one, ja) for one in as_list(main)], ja)
    return f"画面に{told}が出ていないことを確かめます。" if ja else f"Make sure that the screen does not show {told}."


def _wait(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    plain = seconds(main)
    if plain is not None:
        return f"{plain:g} 秒待ちます。" if ja else f"Wait for {seconds_text(plain)}."
    if not isinstance(main, Mapping | list):
        return f"{quoted(str(main), ja)}を待ちます。" if ja else f"Wait for {quoted(str(main), ja)}."
    until = until_text(main, "ja" if ja else "en")
    return f"{until}まで待ちます。" if ja else f"Wait until {until}."


def _download(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    target, name = target_text(main, ja), said_text(args.get("save_as", ""), ja)
    if ja:
        return f"{target}を押し、届いたファイルを{name}という名前で証跡に残します。"
    return f"Press {target} and keep the file that arrives, called {name}, with the evidence."


def _read_table(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    table, into = value_text(main, ja), str(args.get("into", ""))
    if ja:
        return f"表{table}を画面から読み取り、「{into}」という名前で控えます。"
    return f"Read the table {table} from the screen and keep it as {into}."


def _note(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    text = value_text(main, ja)
    return f"記録に{_worded(text)}書きます。" if ja else f"Note {text}."


def _notify(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    text, to = value_text(main, ja), names_only(str(args.get("to", "")))
    if ja:
        return f"{to}{'に' if to else ''}{_worded(text)}知らせます（実行の終わりのお知らせと記録に出ます）。"
    return f"At the end of the run, tell {to or 'people'} {text}."


def _worded(text: str) -> str:
    """What is said or written: a text with と, what is put together with を."""
    return f"{text}{'と' if text.endswith('」') else 'を'}"


def _submit(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    target, asked = target_text(main, ja), _answered(args, ja)
    success = either([value_text(one, ja) for one in as_list(args.get("success", ""))], ja)
    if as_list(args.get("dialog", []))[:1] == ["cancel"]:
        if ja:
            return f"{target}を押します。{asked}はじめの問いをやめるので、登録は送られません。試し（bots rehearse）では、押す前に止まります。"
        return f"Press {target}.{asked} As the first question is refused, nothing is registered. A rehearsal ends before it."
    if ja:
        return (
            f"【取り消せません】{target}を押して登録します。{asked}"
            f"画面に{success}と出たら、登録できたものとします。試し（bots rehearse）では、ここで止まります。"
        )
    return (
        f"[Cannot be taken back] Press {target}, which registers.{asked} "
        f"It counts as entered when the screen shows {success}. A rehearsal ends here."
    )


def _ask(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    shown = names_text(as_list(args.get("show", [])), ja)
    who, first = names_only(str(args.get("who", ""))), str(args.get("first", ""))
    question = value_text(main, ja)
    if ja:
        only = f"はじめの {first} 件だけ、" if first else ""
        seen = f"（見せる値: {shown}）" if shown else ""
        asked = f"{only}{who or '人'}に{_worded(question)}聞き{seen}、「よい」のときだけ先へ進みます。"
        return f"{asked}いなければ確認待ちになり、登録しません。試し（bots rehearse）では聞きません。"
    only = f"For the first {'row' if first == '1' else f'{first} rows'}: " if first else ""
    seen = f", showing {shown}" if shown else ""
    return (
        f"{only}Ask {who or 'a person'} {question}{seen}, and go on only after a yes. Where nobody is there, "
        "it waits and is not entered. A rehearsal does not ask."
    )


def _append(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    pairs = _pairs(args.get("values", {}), ja)
    if ja:
        return f"登録できたら、実行の終わりに表{file_text(main, ja)}の最後に1行足します: {pairs}。"
    return f"Once it is entered, a line is added to {file_text(main, ja)} at the end of the run: {pairs}."


def _lookup(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    file, sheet = quoted(str(args.get("file", "")), ja), str(args.get("sheet", ""))
    kept = _kept(main, ja, quoted)
    where = condition_text(args.get("where") or {}, "ja" if ja else "en")
    if ja:
        page = f"のシート{file_text(sheet, ja)}" if sheet else ""
        return f"対応表{file}{page}で、{where}の行を探し、{kept}控えます。1行に決まらなければ、業務エラーとします。"
    return (
        f"Look in the table {file}{f', sheet {file_text(sheet, ja)},' if sheet else ''} for the line where {where}, and keep {kept}. "
        "Where it is not exactly one line, it is refused."
    )


def _read(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    kept = _kept(main, ja, target_text)
    return f"画面から読み取ります: {kept}控えます。" if ja else f"Read from the screen and keep {kept}."


def _kept(main: Any, ja: bool, spoken: Callable[[str, bool], str]) -> str:
    """What is kept under which names."""
    told = []
    for name, one in _entries(main):
        pattern = str(one.get("pattern", "")) if isinstance(one, Mapping) else ""
        source = spoken(str(one.get("from", "") if isinstance(one, Mapping) else one), ja)
        if ja:
            part = f"{source}のうち「{pattern}」の形に合うところ" if pattern else source
            told.append(f"{part}を「{name}」として")
        else:
            part = f"the part of {source} that fits the pattern “{pattern}”" if pattern else source
            told.append(f"{part} as {name}")
    return listed(told, ja)


def _fill(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    back = [not _is_unread(one) for _, one in _entries(main)]
    pairs = _pairs(main, ja, apart=any(back) and not all(back))
    if ja:
        read = "、画面に残った値を読み返して確かめます" if any(back) else "ます（読み返しません）"
        return f"画面の欄に入力し{read}: {pairs}。"
    return f"Fill in the form{' and read back what it kept' if any(back) else ', without reading it back'}: {pairs}."


def _of_pairs(japanese: str, english: str) -> Say:
    """A verb whose first lines are names with values."""
    return lambda main, args, ja: (japanese if ja else english).format(t=_pairs(main, ja))


def _pairs(written: Any, ja: bool, *, apart: bool = False) -> str:
    """Names with their values. `apart` = what is not read back is said at its place."""
    told = []
    for name, one in _entries(written):
        unread = apart and _is_unread(one)
        text = value_text(one.get("value", "") if isinstance(one, Mapping) else one, ja)
        if ja:
            field = field_text(name, ja)
            told.append(f"{field}に{text}{'（読み返しません）' if unread else ''}")
        else:
            told.append(f"{field_text(name, ja)} = {text}{' (not read back)' if unread else ''}")
    return ("、" if ja else "; ").join(told)


def _is_unread(written: Any) -> bool:
    return isinstance(written, Mapping) and written.get("verify") == "false"


def _entries(written: Any) -> Iterator[tuple[str, Any]]:
    yield from written.items() if isinstance(written, Mapping) else ()


def _do(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    return "次のことを順に行います。" if ja else "Do the following, in order:"


def _branch(step: Step | PlanStep, ja: bool) -> str:
    ways = step.blocks if isinstance(step, Step) else step.steps
    refused = all(one.when is not None for one in ways)
    if ja:
        end = "どれにも当てはまらなければ業務エラーとします。" if refused else ""
        return f"次のうち、最初に当てはまる場合の手順だけを行います。{end}"
    return f"Take the first of these ways that fits{'; what fits none is refused' if refused else ''}:"


def _use(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    given = _pairs(args.get("given", {}), ja)
    if ja:
        return f"部品「{main}」の手順を行います{f'（{given}）' if given else ''}。"
    return f"Carry out the steps of “{main}”{f' ({given})' if given else ''}."


def _each(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    return f"「{main}」の1行ごとに、次のことを行います。" if ja else f"For each line of {main}:"


def _repeat(main: Any, args: Mapping[str, Any], ja: bool) -> str:
    condition, most = condition_text(main or {}, "ja" if ja else "en"), args.get("max", "")
    if ja:
        return f"{holding(condition, 'あいだ')}、次のことを続けます（多くて {most} 回）。"
    return f"As long as {condition}, repeat the following (at most {most} times):"


def _verify(main: Any, args: Mapping[str, Any], ja: bool, stage: Stage) -> str:
    """After the submit, and where a row is looked up, a difference is a conflict, whatever `otherwise` says."""
    told = []
    for name, one in _entries(main):
        text = value_text(one.get("value", "") if isinstance(one, Mapping) else one, ja)
        told.append(f"{field_text(name, ja)}が{text}" if ja else f"{field_text(name, ja)} is {text}")
    if stage == "looking":
        end = ("合えば完了、違えば不一致とします。", "If so the row is done; if not, it is a conflict.")
    elif stage == "sent":
        end = ("登録した後なので、違えば不一致とします。", "If not, what was entered by then is a conflict.")
    elif args.get("otherwise") == "system":
        end = ("違えば障害とします。", "If not, it counts as a fault.")
    else:
        end = ("違えば業務エラーとします。", "If not, it is refused.")
    pairs = ("、" if ja else "; ").join(told)
    return f"画面の表示を確かめます: {pairs}。{end[0]}" if ja else f"Compare the screen: {pairs}. {end[1]}"


# --------------------------------------------------------------------------- the hall's own verbs


def _own(task: Task | None, args: Mapping[str, Any], ja: bool) -> str:
    """A verb without a sentence of its own: what it does by its docstring, and each of its arguments."""
    if task is None:
        return ""
    lang = "ja" if ja else "en"
    told = []
    for name, written in args.items():
        if name in task.kinds and task.kinds[name].name not in STEPS:
            word = task.arguments[name] if ja else task.written(name).replace("_", " ")
            told.append(f"{word}: {_argument(name, task.kinds[name].name, written, ja)}")
    summary = task.summary(lang).rstrip("。. ")
    if ja:
        return f"「{task.japanese}」を行います（{summary}）。{'、'.join(told)}。"
    return f"Do “{task.english.replace('_', ' ')}” ({summary}): {'; '.join(told)}."


def _argument(name: str, kind: str, written: Any, ja: bool) -> str:
    lang = "ja" if ja else "en"
    if name in words.ARGUMENT_VALUES:
        table = words.ARGUMENT_VALUES[name]
        return listed([quoted(words.spoken(table, one, ja), ja) for one in as_list(written)], ja)
    if kind in ("target", "targets"):
        return listed([target_text(one, ja) for one in as_list(written)], ja)
    if kind in ("fields", "named"):
        return _pairs(written, ja)
    if kind == "readings":
        return _kept(written, ja, target_text)
    if kind == "keys":
        return listed(key_text(written, ja), ja)
    if kind == "names":
        return names_text(as_list(written), ja)
    if kind in ("holding", "waiting") and seconds(written) is None:
        return condition_text(written, lang)
    if kind in ("text", "texts"):
        return listed([value_text(one, ja) for one in as_list(written)], ja)
    return listed([said_text(one, ja) for one in as_list(written)], ja)


_SAID: Mapping[str, Say] = {
    "login": _login, "open": _open, "click": _click, "press": _press, "window": _window, "reload": _reload, "see": _see,
    "not_see": _not_see, "wait": _wait, "download": _download, "read_table": _read_table, "note": _note, "notify": _notify,
    "submit": _submit, "ask": _ask, "append": _append, "lookup": _lookup, "read": _read, "fill": _fill, "do": _do,
    "use": _use, "each": _each, "repeat": _repeat,
    "upload": _of_pairs("ファイルを添付します: {t}。", "Attach files: {t}."),
    "set": _of_pairs("値を決めます: {t}。", "Set: {t}."),
    "write": _of_pairs("結果の表に書きます: {t}。", "Write into the result book: {t}."),
}  # fmt: skip

"""Advice about a recipe that is not wrong: what usually turns out to be a mistake."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from bots.recipe import words
from bots.recipe.names import Known
from bots.recipe.nodes import Map, Scalar, walk
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Step, flat
from bots.recipe.step_checks import conditions_of, targets_of
from bots.recipe.unmet import check_unmet
from bots.tasks.arguments import seconds
from bots.tasks.control import SAVING
from bots.values.calling import FILLING
from bots.values.scope import fold_name
from bots.values.targets import ROLES, bare_name, role_word

_ACTS = r"(?:登録|確定|送信|更新|削除|申請|実行|承認|保存|決定)"
_SUBMITTING = re.compile(
    rf"(?:[^\s]*[をのへに])?(?:{_ACTS}+(?:する|します|する。)?|送る|送ります)"  # 申請を送信, 変更内容の登録, 登録確定
    r"|(?i:(?:register|save|submit|update|delete|send|approve)"
    r"(?: (?:(?:the|this|your) )?(?:application|request|form|changes|record|entry|card|data|order))?)"
)
_PATTERN = re.compile(r"/(.*)/")
_LOOSE = re.compile(r"\(\?:|\\s[*+?]?|\.[*+]\??|[\^$()?]")  # what a pattern leaves open around its words
_NUMBER = re.compile(r"個人番号|マイナンバー|口座番号|口座|(?i:my ?number|account number)")
_SPREAD = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")  # 登　録
_ASIDE = re.compile(r"[ \u3000]*[（(][^（）()]*[)）]$")  # 登録する（確定）
_SECRET = r"パスワード|パスコード|暗証番号|暗証|ﾊﾟｽﾜｰﾄﾞ|ﾊﾟｽｺｰﾄﾞ|(?i:password|passcode|(?<![a-zａ-ｚ])(?:pw|ｐｗ)(?![a-zａ-ｚ]))"
_PASSWORD = re.compile(_SECRET)
_SPOKEN = re.compile(rf"(?:{_SECRET})\s*(?:は|[:：=＝]|is )\s*[「\"']?(?=[!-;=?-~]*[0-9])(?P<word>[!-;=?-~]{{4,}})")
_BEFORE_QUOTES = re.compile(r"([^\s「」\"<>（(]{3,})\s*([「（(]).*[」）)]", re.DOTALL)
_NEAR = 0.6  # likeness of a word to one for a kind of thing: one sign of three may be another
_ROLE = re.compile(r"[^「」\"]*[「\"](.*)[」\"]")


def lint(reader: Reader, recipe: Recipe, known: Known) -> None:
    """Note all advice about a recipe."""
    _about(reader, recipe)
    steps = [step for _, section in recipe.sections() for step in flat(section)]
    submits = any(step.task.submits for step in steps)
    unread = any(problem.code in ("R04", "R07", "R26", "R90") for problem in recipe.found)
    if not submits and not unread and not recipe.returns and any(step.verb in FILLING for step in recipe.all_row_steps):
        filling = next(step for step in recipe.all_row_steps if step.verb in FILLING)
        reader.add("L02", filling.word, severity="warning")
    for step in steps:
        _clicks(reader, step)
        _roles(reader, step)
        _waits(reader, step)
    _asked_too_late(reader, recipe.row_steps)
    _unused(reader, recipe, known)
    _never(reader, recipe)
    _numbers(reader, recipe)


def _asked_too_late(reader: Reader, steps: Sequence[Step], sent: bool = False) -> bool:
    """L15: a person who is asked after the submit can keep nothing back. True if a row may be sent by then."""
    for step in steps:
        if step.verb == "ask" and sent:
            reader.add("L15", step.word, severity="warning", name=step.word.text)
        ends = [_asked_too_late(reader, block.steps, sent) for block in step.blocks]
        sent = sent or step.task.submits or any(ends)
    return sent


def _about(reader: Reader, recipe: Recipe) -> None:
    written = recipe.root.get("概要") or recipe.root.get("about")
    if (written is not None and not isinstance(written, Map)) or (written is None and not recipe.complete):
        return  # its form was told, or a word that may be meant for it
    if not recipe.root.entries:
        return  # that there is nothing was told
    there = {words.english(words.ABOUT, key.text) for key, _ in written.entries} if written is not None else set()
    missing = [name for name in ("owner", "purpose", "manual_minutes") if name not in there]  # a wrong value was told
    if not missing:
        return
    names = words.listed([words.spoken(words.ABOUT, name, reader.japanese) for name in missing])
    key = recipe.root.key("概要") or recipe.root.key("about") or recipe.root.entries[0][0]
    about = words.spoken(words.TOP, "about", reader.japanese)
    reader.add("L01", key, severity="warning", names=names, about=about)


def _clicks(reader: Reader, step: Step) -> None:
    if step.verb != "click":
        return
    for target in targets_of(step)[-1:]:
        role = _ROLE.fullmatch(target.text.strip())
        text = role[1] if role else bare_name(target.text)[1] or target.text.strip()
        pattern = _PATTERN.fullmatch(text)
        if pattern and any(registers(_LOOSE.sub("", one)) for one in pattern[1].split("|")):
            reader.add("L03", target, severity="warning", name=text)
            continue
        if registers(text):
            reader.add("L03", target, severity="warning", name=text)


def _roles(reader: Reader, step: Step) -> None:
    """L33: ボタソ「登録する」 and ボタン（登録する） name what has just these words. Other words before them are labels."""
    for target in targets_of(step):
        found = _BEFORE_QUOTES.fullmatch(target.text.strip())
        if found is None or role_word(target.text):
            continue
        word, round_ = found[1], found[2] != "「"
        near = [one for one in difflib.get_close_matches(word, ROLES.values(), 1, _NEAR) if len(one) == len(word)]
        if near and (word == near[0]) is round_:
            reader.add("L33", target, severity="warning", word=word, near=near[0])


def registers(words: str) -> bool:
    """Whether a button of these words usually does what cannot be taken back."""
    return _SUBMITTING.fullmatch(_ASIDE.sub("", _SPREAD.sub("", words.strip()))) is not None


def _waits(reader: Reader, step: Step) -> None:
    if step.verb == "wait" and isinstance(step.main, Scalar) and seconds(step.main.text) is not None:
        reader.add("L05", step.main, severity="warning")


def _unused(reader: Reader, recipe: Recipe, known: Known) -> None:
    if recipe.later:
        return
    used = known.used | {fold_name(name) for name in recipe.returns}
    for step in recipe.all_row_steps:
        if step.verb in SAVING and isinstance(step.main, Map):
            for key, _ in step.main.entries:
                if fold_name(key.text) not in used:
                    reader.add("L06", key, severity="warning", name=key.text)


def _never(reader: Reader, recipe: Recipe) -> None:
    """Conditions that no row can meet."""
    declared = (*(recipe.sheet.plan.columns if recipe.sheet else ()), *recipe.inputs)
    columns = {fold_name(column.name): column for column in declared}
    nodes = [node for step in recipe.all_row_steps for node in conditions_of(step)]
    if recipe.sheet and "only" in recipe.sheet.nodes:
        nodes.append(recipe.sheet.nodes["only"][1])
    for node in nodes:
        check_unmet(reader, node, columns)


def _numbers(reader: Reader, recipe: Recipe) -> None:
    if recipe.sheet is None:
        return
    for column in recipe.sheet.plan.columns:
        if _NUMBER.search(column.name) and not column.hidden:
            flag = "隠す" if reader.japanese else "mask"
            reader.add(
                "L09", recipe.sheet.columns[column.name], severity="warning",
                name=column.name, flag=flag,
            )  # fmt: skip


def literal_passwords(steps: Sequence[Step]) -> Iterator[Scalar]:
    """Values written out for fields that are called a password, at once or by a name that they were given; texts
    that tell one.
    """
    given: dict[str, Scalar] = {}
    for step in steps:
        for _, node in step.nodes.values():
            yield from (scalar for scalar in walk(node) if _SPOKEN.search(scalar.text))
        if step.verb == "set" and isinstance(step.main, Map):
            for key, value in step.main.entries:
                if isinstance(value, Scalar) and value.text and "<" not in value.text:
                    given[f"<{fold_name(key.text)}>"] = value
                    if _PASSWORD.search(key.text):
                        yield value
        if step.verb != "fill" or not isinstance(step.main, Map):
            continue
        for key, value in step.main.entries:
            if _PASSWORD.search(key.text):
                inner = value
                if isinstance(value, Map):
                    inner = value.get("値") or value.get("value") or value
                if not isinstance(inner, Scalar) or not inner.text:
                    continue
                if "<" not in inner.text:
                    yield inner
                elif fold_name(inner.text) in given:
                    yield given[fold_name(inner.text)]

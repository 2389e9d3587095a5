"""Slips that are no mistake in YAML and would be taken as the letters that they are: placeholders (`町名>`, `$町名`,
`≪町名≫`; `町名` alone and `【町名】`, which may be meant), things of the screen (`ボタン『登録』`, `ボタン 登録`; `見出し「完了」`
where texts are looked for), remarks (`値 ＃ここ`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bots.errors import BotsError
from bots.recipe import words
from bots.recipe.conditions import looked_for
from bots.recipe.names import BLANK, Known
from bots.recipe.nodes import Items, Map, Node, Scalar, walk
from bots.recipe.reader import Reader
from bots.recipe.recipe import Step
from bots.recipe.step_checks import conditions_of, targets_of
from bots.recipe.traps import CURLY_EMPTY
from bots.values.calling import FILLING
from bots.values.targets import FIELD_ROLES, ROLES, bare_name, parse_target
from bots.values.templates import parse

_NAME = r"(?P<name>[^\s<>＜＞|｜]+)(?P<filters>[|｜][^<>＜＞]*)?"
_NEVER_MEANT = (  # no text is written so that only happens to hold the name of a column
    re.compile(rf"(?:^|(?<=[\s\u3000])){_NAME}[>＞]"),
    re.compile(r"[≪《〈«‹](?P<name>[^≪《〈«‹≫》〉»›|｜]+)(?P<filters>[|｜][^≫》〉»›]*)?[≫》〉»›]"),
    re.compile(r"[$＄](?P<name>[^\s$＄|｜]+)(?P<filters>)"),
    re.compile(r"[%％](?P<name>[^\s%％|｜]+)(?P<filters>)[%％]"),
)
_MAYBE = re.compile(r"\s*[【「『［\[〔(（]?\s*(?P<name>[^【】「」『』［］\[\]〔〕]+?)\s*[】」』］\]〕)）]?\s*")
_ROLE = "|".join(sorted((word for pair in ROLES.items() for word in pair), key=len, reverse=True))
_MARKS = "『』｢｣“”‘’＂'"  # none of them opens or closes the name of a thing
_NO_THING = re.compile(
    rf"(?P<role>{_ROLE})\s*(?:[{_MARKS}](?P<name>[^「」\"{_MARKS}]+)[{_MARKS}])"
    rf"|[「\"{_MARKS}](?P<whole>[^「」\"{_MARKS}]+)[」\"{_MARKS}]"
)
_THING = re.compile(
    rf"(?:{_ROLE})\s*(?:「(?P<named>[^「」]+)」|\"(?P<quoted>[^\"]+)\"|“(?P<curled>[^“”]+)”)"
    r"|「(?P<whole>[^「」]+)」|“(?P<whole_curled>[^“”]+)”"
)
_SEEING = ("see", "not_see")  # their main argument is texts, which the screen shows
_SEEN_EVERYWHERE = ("problems", "already", "login_failed", "lost", "busy")
_REMARK = re.compile(r"[\s\u3000]＃")


def check_things(reader: Reader, step: Step) -> None:
    """L22 in what a step presses, fills, compares or reads."""
    for target in targets_of(step):
        text = target.text.strip()
        found = _NO_THING.fullmatch(text)
        if found is not None and found["whole"]:
            reader.add("L22", target, severity="warning", name=text, instead=found["whole"])
            continue
        role, name = found.group("role", "name") if found is not None else _bare_thing(step, target)
        if name:
            instead = f'{role} "{name}"' if role in ROLES else f"{role}「{name}」"
            reader.add("L22", target, severity="warning", name=text, instead=instead)


def _bare_thing(step: Step, target: Scalar) -> tuple[str, str]:
    """`ボタン 登録`, but in quotes, which say that the letters are meant. Nothing but a field is filled in."""
    role, name = bare_name(target.text)
    meant = target.quoted or (step.verb in FILLING and parse_target(f"{role}「{name}」").kind not in FIELD_ROLES)
    return ("", "") if meant else (role, name)


def check_seen(reader: Reader, step: Step) -> None:
    """L35 in the texts for which a step looks on the screen."""
    lists = [step.main] if step.verb in _SEEING else []
    if "success" in step.nodes:
        lists.append(step.nodes["success"][1])
    for node in lists:
        _no_thing(reader, _texts(node))
    for condition in conditions_of(step):
        for node in looked_for(condition):
            _no_thing(reader, _texts(node))


def check_seen_everywhere(reader: Reader, root: Map) -> None:
    """L35 in the texts of a recipe or a system file that are looked for on every screen."""
    for key, node in root.entries:
        if (words.english(words.SYSTEM, key.text) or words.english(words.TOP, key.text)) in _SEEN_EVERYWHERE:
            _no_thing(reader, _texts(node))


def _texts(node: Node | None) -> Iterator[Scalar]:
    """The texts of one or a list of them; what else stands there was told."""
    for one in node.items if isinstance(node, Items) else (node,):
        if isinstance(one, Scalar):
            yield one


def _no_thing(reader: Reader, texts: Iterable[Scalar]) -> None:
    for text in texts:
        found = _THING.fullmatch(text.text.strip())
        if found and found.lastgroup:
            reader.add("L35", text, severity="warning", name=text.text.strip(), instead=found[found.lastgroup].strip())


def check_remarks(reader: Reader, root: Node) -> None:
    """L23, L34 in any value of the file."""
    for scalar in walk(root):
        if not scalar.quoted and CURLY_EMPTY.fullmatch(scalar.text):
            reader.add("L34", scalar, severity="warning", name=scalar.text)
        found = None if scalar.quoted else _REMARK.search(scalar.text)
        if found:
            begin = found.end() - 1
            reader.add("L23", scalar, severity="warning", offset=begin, width=len(scalar.text) - begin)


def check_slips(reader: Reader, step: Step, known: Known) -> None:
    """R166, and L19 for what may be meant, in the texts that a step puts in, compares or hands on."""
    for name, (_, node) in step.nodes.items():
        if step.task.kinds[name].name in ("fields", "named"):
            for scalar in _values(node):
                _check(reader, scalar, known)


def _values(node: Node) -> Iterator[Scalar]:
    """The texts on the right of lines of name: value, and those of {value: …} there."""
    for _, value in node.entries if isinstance(node, Map) else ():
        inner = value.get("値") or value.get("value") if isinstance(value, Map) else value
        if isinstance(inner, Scalar) and not inner.empty:
            yield inner


def _check(reader: Reader, scalar: Scalar, known: Known) -> None:
    try:
        pieces = parse(scalar.text).parts
    except BotsError:
        return  # how it is written was told
    if "\\" in scalar.text or not known.all_known:
        return  # \< says that the mark is meant
    for piece in pieces:
        for match in _slips(piece) if isinstance(piece, str) else ():
            if known.find(match["name"].strip()):
                instead = f"<{match['name'].strip()}{match['filters'] or ''}>"
                begin = scalar.text.index(match[0])
                reader.add("R166", scalar, offset=begin, width=len(match[0]), name=match[0], instead=instead)
    whole = _MAYBE.fullmatch(scalar.text)
    declared = known.declared(whole["name"]) if whole else None
    if declared is not None:
        reader.add("L19", scalar, severity="warning", name=scalar.text.strip(), instead=f"<{declared}>")


def _slips(text: str) -> Iterator[re.Match[str]]:
    text = BLANK.sub("", text)  # told as such
    return (match for pattern in _NEVER_MEANT for match in pattern.finditer(text))

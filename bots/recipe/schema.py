"""JSON Schema (draft-07) of recipes and system files, for editors: made of the registry and the words alone.

A step is one object with an `if: {required: [verb]} then: …` for each word of each verb, so that an editor speaks of
one verb, not of all. Texts may be numbers or yes and no, as YAML takes them (`0012`): a recipe reads all as text.
What the schema refuses, `check` refuses too; `check` knows more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bots.recipe import meanings, words
from bots.recipe.loading import CLOCK, HEADINGS
from bots.recipe.meanings import Meaning, Meanings
from bots.recipe.schema_texts import placeholders
from bots.recipe.words import Table
from bots.tasks.registry import TASKS, Task
from bots.values.columns import COLUMN_TYPES, has_limits

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
PLAIN = ["string", "number", "boolean", "null"]
TEXT: Schema = {"type": PLAIN}
TEXTS: Schema = {"type": [*PLAIN, "array"], "items": TEXT, "minItems": 1}
NUMBER: Schema = {"type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 0}
HEADER: Schema = {"type": ["integer", "string"], "pattern": rf"^(?:[0-9]+|{HEADINGS.pattern})$", "minimum": 1}
HOURS: Schema = {"type": "string", "pattern": rf"^\s*{CLOCK}\s*[-~〜～]\s*{CLOCK}\s*$"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
LINES: Schema = {"type": "object", "additionalProperties": TEXT}
SECONDS: Schema = {
    "type": ["number", "string"],
    "pattern": r"^\s*[0-9]{1,5}(\.[0-9]+)?\s*(秒|s)?\s*$",
    "exclusiveMinimum": 0,
    "maximum": 3600,
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


NAMED: Schema = {"type": "object", "additionalProperties": _ref("text"), "minProperties": 1}


def recipe_schema() -> Schema:
    """The schema of a recipe."""
    top = _object(words.TOP, meanings.TOP, _TOP)
    return _document(top, [*_needed(words.TOP, ["recipe"]), *_work()])


def system_schema() -> Schema:
    """The schema of a system file."""
    top = _object(words.SYSTEM, meanings.SYSTEM, _SYSTEM)
    return _document(top, _needed(words.SYSTEM, ["system", "addresses"]))


def _document(top: Schema, rules: Sequence[Schema]) -> Schema:
    """Without a title: an editor would write it over every word that it explains."""
    return {"$schema": DRAFT, **top, "allOf": list(rules), "definitions": _definitions()}


def _work() -> Iterator[Schema]:
    """A recipe has rows and what is done with each, or steps: one of both. A word that is not known may be the one
    that is missing: it alone is marked then.
    """
    told = "「データ」があるときは、「行ごと」に書きます。 / Where there are rows, write each_row instead."
    rows, each_row, steps = (words.both({name: words.TOP[name]}) for name in ("rows", "each_row", "steps"))
    known = {"propertyNames": {"enum": words.both(words.TOP)}}
    yield {"if": _either(rows), "then": {"properties": dict.fromkeys(steps, _never(told))}}
    yield {"if": {**known, **_either(rows), "not": _either(steps)}, "then": _either(each_row)}
    yield {"if": {**known, **_either(each_row)}, "then": _either(rows)}
    yield {"if": {**known, "not": _either([*rows, *each_row])}, "then": _either(steps)}


# --------------------------------------------------------------------------- words with their texts


def _told(lang: str, text: str, example: str) -> Schema:
    """What an editor shows of a word: a sentence, and an example as it stands in a file."""
    told: Schema = {"description": text}
    if example:
        name = "例" if lang == "ja" else "Example"
        told["markdownDescription"] = f"{text}\n\n{name}:\n```yaml\n{example}\n```"
    return told


def _word(word: str, lang: str, meaning: Meaning) -> Schema:
    example = meaning.shown(lang)
    if example and f"{word}:" not in example and example != f"<{word}>":
        example = f"{word}: {example}"
    return _told(lang, meaning.text(lang), example)


def _properties(table: Table, known: Meanings, shapes: Mapping[str, Schema]) -> Schema:
    """The words of both languages, each with what may stand there. Words of a later version are left out."""
    made: Schema = {}
    for word, lang, meaning in meanings.pairs(table, known):
        key = words.english(table, word)
        if key is not None and not meaning.later:
            made[word] = {**shapes.get(key, TEXT), **_word(word, lang, meaning)}
    return made


def _object(table: Table, known: Meanings, shapes: Mapping[str, Schema]) -> Schema:
    return {"type": "object", **_members(table, known, shapes)}


def _once(pairs: Iterable[tuple[str, str]]) -> Schema:
    """That the Japanese and the English word for one thing are not both there: the English one is marked."""
    told = {ja: {"properties": {en: _ref("written twice")}} for ja, en in pairs if ja != en}
    return {"dependencies": told} if told else {}


def _needs(table: Table, names: Sequence[str]) -> Schema:
    """That words are there, in either language."""
    return {"allOf": _needed(table, names)} if names else {}


def _needed(table: Table, names: Sequence[str]) -> list[Schema]:
    return [_either([table[name], name]) for name in names]


def _either(names: Sequence[str]) -> Schema:
    if len(names) == 1:
        return {"required": list(names)}
    return {"anyOf": [{"required": [name]} for name in names]}


def _one_of(table: Table) -> Schema:
    """One of the words of a closed set; yes and no as YAML takes them."""
    known = next(known for _, _, one, known in meanings.CONTEXTS if one is table)
    allowed = list(meanings.pairs(table, known))
    as_read = {"true": True, "false": False} if table is words.YES_NO else {}
    made: Schema = {
        "enum": [as_read.get(word, word) for word, _, _ in allowed],
        "enumDescriptions": [meaning.text(lang) for _, lang, meaning in allowed],
    }
    in_quotes = {"type": "string", "pattern": "^(true|false)$"}  # may be, and is not offered
    return {"anyOf": [made, in_quotes]} if as_read else made


def _several_of(table: Table) -> Schema:
    return _one_or_more(_one_of(table))


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


# --------------------------------------------------------------------------- parts of a file


def _columns() -> Schema:
    """Columns or inputs: the type first, then its flags."""
    types = [*COLUMN_TYPES.values(), *COLUMN_TYPES]
    known = rf"^\s*({'|'.join(types)})(\s|$)"
    flags = [f"{ja}・{en}" for en, ja in words.COLUMN_FLAGS.items()]
    column = {
        "type": "string",
        "pattern": known,
        "patternErrorMessage": f"{'、'.join(COLUMN_TYPES.values())} / {', '.join(COLUMN_TYPES)}",
        "examples": types,
        "if": {"pattern": known},
        "then": {
            "pattern": rf"^\s*({'|'.join(_declarations())})\s*$",
            "patternErrorMessage": f"コード 8、選択 甲/乙、{'、'.join(flags)} / code 8, choice a/b, {', '.join(words.COLUMN_FLAGS)}",
        },
    }
    taken = {"anyOf": [{"enum": list(words.RESERVED)}, {"pattern": r"^(secret|account)\."}]}
    return {"type": "object", "propertyNames": {"not": taken}, "additionalProperties": column}


def _declarations() -> Iterator[str]:
    """What may stand after each type: a size, choices, flags, limits with their number."""
    flag = words.COLUMN_FLAGS
    plain = [*words.both({name: flag[name] for name in ("optional", "mask")})]
    limit = rf"({'|'.join(words.both({name: flag[name] for name in ('max', 'min')}))})\s+-?[0-9]{{1,12}}"
    unit = rf"({'|'.join(words.both({'unit': flag['unit']}))})\s+[^\s0-9]\S*"
    for english, japanese in COLUMN_TYPES.items():
        first = {"code": r"(\s+[0-9]{1,7})?", "choice": r"\s+\S*[/／]\S*"}.get(english, "")
        more = [limit] if has_limits(english) else words.both({"past_era": flag["past_era"]}) if english == "date" else []
        more += [unit] if english in ("number", "money") else []
        yield rf"({japanese}|{english}){first}(\s+({'|'.join([*plain, *more])}))*"


def _condition(*, screen: bool = True) -> Schema:
    """A condition, or a list of them of which one holds. Without `screen` it is about the row alone."""
    compared = {
        "type": [*PLAIN, "array", "object"],
        "items": _ref("text"),
        "minItems": 1,
        "minProperties": 1,
        **placeholders(),
        **_members(words.OPERATORS, meanings.OPERATORS, dict.fromkeys(words.OPERATORS, _ref("texts"))),
    }
    shown = _properties(words.SHOWN, meanings.SHOWN, dict.fromkeys(words.SHOWN, _ref("texts")))
    made: Schema = {
        "type": ["object", "array"],
        "minProperties": 1,
        "minItems": 1,
        "items": _ref("condition" if screen else "rows_only"),
        "additionalProperties": compared,
    }
    if screen:
        made["properties"] = shown
    else:
        made["propertyNames"] = {"not": {"enum": list(shown)}}
    return made


def _members(table: Table, known: Meanings, shapes: Mapping[str, Schema]) -> Schema:
    properties = _properties(table, known, shapes)
    both = _once((ja, en) for en, ja in table.items() if ja in properties)
    return {"properties": properties, "additionalProperties": False, **both}


def _within() -> Schema:
    row = {
        "type": [*PLAIN, "object"],
        "additionalProperties": _ref("text"),
        "minProperties": 1,
        "maxProperties": 1,
        "examples": words.both(words.LAST),
        **placeholders(),
    }
    return {
        "type": ["string", "number", "boolean", "object", "array"],
        "items": _ref("within"),
        "minItems": 1,
        "minProperties": 1,
        "if": {"type": "object", "minProperties": 2},  # an editor offers nothing where it is limited at once
        "then": {"maxProperties": 1},
        **placeholders(),
        **_members(words.IN, meanings.IN, {**dict.fromkeys(words.IN, _ref("text")), "row": row}),
    }


def _inner(table: Table, known: Meanings, needed: str, shapes: Mapping[str, Schema]) -> Schema:
    """Lines of `name: text`, or of `name: {…}` with the words of `table`."""
    shapes = {needed: _ref("text"), **shapes}
    one = {
        "type": [*PLAIN, "object"],
        **placeholders(),
        **_members(table, known, shapes),
        "if": {"type": "object"},
        "then": _either([table[needed], needed]),
    }
    return {"type": "object", "additionalProperties": one, "minProperties": 1}


def _ways() -> Schema:
    members = _object(words.WAY, meanings.WAY, {"when": _ref("condition"), "do": _ref("steps"), "else": _ref("steps")})
    other = _either([words.WAY["else"], "else"])
    both = {"allOf": [_either([words.WAY["when"], "when"]), _either([words.WAY["do"], "do"])]}
    way = {**members, "if": other, "then": {"maxProperties": 1}, "else": both}
    return {"type": "array", "items": way, "minItems": 1}


_ROWS: Mapping[str, Schema] = {
    "header": _ref("header"), "key": TEXTS, "only": _ref("rows_only"), "skip": _ref("rows_only"), "columns": _ref("columns"),
    "details": _ref("details"), "strict": _one_of(words.YES_NO), "hidden": _one_of(words.HIDDEN),
    **dict.fromkeys(("file", "sheet", "register"), _ref("text")),
}  # fmt: skip
_TOP: Mapping[str, Schema] = {
    "format": {"enum": [1, "1"]},
    "about": _object(words.ABOUT, meanings.ABOUT, {"manual_minutes": NUMBER, "per_month": NUMBER, "review_by": DAY}),
    "uses": TEXTS,
    "inputs": _ref("columns"),
    "rows": {
        **_object(words.ROWS, meanings.ROWS, _ROWS),
        **_needs(words.ROWS, ["file", "key", "columns"]),
    },
    **dict.fromkeys(("start", "each_row", "steps", "finish", "probe"), _ref("steps")),
    **dict.fromkeys(("problems", "already", "returns"), TEXTS),
    "safety": _object(
        words.SAFETY, meanings.SAFETY, {**dict.fromkeys(words.SAFETY, NUMBER), "hours": _one_or_more(HOURS)}
    ),
    "evidence": _object(
        words.EVIDENCE, meanings.EVIDENCE,
        {"screenshots": _one_of(words.SCREENSHOTS), "mask": TEXTS, "keep_days": NUMBER,
         "personal": _one_of(words.PERSONAL)},
    ),
}  # fmt: skip
_SCREENS: Schema = {
    "type": "object",
    "additionalProperties": {
        **_object(words.SCREEN, meanings.SCREEN, {"how": _ref("steps"), "names": LINES}),
        **_needs(words.SCREEN, ["sign"]),
    },
}
_SYSTEM: Mapping[str, Schema] = {
    "addresses": LINES,
    "accounts": {"type": "object", "additionalProperties": LINES},
    "typing": _one_of(words.TYPING),
    "settle": NUMBER,
    "same": _several_of(words.SAME),
    **dict.fromkeys(("login", "logout"), _ref("steps")),
    **dict.fromkeys(("allow", "login_failed", "problems", "already", "lost", "busy"), TEXTS),
    "screens": _SCREENS,
    "submits": {
        "type": "array",
        "items": _object(
            words.SUBMITS, meanings.SUBMITS,
            {"mode": _one_of(words.MODE), "fields": TEXTS, "without": TEXTS, "carries": _one_of(words.YES_NO)},
        ),
    },
}  # fmt: skip


def _definitions() -> Schema:
    """What is used in several places, and what holds itself."""
    modifiers = {"when": _ref("condition"), "in": _ref("within"), "timeout": SECONDS}
    told = _properties(words.MODIFIERS, meanings.MODIFIERS, modifiers)
    details = {
        **_object(words.DETAILS, meanings.DETAILS, {
            "header": _ref("header"), "columns": _ref("columns"), "file": _ref("text"), "sheet": _ref("text"),
        }),
        **_needs(words.DETAILS, ["join", "columns"]),
        "if": {"not": _either([words.DETAILS["file"], "file"])},
        "then": _either([words.DETAILS["sheet"], "sheet"]),
    }
    return {
        "text": {**TEXT, **placeholders()},
        "header": HEADER,
        "texts": {**TEXTS, "items": _ref("text"), **placeholders()},
        "steps": {"type": "array", "items": _ref("step"), "minItems": 1},
        "step": _step(told),
        **{f"words of {name}": _one_of(table) for name, table in words.ARGUMENT_VALUES.items()},
        "written twice": _never("日本語と英語の両方で書かれています。どちらか1つにします。 / It is there in Japanese and in English: leave one."),
        **{f"verb {word}": _verb(task, lang) for task in TASKS.values() for word, lang in _spoken(task)},
        "columns": _columns(),
        "details": {"type": "object", "additionalProperties": details},
        "condition": _condition(),
        "rows_only": _condition(screen=False),
        "within": _within(),
        "fields": _inner(words.FIELD, meanings.FIELD, "value", {"verify": _one_of(words.YES_NO)}),
        "readings": _inner(words.READ_ITEM, meanings.READ_ITEM, "from", {}),
        "ways": _ways(),
        **{f"modifier {word}": one for word, one in told.items()},
    }


# --------------------------------------------------------------------------- steps

KINDS: Mapping[str, Schema] = {
    **dict.fromkeys(("text", "spoken", "target", "word", "path", "book", "sheet"), _ref("text")),
    **dict.fromkeys(("texts", "targets"), _ref("texts")),
    **dict.fromkeys(("keys", "names"), TEXTS),
    "fields": _ref("fields"),
    "named": NAMED,
    "readings": _ref("readings"),
    "count": {"type": ["integer", "string"], "pattern": "^([1-9][0-9]{0,2}|1000)$", "minimum": 1, "maximum": 1000},
    "inside": _ref("steps"),
    "ways": _ref("ways"),
    "holding": _ref("condition"),
}  # fmt: skip
"""What an argument of each kind may be; `waiting` is made of two others."""


def _step(modifiers: Schema) -> Schema:
    """One step: one verb, its arguments, and what any step may have."""
    verbs: Schema = {}
    rules: list[Schema] = []
    beside = {word: _ref(f"modifier {word}") for word in modifiers}
    for task in TASKS.values():
        for word, lang in _spoken(task):
            verbs[word] = _ref(f"verb {word}")
            then = _of_verb(task, word, lang, beside)
            rules.append({"if": _has_verb(word), "then": then})
    a_verb = {"type": "object", **_either(list(verbs))}
    return {
        "type": "object",
        "properties": beside,  # told here once: the rule of a verb only lets them stand
        **_once((ja, en) for en, ja in words.MODIFIERS.items() if ja in beside),
        "allOf": [{"if": a_verb, "else": _without_verb(verbs, beside)}, *rules],
    }


def _spoken(task: Task) -> tuple[tuple[str, str], tuple[str, str]]:
    """The words of a verb, each with its language."""
    return (task.japanese, "ja"), (task.english, "en")


def _never(told: str) -> Schema:
    """What nothing can be, so that an editor says it in our words."""
    wrong = {"errorMessage": told}
    return {"if": {"type": "string"}, "then": {"type": "object", **wrong}, "else": {"type": "string", **wrong}}


def _has_verb(word: str) -> Schema:
    """That a step is of this verb: its word is there, and not as an argument of another (`do` of each)."""
    others = [other for task in TASKS.values() for other in task.words if word in _words_of_arguments(task)]
    made: Schema = {"type": "object", "required": [word]}
    return {**made, "not": _either(others)} if others else made


def _words_of_arguments(task: Task) -> set[str]:
    names = [name for name in task.arguments if name != task.main]
    return {*(task.arguments[name] for name in names), *(task.written(name) for name in names)}


def _without_verb(verbs: Schema, beside: Schema) -> Schema:
    """A step whose verb is missing or misspelt: every verb is offered, and one must be there."""
    told = "手順の名前（入力、クリックなど）がありません。 / There is no verb (fill, click …)."
    return {
        "properties": {**verbs, **beside},
        "additionalProperties": False,
        "errorMessage": told,
        "if": {"propertyNames": {"enum": list(beside)}},
        "then": _never(told),
    }


def _verb(task: Task, lang: str) -> Schema:
    """The line of a verb: what may stand there, and what the verb does."""
    text = "\n".join(task.about(lang))
    return {**_argument(task, task.main), **_told(lang, text, task.example if lang == "ja" else task.example_en)}


def _of_verb(task: Task, word: str, verb_lang: str, beside: Schema) -> Schema:
    """The entries of a step with that verb; what is `beside` them is told by the step (no argument has its words)."""
    properties: Schema = {word: _ref(f"verb {word}")}
    needed: list[Schema] = []
    both: list[tuple[str, str]] = []
    for name, one in task.model.model_fields.items():
        if name == task.main:
            continue
        texts = dict(zip(("ja", "en"), (one.description or "").split(" / ", 1), strict=True))
        spoken = {str(one.title): "ja", task.written(name): "en"}
        both.append((str(one.title), task.written(name)))
        for argument, lang in spoken.items():
            properties[argument] = {**_argument(task, name), **_told(lang, texts[lang], "")}
        if one.is_required():  # what is missing is told in the language of the verb
            needed.append(_either(sorted(spoken, key=lambda argument: spoken[argument] != verb_lang)))
    may_stand = {**dict.fromkeys(beside, True), **properties}
    made: Schema = {"properties": may_stand, "additionalProperties": False, **_once(both)}
    return {**made, "allOf": needed} if needed else made


def _argument(task: Task, name: str) -> Schema:
    kind = task.kinds[name].name
    closed = words.ARGUMENT_VALUES.get(name)
    if closed is not None and name != task.main:
        one = _ref(f"words of {name}")
        return _one_or_more(one) if kind == "texts" else one
    if kind == "waiting":
        return {"if": {"type": ["string", "number"]}, "then": SECONDS, "else": _ref("condition")}
    return KINDS.get(kind, {})  # a kind of the hall's own: only its verb knows what it may be


SCHEMAS: Mapping[str, Callable[[], Schema]] = {"recipe": recipe_schema, "system": system_schema}
"""The schemas by the name of their file."""

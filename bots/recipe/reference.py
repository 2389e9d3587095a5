"""The reference of the language, docs/reference: pages made of the registry, the words and the messages.

`pages` gives every page by its path; nothing is written here. Written anew by: python tests/recipes/make_reference.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bots.model import Value
from bots.recipe import meanings, words
from bots.recipe.meanings_of_values import COLUMNS, FILTERS, Sample
from bots.recipe.reference_of_messages import message_page, rule_page
from bots.tasks.registry import TASKS, Task
from bots.values.columns import COLUMN_TYPES, parse_column, read_cell
from bots.values.filters import FILTERS as FILTER_WORDS
from bots.values.filters import apply
from bots.values.templates import Placeholder, parse

LANGUAGES = ("ja", "en")
MADE = {
    "ja": "<!-- このページは作られたものです。直すのは bots の中の言葉で、ここではありません（CONTRIBUTING.md）。 -->",
    "en": "<!-- This page is made. Change the words in bots, not this page (CONTRIBUTING.md). -->",
}
TITLES: Mapping[str, tuple[str, str, str, str]] = {
    "steps": ("手順", "Steps", "レシピに書ける手順と、その書き方", "the steps of a recipe and how they are written"),
    "words": ("言葉", "Words", "手順のほかに書ける言葉を、書く場所ごとに", "all other words, by where they are written"),
    "columns": ("列の型", "Column types", "表の列に書く型と、セルの値がどうなるか", "what a column may hold, and what becomes of a cell"),
    "filters": ("変換", "Filters", "<列名|変換> で値の形を変える", "how <name|filter> changes a value"),
    "rules": ("レシピの誤りと助言", "Mistakes and advice", "bots check が言うことと、直し方", "what bots check says, and what to do"),
    "messages": ("そのほかのメッセージ", "Other messages", "実行のときなどに出るメッセージを、番号から引く", "messages of runs and sheets, by code"),
}  # fmt: skip
KIND_TEXTS: Mapping[str, tuple[str, str]] = {
    "text": ("文字（<列名> を使える）", "a text; may hold <name>"),
    "spoken": ("文字（<列名> は名前のまま残る）", "a text; <name> stays as it is"),
    "word": ("決まった名前", "a name"),
    "path": ("ファイルの名前", "the name of a file"),
    "book": ("ファイルの名前（実行時の値と <今日> を使える）", "the name of a file; may hold inputs and <today>"),
    "sheet": ("シートの名前（実行時の値と <今日> を使える）", "the name of a sheet; may hold inputs and <today>"),
    "target": ("画面の文字（<列名> を使える）", "words on the screen; may hold <name>"),
    "targets": ("画面の文字、またはその並び", "words on the screen, or a list"),
    "texts": ("文字、またはその並び", "a text, or a list"),
    "keys": ("キーの名前、またはその並び", "a key, or a list"),
    "fields": ("「欄の名前: 値」の並び", "lines of field: value"),
    "named": ("「名前: 値」の並び", "lines of name: value"),
    "readings": ("「名前: 画面の項目」の並び", "lines of name: item"),
    "names": ("名前、またはその並び", "a name, or a list"),
    "count": ("1〜1000 の数", "a number from 1 to 1000"),
    "waiting": ("画面の条件、または秒数", "a condition of the screen, or seconds"),
    "holding": ("条件", "a condition"),
    "inside": ("手順の並び", "a list of steps"),
    "ways": ("「もし」と「手順」の並び", "a list of when and do"),
}


def pages(cases: Path) -> dict[str, str]:
    """Every page by its path below docs/reference. `cases` is the folder of golden messages."""
    made: dict[str, str] = {}
    for lang in LANGUAGES:
        bodies = {
            "steps": step_page(lang),
            "words": word_page(lang),
            "columns": column_page(lang),
            "filters": filter_page(lang),
            "rules": rule_page(lang, cases),
            "messages": message_page(lang),
        }
        for name, lines in bodies.items():
            made[f"{lang}/{name}.md"] = _page(lang, name, lines)
        made[f"{lang}/README.md"] = _index(lang)
    return made


def _page(lang: str, name: str, lines: Iterator[str]) -> str:
    title, english, _, _ = TITLES[name]
    other = "en" if lang == "ja" else "ja"
    ways = f"[{'もくじ' if lang == 'ja' else 'All pages'}](README.md) ・ [{'English' if lang == 'ja' else '日本語'}](../{other}/{name}.md)"
    return "\n".join([f"# {title if lang == 'ja' else english}", MADE[lang], "", ways, "", *lines]) + "\n"


def _index(lang: str) -> str:
    ja = lang == "ja"
    lines = [
        "# レシピの書き方: 引く本" if ja else "# Reference of the recipe language",
        MADE[lang],
        "",
        "レシピを書いていて「この言葉は何だろう」「何と書けばよいだろう」と思ったときに引きます。はじめての方は"
        "[レシピの手引き](../../recipes.ja.md)から読んでください。日本語の言葉と英語の言葉は、混ぜて書いてもかまいません。"
        if ja
        else "To look a word up while writing a recipe. New here? Begin with the [handbook of recipes](../../recipes.md). Words of "
        "both languages may be mixed.",
        "",
    ]
    head = ("ページ", "書いてあること") if ja else ("page", "what it tells")
    rows = [(f"[{one[0] if ja else one[1]}]({name}.md)", _code_marks(one[2] if ja else one[3])) for name, one in TITLES.items()]
    return "\n".join([*lines, *_table(head, rows), "", f"[{'English' if ja else '日本語'}](../{'en' if ja else 'ja'}/README.md)"]) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; what is empty in all rows is left out."""
    kept = [at for at in range(len(head)) if any(row[at] for row in rows)]
    lines = [[head[at] for at in kept], ["---"] * len(kept)]
    lines += [[row[at].replace("|", "\\|").replace("\n", " ") for at in kept] for row in rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _code_marks(text: str) -> str:
    """`<…>` outside of code marks would be taken for HTML."""
    return text.replace("<", "&lt;")


def _yaml(text: str) -> list[str]:
    return ["```yaml", text, "```"]


# --------------------------------------------------------------------------- steps


def step_page(lang: str) -> Iterator[str]:
    """Every verb: what it does, what may be written, an example."""
    ja = lang == "ja"
    yield (
        "手順は「- 」で始め、名前のあとに「:」を書きます。1つの手順に名前は1つです。どの手順にも、説明・もし・範囲・待ち時間を"
        "[書き足せます](words.md#どの手順にも書けるもの)。"
        if ja
        else "A step begins with a dash; after its name stands a colon. One step, one name. Any step may also have name, when, in "
        "and timeout: [what any step may have](words.md#what-any-step-may-have)."
    )
    yield ""
    head = ("手順", "英語", "何をするか") if ja else ("step", "Japanese", "what it does")
    rows = []
    for task in TASKS.values():
        own, other = (task.japanese, task.english) if ja else (task.english, task.japanese)
        rows.append((f"[{own}](#{own.lower()})", other, _code_marks(task.summary(lang))))
    yield from _table(head, rows)
    for task in TASKS.values():
        yield ""
        yield from _step(task, lang)


def _step(task: Task, lang: str) -> Iterator[str]:
    ja = lang == "ja"
    yield f"## {task.japanese if ja else task.english}"
    yield f"{'英語' if ja else 'Japanese'}: `{task.english if ja else task.japanese}`"
    for paragraph in task.about(lang):
        yield ""
        yield _code_marks(paragraph)
    if task.submits:
        yield ""
        yield "**取り消せない操作です。** 1行に1回だけ書きます。" if ja else "**Cannot be taken back.** It stands once for each row."
    yield ""
    head = ("書くもの", "英語", "必ず", "書き方", "中身") if ja else ("what", "Japanese", "needed", "form", "meaning")
    yield from _table(head, [_argument(task, name, lang) for name in task.model.model_fields])
    yield ""
    yield from _yaml(task.example if ja else task.example_en)


def _argument(task: Task, name: str, lang: str) -> tuple[str, ...]:
    one, ja = task.model.model_fields[name], lang == "ja"
    if name == task.main:
        own, other = (task.japanese, task.english) if ja else (task.english, task.japanese)
    else:
        own, other = (str(one.title), task.written(name)) if ja else (task.written(name), str(one.title))
    closed = words.ARGUMENT_VALUES.get(name)
    form = KIND_TEXTS[task.kinds[name].name][0 if ja else 1]
    if closed is not None and name != task.main:
        form = ("、" if ja else ", ").join(closed.values() if ja else closed)
    japanese, _, english = (one.description or "").partition(" / ")
    need = "○" if one.is_required() else ""
    return _code(own), _code(other), need, _code_marks(form), _code_marks(japanese if ja else english)


# --------------------------------------------------------------------------- words, columns, filters


def word_page(lang: str) -> Iterator[str]:
    """The words of every context."""
    ja = lang == "ja"
    yield (
        "同じ言葉でも、書く場所によって意味が違うことがあります。場所ごとに見てください。"
        if ja
        else "A word may mean one thing here and another there: look under where it is written."
    )
    head = ("言葉", "英語", "意味", "例") if ja else ("word", "Japanese", "meaning", "example")
    for title, english, table, known in meanings.CONTEXTS:
        yield ""
        yield f"## {title if ja else english}"
        rows = []
        for key, japanese in table.items():
            own, other = (japanese, key) if ja else (key, japanese)
            later = ("（この版ではまだ使えません）" if ja else " (not in this version yet)") if known[key].later else ""
            text = _code_marks(known[key].text(lang)) + later
            rows.append((_code(own), _code(other), text, _code(known[key].shown(lang))))
        yield from _table(head, rows)


def column_page(lang: str) -> Iterator[str]:
    """The types of columns, each with a cell that was put through it."""
    ja = lang == "ja"
    yield (
        "「列:」に、見出しと型を書きます。型に合わないセルの行は、ブラウザーを開く前に断ります。"
        if ja
        else "Under columns stand heading and type. A row with a cell that does not fit is refused before a browser opens."
    )
    yield ""
    yield from _yaml(
        "列:\n  整理番号: コード 8\n  氏名: 文字 最大 40\n  区分: 選択 新規/継続\n  個人番号: コード 12 任意 隠す"
        if ja
        else "columns:\n  Card no: code 8\n  Name: text max 40\n  Area: choice North/South\n  Phone: phone optional mask"
    )
    yield ""
    head = ("型", "英語", "何か", "書き方の例", "セル", "使う値") if ja else ("type", "Japanese", "what", "written", "cell", "goes on as")
    yield from _table(head, [_column(english, lang) for english in COLUMN_TYPES])
    yield ""
    flags = (
        [("`任意`", "`optional`", "空でもよい"), ("`隠す`", "`mask`", "画像と記録で伏せる（鍵にはできない）"),
         ("`旧元号可`", "`past_era`", "日付の列で、平成31年5月1日 のような、終わった元号の日付も読む（注意が出る）"),
         ("`単位 人`", "`unit 人`", "数・金額の列で、数の後に付いていてよい単位。ほかの単位のセルは断る（換算はしない）"),
         ("`最大 N`", "`max N`", "文字なら字数、数なら大きさの上限"), ("`最小 N`", "`min N`", "その下限")]
        if ja
        else [("`optional`", "`任意`", "may be blank"), ("`mask`", "`隠す`", "hidden on pictures and in records; cannot be the key"),
         ("`past_era`", "`旧元号可`", "of a date: also 平成31年5月1日, which an era is said to have after its end; told as a note"),
         ("`unit kg`", "`単位 kg`", "of a number or an amount: the unit that may stand behind it; another one is refused, nothing is converted"),
              ("`max N`", "`最大 N`", "at most so many characters, or so large"), ("`min N`", "`最小 N`", "at least")]
    )  # fmt: skip
    yield from _table(("型の後に", "英語", "意味") if ja else ("after the type", "Japanese", "meaning"), flags)


def written_column(english: str, lang: str) -> str:
    """The declaration of the sample of a type."""
    sample = COLUMNS[english]
    word = COLUMN_TYPES[english] if lang == "ja" else english
    return f"{word} {sample.written(lang)}".strip()


def _column(english: str, lang: str) -> tuple[str, ...]:
    sample, declared = COLUMNS[english], written_column(english, lang)
    came_out = read_cell(parse_column("x", declared), sample.value).reveal()
    own, other = (COLUMN_TYPES[english], english) if lang == "ja" else (english, COLUMN_TYPES[english])
    return (_code(own), _code(other), sample.text(lang), _code(declared), _code(sample.value), _code(came_out))


def filter_page(lang: str) -> Iterator[str]:
    """The filters, each with a value that was put through it."""
    ja = lang == "ja"
    yield (
        "`<列名>` はその行の値になります。`<列名|変換>` と書くと、形を変えてから使います。変換は `|` で続けて並べられます。変換できない値の行は"
        "断ります。あてずっぽうはしません。"
        if ja
        else "`<name>` becomes the value of the row; `<name|filter>` changes its form first. Filters follow each other after `|`. A "
        "row whose value a filter cannot take is refused; nothing is guessed."
    )
    yield ""
    head = ("変換", "英語", "何をするか", "書き方の例", "値", "結果") if ja else ("filter", "Japanese", "what it does", "written", "value", "result")
    yield from _table(head, [_filter(english, lang) for english in FILTER_WORDS])


def written_filter(english: str, lang: str) -> str:
    """The placeholder of the sample of a filter."""
    word = FILTER_WORDS[english] if lang == "ja" else english
    return f"<{'列名' if lang == 'ja' else 'name'}|{f'{word} {FILTERS[english].written(lang)}'.strip()}>"


def result_of(sample: Sample, written: str) -> str:
    """What a placeholder makes of the value of its sample."""
    used = next(one for one in parse(written).parts if isinstance(one, Placeholder))
    return apply(Value(sample.value), used.filters, "x").reveal()


def _filter(english: str, lang: str) -> tuple[str, ...]:
    sample, written = FILTERS[english], written_filter(english, lang)
    own, other = (FILTER_WORDS[english], english) if lang == "ja" else (english, FILTER_WORDS[english])
    blank = "（空）" if lang == "ja" else "(blank)"
    value = sample.value.replace("\n", "⏎")
    return (_code(own), _code(other), sample.text(lang), _code(written), _code(value) or blank, _code(result_of(sample, written)))

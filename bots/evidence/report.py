"""The report of a run: facts in, ONE self-contained HTML page out, in Japanese or English.

The page asks nothing of any server. Its content policy allows pictures from data: and the one
script and the one stylesheet whose hashes it names; nothing else can run, whatever stands in a
value. Without its script every row is simply shown, one after another.
"""

from __future__ import annotations

from collections.abc import Iterator

from bots.evidence.facts import PictureFacts, ReadingFacts, RowFacts, RunFacts, StepFacts
from bots.evidence.guarantee import guarantee_in_words
from bots.evidence.page import asset, css_text, pairs, source_hash
from bots.evidence.report_row import TALL_MOST, TALL_STEP, article, list_line
from bots.evidence.show import attribute, html_text
from bots.evidence.texts import Texts
from bots.evidence.words import STATE_WORDS, UNFINISHED, StateWord, state_word

__all__ = [
    "PictureFacts",
    "ReadingFacts",
    "RowFacts",
    "RunFacts",
    "StepFacts",
    "render",
    "render_parts",
]

_KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("↓", "↑"), "key_move"),
    (("j", "k"), "key_move"),
    (("?",), "key_help"),
    (("1", "–", "9"), "key_filter"),
    (("/",), "key_search"),
    (("t",), "key_picture"),
    (("z",), "key_larger"),
    (("s",), "key_spaces"),
    (("P",), "key_print"),
    (("Esc",), "key_close"),
)


def render(facts: RunFacts, lang: str) -> str:
    """The whole page. For many pictures rather hand `render_parts` to `RunFolder.write_report`."""
    return "".join(render_parts(facts, lang))


def render_parts(facts: RunFacts, lang: str) -> Iterator[str]:
    """The page part by part; pictures are read from their files one at a time."""
    texts = Texts(lang)
    style = asset("report.css") + _proportions(facts) + _paper(facts, texts)
    script = asset("report.js")
    yield _head(facts, texts, style, script)
    yield _banner(facts, texts)
    yield _tally(facts, texts)
    yield "</header><main>"
    yield _rows(facts, texts)
    yield "<div class=sheets>"
    for row in facts.rows:
        yield from article(row, facts, texts)
    yield f"</div></main>{_foot(texts)}{_help(texts)}<script>{script}</script></body></html>\n"


# --------------------------------------------------------------------------- head


def _head(facts: RunFacts, texts: Texts, style: str, script: str) -> str:
    policy = (
        f"default-src 'none'; img-src data:; style-src {source_hash(style)}; script-src {source_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    system = facts.system + (f"（{facts.environment}）" if facts.environment else "")
    place = " ／ ".join(part for part in (facts.owner, system) if part)
    return (
        f"<!doctype html><html lang={texts.lang}><head><meta charset=utf-8>"
        f'<meta http-equiv=Content-Security-Policy content="{policy}">'
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        "<meta name=referrer content=no-referrer>"
        f"<title>{attribute(facts.title)} — {texts('report')}</title><style>{style}</style></head>"
        f"<body data-mode={'rehearse' if facts.mode == 'rehearse' else 'run'}><header>"
        f"{_altered(facts, texts)}"
        f"<p class=where>{html_text(place)}</p><h1>{html_text(facts.title)}</h1>"
        f"{_facts(facts, texts)}{_further(facts, texts)}"
    )


def _altered(facts: RunFacts, texts: Texts) -> str:
    """Before everything else: that the record is not the one that the run left."""
    if not facts.altered:
        return ""
    lines = "".join(f"<li>{html_text(one)}</li>" for one in facts.altered)
    return f"<div class=altered role=alert><h2>{texts('altered')}</h2><ul>{lines}</ul></div>"


def _facts(facts: RunFacts, texts: Texts) -> str:
    shown = [
        (texts("run"), texts.span(facts.started, facts.ended)),
        (texts("sheet"), "　".join(part for part in (facts.sheet_file, facts.sheet_name, *facts.sheet_read) if part)),
        (texts("guarantee"), guarantee_in_words(facts.guarantee, facts.probe, texts.lang)),
        (texts("asked_by"), facts.asked_by),
    ]
    pictures = sum(len(row.pictures) for row in facts.rows)
    folded = [
        (texts("run_id"), facts.run),
        (texts("recipe"), "　".join(part for part in (facts.recipe_id, facts.recipe_file) if part)),
        (texts("environment"), facts.environment),
        (texts("browser"), facts.browser),
        (texts("program"), facts.program),
        (texts("size"), _pictures_size(facts, texts) if pictures else ""),
    ]
    return (
        f"<div class=facts><dl>{pairs(shown)}</dl>"
        f"<details class=about><summary>{texts('about')}</summary>"
        f"<dl>{pairs(folded)}</dl></details></div>"
    )


def _further(facts: RunFacts, texts: Texts) -> str:
    """Files that belong to no row: what they are called, which step brought them, where they lie."""
    if not facts.files:
        return ""
    lines = "".join(
        f'<li><a href="{attribute(one.file)}">{html_text(one.label)}</a> <code>{html_text(one.step)}</code> '
        f"<small>{html_text(one.place)}　{html_text(one.file)}</small></li>"
        for one in facts.files
    )
    return f"<section class=further><h3>{texts('further')}</h3><ul>{lines}</ul></section>"


def _pictures_size(facts: RunFacts, texts: Texts) -> str:
    pictures = [picture for row in facts.rows for picture in row.pictures]
    size = sum(
        len(one.data) or (one.path.stat().st_size if one.path and one.path.exists() else 0)
        for one in pictures
    )
    number = f"{len(pictures)} 枚" if texts.lang == "ja" else f"{len(pictures)} pictures"
    return f"{number}　{size / 1_000_000:.1f} MB"


def _banner(facts: RunFacts, texts: Texts) -> str:
    """What must be known before any row is read."""
    said = []
    if facts.mode == "rehearse":
        said.append(f"<p class=rehearsal role=note>{texts('rehearsal')}</p>")
    if facts.state != "finished":
        known = (
            facts.state if facts.state in ("stopped", "broken", "running", "queued") else "stopped"
        )
        said.append(
            f"<p class=stopped role=note><b>{texts(known)}</b> {html_text(facts.reason)}</p>"
        )
    said += [f"<p class=note role=note>{html_text(note)}</p>" for note in facts.notes]
    return "".join(said)


# --------------------------------------------------------------------------- counts and rows


def _states(facts: RunFacts) -> list[tuple[str, StateWord, int]]:
    """The states that have rows, with their words and numbers, in the order of reports."""
    counts = facts.count_states()
    found = [
        (state, state_word(state, rehearsal=facts.mode == "rehearse"), counts[state])
        for state in STATE_WORDS
        if counts.get(state)
    ]
    if counts.get("unfinished"):
        found.append(("unfinished", UNFINISHED, counts["unfinished"]))
    return found


def _proportions(facts: RunFacts) -> str:
    """How wide each count is, as rules: a style attribute would need a weaker content policy."""
    return "".join(
        f".tally [data-filter={state}]{{flex-grow:{number}}}" for state, _, number in _states(facts)
    )


def _paper(facts: RunFacts, texts: Texts) -> str:
    """The running lines of the printed pages, and what is left away of the pictures on them."""
    name = css_text(f"{facts.title}　{texts('run_id')} {facts.run}")
    heights = "".join(
        f".tall-{tall} img{{aspect-ratio:100/{tall}}}"
        for tall in range(TALL_STEP, TALL_MOST + 1, TALL_STEP)
    )
    return (
        f"@page{{@bottom-left{{content:{name}}}"
        f'@bottom-right{{content:counter(page) " / " counter(pages)}}}}'
        f"@media print{{{heights}}}"
    )


def _tally(facts: RunFacts, texts: Texts) -> str:
    buttons = "".join(
        f"<button type=button class={word.tint} data-filter={state} "
        f'aria-pressed=false title="{at}">'
        f"<i aria-hidden=true>{word.mark}</i>{word.word(texts.lang)}<b>{number:,}</b></button>"
        for at, (state, word, number) in enumerate(_states(facts), start=1)
    )
    everything = (
        f'<button type=button class=all data-filter="" aria-pressed=true title="0">{texts("all")}'
        f"<b>{len(facts.rows):,}</b></button>"
    )
    return f'<nav class=tally aria-label="{texts("filter")}">{everything}{buttons}</nav>'


def _rows(facts: RunFacts, texts: Texts) -> str:
    if not facts.rows:
        return f"<p class=nothing>{texts('no_rows')}</p>"
    lines = "".join(list_line(row, facts, texts) for row in facts.rows)
    return (
        f'<nav class=list aria-label="{texts("rows")}">{_narrowed(texts)}'
        f'<h2 class="onpaper needed">{texts("needed")}</h2>'
        f'<p class="onpaper unneeded">{texts("unneeded")}</p><div class=find>'
        "<input type=search id=search "
        f'autocomplete=off spellcheck=false aria-label="{texts("search")}" '
        f'placeholder="{texts("search")}">'
        f"</div><ol class=rows tabindex=-1>{lines}</ol>"
        f"<p class=none hidden>{texts('none')}</p></nav>"
    )


def _narrowed(texts: Texts) -> str:
    """For paper: which rows were chosen, how many those are, and how many that need a person are not among them.
    The script puts the words and numbers in."""
    kept = {name: attribute(texts(f"narrowed_{name}")) for name in ("count", "search", "left")}
    said = " ".join(f'data-{name}="{words}"' for name, words in kept.items())
    return f'<div class="onpaper narrowed" hidden {said}><p><b>{texts("narrowed")}</b> <span></span></p><p class=left></p></div>'


def _foot(texts: Texts) -> str:
    parts = "".join(
        f"<span>{_caps(caps)} {texts(name)}</span>"
        for caps, name in _KEYS
        if name != "key_close" and caps != ("j", "k")
    )
    at = "<span class=at role=status aria-live=polite></span>"
    return f"<footer>{at}<span class=caps>{parts}</span></footer>"


def _help(texts: Texts) -> str:
    lines = "".join(
        f"<div><dt>{_caps(caps)}</dt><dd>{texts(name)}</dd></div>" for caps, name in _KEYS
    )
    return (
        f"<dialog id=help aria-labelledby=help-h><h2 id=help-h>{texts('keys')}</h2><dl>{lines}</dl>"
        f"<button type=button class=close>{texts('close')}</button></dialog>"
    )


def _caps(caps: tuple[str, ...]) -> str:
    return "".join("–" if cap == "–" else f"<kbd>{cap}</kbd>" for cap in caps)

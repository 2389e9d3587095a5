"""A sheet before any run as ONE self-contained HTML page: counts, faults, rows left out, what filters change.

The page asks nothing of any server and holds no script; its content policy allows the one stylesheet whose hash it
names. Every text of the sheet goes through `show`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bots.evidence.page import asset, css_text, pairs, source_hash
from bots.evidence.sheet_facts import (
    ChangeFacts,
    FaultFacts,
    LetterFacts,
    RowName,
    SheetFacts,
    StandingFacts,
)
from bots.evidence.show import attribute, differing, html_text
from bots.evidence.texts import Texts

MADE_BY = "<meta name=generator content=bots-preview>"
"""What a page of this program begins with: another file is never written over."""

_MOST = 2_000  # lines of one section; a browser shows more but slowly
_MOST_PLACES = 50


def render(facts: SheetFacts, lang: str) -> str:
    """The whole page in one language."""
    texts = Texts(lang)
    return "".join(_parts(facts, texts))


def _parts(facts: SheetFacts, texts: Texts) -> Iterator[str]:
    name = css_text(f"{facts.title}　{facts.file}　{texts('sheet_page')}")
    paper = f"@page{{@bottom-left{{content:{name}}}@bottom-right{{content:counter(page) \" / \" counter(pages)}}}}"
    style = asset("report.css") + asset("sheet_page.css") + paper
    policy = f"default-src 'none'; style-src {source_hash(style)}; base-uri 'none'; form-action 'none'"
    yield (
        f"<!doctype html><html lang={texts.lang}><head><meta charset=utf-8>{MADE_BY}"
        f'<meta http-equiv=Content-Security-Policy content="{policy}">'
        '<meta name=viewport content="width=device-width, initial-scale=1"><meta name=referrer content=no-referrer>'
        f"<title>{attribute(facts.title)} — {texts('sheet_page')}</title><style>{style}</style></head><body><header>"
        f"<p class=where>{html_text(facts.where)}</p><h1>{html_text(facts.title)}</h1>"
    )
    told = [
        (texts("sheet"), "　".join(part for part in (facts.file, facts.sheet, *facts.as_read) if part)),
        (texts("sheet_rows"), f"{facts.total:,}"),
        (texts("sheet_read"), f"{texts.day(facts.read_at)} {texts.time(facts.read_at)}"),
        (texts("recipe"), facts.recipe),
    ]
    yield f"<div class=facts><dl>{pairs(told)}</dl></div><p class=note role=note>{texts('sheet_nothing')}</p>"
    yield f"{_tally(facts, texts)}</header><main class=sheet>"
    yield _faults(facts, texts)
    yield _standing(facts.standing, texts)
    yield _left_out(facts, texts)
    yield _changes(facts.changes, texts)
    yield _letters(facts.letters, texts)
    yield _notes(facts, texts)
    yield _lines(facts, texts)
    yield "</main></body></html>\n"


def _tally(facts: SheetFacts, texts: Texts) -> str:
    counts = [
        ("done", "lines", "✓", texts("sheet_enter"), facts.enter),
        *((one.tint, f"standing-{one.state}", one.mark, html_text(one.word), len(one.rows)) for one in facts.standing),
        ("bad", "faults", "✕", texts("sheet_faulty"), facts.faulty),
        ("out", "left", "–", texts("sheet_left"), facts.left),
    ]
    links = "".join(
        f'<a class={tint} href="#{where}"><i aria-hidden=true>{mark}</i>{word}<b>{number:,}</b></a>'
        for tint, where, mark, word, number in counts
        if number
    )
    return f'<nav class=tally aria-label="{texts("rows")}">{links}</nav>'


def _section(where: str, tint: str, mark: str, title: str, number: int, body: str) -> str:
    """A section; nothing where it would be empty."""
    if not number:
        return ""
    return (
        f'<section id={where} aria-labelledby={where}-h><h2 id={where}-h class={tint}>'
        f"<i aria-hidden=true>{mark}</i>{title}<small>{number:,}</small></h2>{body}</section>"
    )


def _table(headings: Sequence[str], lines: Iterable[str], kind: str = "") -> str:
    head = "".join(f"<th scope=col>{one}</th>" for one in headings)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _value(text: str) -> str:
    return f"<span class=v>{html_text(text)}</span>"


def _rest(number: int, texts: Texts) -> str:
    return f"<p class=rest>{texts('sheet_more', n=f'{number:,}')}</p>" if number > 0 else ""


def _faults(facts: SheetFacts, texts: Texts) -> str:
    headings = [texts(one) for one in ("sheet_cell", "sheet_key", "sheet_column", "in_sheet", "sheet_wrong")]
    body = _table(headings, (_fault(one) for one in facts.faults[:_MOST])) + _rest(len(facts.faults) - _MOST, texts)
    return _section("faults", "bad", "✕", texts("sheet_faulty"), facts.faulty, body)


def _fault(one: FaultFacts) -> str:
    hint = f"<small>{html_text(one.hint)}</small>" if one.hint else ""
    return (
        f"<tr><th scope=row>{html_text(one.row.place)}</th><td class=short>{html_text(one.row.key)}</td>"
        f"<td class=short>{html_text(one.column)}</td><td>{_value(one.text)}</td>"
        f"<td class=wrong>{html_text(one.sentence)}{hint}</td></tr>"
    )


def _standing(standing: Sequence[StandingFacts], texts: Texts) -> str:
    body = "".join(_of_state(one, texts) for one in standing)
    return _section("standing", "all", "＝", texts("sheet_standing"), sum(len(one.rows) for one in standing), body)


def _of_state(one: StandingFacts, texts: Texts) -> str:
    """Rows with why they stand so; those of which there is no more to say side by side."""
    told = [row for row in one.rows if row.sentence]
    plain = [row.row for row in one.rows if not row.sentence]
    done = texts("sheet_looked_up" if one.looked_up else "sheet_as_it_is")
    body = f"<h3 id=standing-{one.state}>{one.mark} {html_text(one.word)}　{len(one.rows):,}　<small>{done}</small></h3>"
    if told:
        lines = (
            f"<tr><th scope=row>{html_text(row.row.place)}</th><td class=short>{html_text(row.row.key)}</td>"
            f"<td class=wrong>{html_text(row.sentence)}</td></tr>"
            for row in told[:_MOST]
        )
        headings = [texts(word) for word in ("sheet_row", "sheet_key", "sheet_because")]
        body += _table(headings, lines, "because") + _rest(len(told) - _MOST, texts)
    if plain:
        body += f"<ul class=names>{_names(plain[:_MOST])}</ul>{_rest(len(plain) - _MOST, texts)}"
    return body


def _left_out(facts: SheetFacts, texts: Texts) -> str:
    body = "".join(
        f"<h3>{html_text(one.rule)}　{len(one.rows):,}</h3><ul class=names>{_names(one.rows[:_MOST])}</ul>"
        f"{_rest(len(one.rows) - _MOST, texts)}"
        for one in facts.left_out
    )
    return _section("left", "out", "–", texts("sheet_left"), facts.left, body)


def _names(rows: Iterable[RowName]) -> str:
    return "".join(f"<li><span>{html_text(one.place)}</span><b>{html_text(one.key)}</b></li>" for one in rows)


def _changes(changes: Sequence[ChangeFacts], texts: Texts) -> str:
    headings = [
        texts(one) for one in ("field", "sheet_filter", "sheet_count", "sheet_cell", "sheet_before", "sheet_after")
    ]
    body = _table(headings, (line for one in changes for line in _change(one, texts)))
    return _section("changes", "all", "→", texts("sheet_changes"), sum(one.count for one in changes), body)


def _change(one: ChangeFacts, texts: Texts) -> Iterator[str]:
    """A line for each example; the field stands before the first."""
    cells = [
        f"<td>{html_text(example.row.place)}</td><td>{_value(example.before)}</td>"
        f"<td><span class=v>{differing(example.after, example.before)}</span></td>"
        for example in one.examples
    ]
    if one.hidden:
        cells.append(f"<td></td><td colspan=2 class=quiet>{texts('sheet_masked', n=one.hidden)}</td>")
    span = len(cells)
    for at, line in enumerate(cells):
        head = (
            f"<th scope=row rowspan={span}>{html_text(one.field)}</th><td rowspan={span}>{html_text(one.filter)}</td>"
            f"<td rowspan={span} class=number>{one.count:,}</td>"
        )
        yield f"<tr>{head if at == 0 else ''}{line}</tr>"


def _letters(letters: Sequence[LetterFacts], texts: Texts) -> str:
    headings = [
        texts(one) for one in ("sheet_letter", "sheet_why", "sheet_count", "sheet_proposal", "sheet_where")
    ]
    approve = f"<p class=rest>{texts('sheet_approve')}</p>" if any(one.proposal for one in letters) else ""
    body = _table(headings, (_letter(one, texts) for one in letters)) + approve
    return _section("letters", "warn", "？", texts("sheet_letters"), len(letters), body)


def _letter(one: LetterFacts, texts: Texts) -> str:
    sign = "、" if texts.lang == "ja" else ", "
    more = len(one.places) - _MOST_PLACES
    places = sign.join(one.places[:_MOST_PLACES]) + (f" {texts('sheet_more', n=more)}" if more > 0 else "")
    return (
        f"<tr><th scope=row><span class=letter>{html_text(one.letter)}</span> <small>{html_text(one.code)}</small></th>"
        f"<td class=why>{html_text(one.why)}</td><td class=number>{len(one.places):,}</td>"
        f"<td>{html_text(one.proposal.partition(' → ')[2])}</td><td>{html_text(places)}</td></tr>"
    )


def _notes(facts: SheetFacts, texts: Texts) -> str:
    lines = (
        f"<tr><th scope=row>{html_text(one.row.place)}</th><td class=short>{html_text(one.row.key)}</td>"
        f"<td class=wrong>{html_text(one.sentence)}</td></tr>"
        for one in facts.notes[:_MOST]
    )
    headings = [texts("sheet_cell"), texts("sheet_key"), texts("notes")]
    body = _table(headings, lines) + _rest(len(facts.notes) - _MOST, texts)
    return _section("notes", "warn", "？", texts("sheet_notes"), len(facts.notes), body)


def _lines(facts: SheetFacts, texts: Texts) -> str:
    headings = [texts("sheet_row"), *map(html_text, facts.fields)]
    lines = (
        f"<tr><th scope=row>{html_text(line[0])}</th>{''.join(f'<td>{_value(one)}</td>' for one in line[1:])}</tr>"
        for line in facts.lines[:_MOST]
    )
    body = _table(headings, lines, "lines") + _rest(len(facts.lines) - _MOST, texts)
    return _section("lines", "done", "✓", texts("sheet_enter"), facts.enter, body)

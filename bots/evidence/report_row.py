"""One row of the report: its line in the list, and its sheet of proof beside its pictures."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil

from bots.clock import in_tokyo
from bots.evidence.blank import blank_below
from bots.evidence.facts import (
    CellFacts,
    PictureFacts,
    ReadingFacts,
    RowFacts,
    RunFacts,
    StepFacts,
)
from bots.evidence.show import attribute, differing, html_text
from bots.evidence.texts import Texts
from bots.evidence.words import DOUBTED, StateWord, state_word
from bots.model import Rect

_OURS = ("before", "submitted", "after", "error", "probe")
TALL_STEP, TALL_MOST = 4, 240  # how tall a picture is on paper, in hundredths of its width


def badge(word: StateWord, lang: str, more: str = "") -> str:
    """Mark and word of a state, tinted."""
    after = f"<span class=more>{html_text(more)}</span>" if more else ""
    mark = f"<i aria-hidden=true>{word.mark}</i>"
    return f'<span class="st {word.tint}">{mark}{word.word(lang)}{after}</span>'


def list_line(row: RowFacts, run: RunFacts, texts: Texts) -> str:
    """The row in the list: number, key, second label, state, and one line of why."""
    word = _word(row, run)
    state = "unfinished" if row.unfinished else row.state
    number = row.origin.rpartition("!")[2] or str(row.position)
    sought = attribute(" ".join((number, *row.key, row.label, row.reason, row.receipt)))
    why = row.reason or row.receipt
    needs = " data-needs" if _beside(row, texts) or word.tint in ("bad", "warn") else ""
    return (
        f'<li class="line" data-row="{row.position}" data-state="{state}" '
        f'data-sought="{sought}"{needs}>'
        f'<a href="#row-{row.position}"><span class=no>{html_text(number)}</span>'
        f"<span class=key>{html_text(row.key_text)}</span>"
        f"<span class=who><bdi>{html_text(row.label)}</bdi></span>"
        f"<span class=sts>{badge(word, texts.lang)}{_beside(row, texts)}</span>"
        f"<span class=why>{html_text(why)}</span></a></li>"
    )


def article(row: RowFacts, run: RunFacts, texts: Texts) -> Iterator[str]:
    """Everything about the row; part by part, as its pictures are long."""
    row = _each_picture_once(row)
    word = _word(row, run)
    receipt = texts("receipt", n=row.receipt) if row.receipt else ""
    seconds = texts("seconds", n=f"{row.seconds:.1f}") if row.seconds else ""
    yield (
        f'<article id="row-{row.position}" data-row="{row.position}" '
        f'aria-labelledby="h-{row.position}"><div class=head>'
        f'<h2 id="h-{row.position}"><small>{html_text(texts("row_of", origin=row.origin))}</small>'
        f"<span>{html_text(row.key_text)}</span></h2>"
        f"<span class=who><bdi>{html_text(row.label)}</bdi></span>"
        f"{badge(word, texts.lang, receipt)}"
        f"{_beside(row, texts)}"
        f"<span class=took>{seconds}</span>"
        f"<span class=onpaper>{texts('checked')}</span></div>"
    )
    if row.doubted:
        yield f'<p class="lost" role=note>✕ {texts("doubted")}</p>'
    yield _why(row, texts, word.tint)
    yield from _figures(row, texts)
    yield "<div class=proof>"
    yield _readings(row, texts)
    yield _for_book(texts("written"), row.written, texts)
    for file, cells in row.lines:
        yield _for_book(texts("line", file=html_text(file)), cells, texts)
    yield _notes(row, texts)
    yield _files(row, texts)
    yield _steps(row, texts)
    yield "</div></article>"


def _word(row: RowFacts, run: RunFacts) -> StateWord:
    rehearsal = run.mode == "rehearse"
    return state_word(row.state, rehearsal=rehearsal, unfinished=row.unfinished, by_hand=row.by_hand)


def _beside(row: RowFacts, texts: Texts) -> str:
    """What is told of a row beside its state."""
    return badge(DOUBTED, texts.lang) if row.doubted else ""


# --------------------------------------------------------------------------- why, and what next


def _why(row: RowFacts, texts: Texts, tint: str) -> str:
    """Why the row ended so, and what a person does next."""
    whole = texts.next_steps(row.state, row.key_text, "put" if row.readings else "in_sheet")
    steps = (row.advice,) if row.advice else whole
    if row.state == "uncertain":  # its own advice first, then the whole way
        own = (row.advice,) if row.advice else ()
        steps = (*own, *whole[1 if own else 0 :])
    reason = row.reason
    if row.unfinished:
        reason = f"{texts('unfinished')} {reason}".strip()
    if not reason and not steps:
        return ""
    said = f"<p class=reason>{html_text(reason)}</p>" if reason else ""
    if not steps:
        return f'<div class="why {tint}">{said}</div>'
    lines = "".join(f"<li>{html_text(step)}</li>" for step in steps)
    kind = "ol" if len(steps) > 1 else "ul"
    return f'<div class="why {tint}">{said}<h3>{texts("next")}</h3><{kind}>{lines}</{kind}></div>'


# --------------------------------------------------------------------------- pictures


def _label(picture: PictureFacts, texts: Texts) -> str:
    if picture.label in _OURS:
        return texts(picture.label)
    return texts("picture", n=picture.label) if picture.label.isdigit() else picture.label


def _each_picture_once(row: RowFacts) -> RowFacts:
    """The row without numbered pictures that another one equals, byte by byte: after a submit the page is often
    taken again as it was, with what was compared on it. Their readings are shown on the other one."""
    taken = row.pictures
    named = [at for at, one in enumerate(taken) if not one.label.isdigit()]
    stands: list[int] = []  # of each picture, the one that shows the same: of several the one just before it
    for at, one in enumerate(taken):
        same = [other for other in (*named, *range(at)) if one.sha256 and taken[other].sha256 == one.sha256]
        before = [other for other in same if other < at]
        stands.append(at if at in named or not same else stands[max(before)] if before else same[0])
    kept = sorted(set(stands))
    place = {at: kept.index(shown) for at, shown in enumerate(stands)}
    readings = tuple(
        one if one.picture is None else replace(one, picture=place.get(one.picture, one.picture))
        for one in row.readings
    )
    return replace(row, pictures=tuple(taken[at] for at in kept), readings=readings)


def _figures(row: RowFacts, texts: Texts) -> Iterator[str]:
    if not row.pictures:
        yield f"<p class=nothing>{texts('no_picture')}</p>"
        return
    labels = [one.label for one in row.pictures]
    first = next((labels.index(one) for one in ("submitted", "before") if one in labels), 0)
    yield "<div class=figures>"
    if len(row.pictures) > 1:
        tabs = "".join(
            f'<button type=button role=tab id="t-{row.position}-{at}" '
            f'aria-controls="p-{row.position}-{at}" '
            f"aria-selected={'true' if at == first else 'false'} "
            f"tabindex={0 if at == first else -1}>{html_text(_label(picture, texts))}</button>"
            for at, picture in enumerate(row.pictures)
        )
        yield f'<div class=tabs role=tablist aria-label="{texts("tabs")}">{tabs}</div>'
    for at, picture in enumerate(row.pictures):
        yield from _figure(row, at, picture, texts, shown=at == first)
    yield "</div>"


def _figure(
    row: RowFacts, at: int, picture: PictureFacts, texts: Texts, *, shown: bool
) -> Iterator[str]:
    label = _label(picture, texts)
    panel = (
        f' role=tabpanel aria-labelledby="t-{row.position}-{at}"' if len(row.pictures) > 1 else ""
    )
    yield (
        f'<figure id="p-{row.position}-{at}" data-p={at}{panel}{" class=current" if shown else ""}>'
    )
    data, state = picture.load()
    if state == "missing":
        yield f'<p class="lost" role=note>✕ {texts("missing")}</p>'
    else:
        yield (
            f'<div class="shot{_cut(picture, data)}" tabindex=0 role=group '
            f'aria-label="{attribute(texts("alt", label=label))}">'
            f'<div class=frame><img alt="{attribute(texts("alt", label=label))}" '
            f"width={picture.width} height={picture.height} "
            'loading=lazy decoding=async src="data:image/'
            f"{'jpeg' if picture.format == 'jpeg' else 'png'};base64,"
        )
        yield base64.b64encode(data).decode("ascii")
        yield f'">{_overlay(row, at, picture, texts)}</div></div>'
    if state == "changed":
        yield f'<p class="lost" role=note>✕ {texts("changed")}</p>'
    yield f"<figcaption><b class=name>{html_text(label)}</b>"
    yield f"{_caption(picture, texts)}</figcaption></figure>"


def _cut(picture: PictureFacts, data: bytes) -> str:
    """The class that leaves away, on paper only, what is blank at the lower end of a picture."""
    if picture.format != "png" or not picture.width:
        return ""
    whole = picture.height / picture.width
    told = ceil(100 * whole * (1 - blank_below(data)) / TALL_STEP) * TALL_STEP
    return f" tall-{told}" if told <= min(TALL_MOST, 100 * whole - TALL_STEP) else ""


def _caption(picture: PictureFacts, texts: Texts) -> str:
    parts = []
    if picture.taken_at is not None:
        parts.append(f"<span>{in_tokyo(picture.taken_at):%H:%M:%S}</span>")
    if picture.masked:
        names = ("、" if texts.lang == "ja" else ", ").join(picture.masked)
        parts.append(f"<span>{html_text(texts('masked', fields=names))}</span>")
    if picture.sha256:
        short = f"{picture.sha256[:8]}…{picture.sha256[-4:]}"
        parts.append(f'<span title="{attribute(picture.sha256)}">sha256 {html_text(short)}</span>')
    return "".join(parts)


def _overlay(row: RowFacts, at: int, picture: PictureFacts, texts: Texts) -> str:
    """The rectangles of the fields, in the picture's own pixels: no style attributes."""
    rects = [
        (number, reading.rect, reading.field)
        for number, reading in enumerate(row.readings)
        if reading.rect is not None and (reading.picture or 0) == at
    ]
    if not rects:
        return ""
    drawn = "".join(
        f"<rect data-f={number} {_box(rect)} rx=3 role=button tabindex={0 if first == 0 else -1} "
        f'aria-label="{attribute(field)}"></rect>'
        for first, (number, rect, field) in enumerate(rects)
    )
    return (
        f'<svg viewBox="0 0 {picture.width} {picture.height}" role=group '
        f'aria-label="{texts("areas")}"><path class=dim aria-hidden=true></path>{drawn}</svg>'
    )


def _box(rect: Rect) -> str:
    x, y, width, height = rect
    return f'x="{x - 3:.1f}" y="{y - 3:.1f}" width="{width + 6:.1f}" height="{height + 6:.1f}"'


# --------------------------------------------------------------------------- readings


def _readings(row: RowFacts, texts: Texts) -> str:
    if not row.readings:
        return f"<p class=nothing>{texts('no_readings')}</p>{_cells(row, texts)}"
    heads = "".join(
        f"<th scope=col class={name}>{texts(name)}</th>"
        for name in ("field", "in_sheet", "put", "kept")
    )
    lines = "".join(
        _screen_of(number, row, texts) + _reading(number, reading, texts, doubted=row.doubted)
        for number, reading in enumerate(row.readings)
    )
    return (
        f"<table class=readings><thead><tr>{heads}<th scope=col class=ok>"
        f"<span class=vh>{texts('verdict')}</span></th></tr></thead><tbody>{lines}</tbody></table>"
    )


def _screen_of(number: int, row: RowFacts, texts: Texts) -> str:
    """A line with the picture's name where the fields of another screen begin: the same words may stand on both."""
    pictures = [one.picture or 0 for one in row.readings]
    here = pictures[number]
    if len(set(pictures)) == 1 or (number and pictures[number - 1] == here) or here >= len(row.pictures):
        return ""
    label = html_text(_label(row.pictures[here], texts))
    return f"<tr class=screen><th scope=rowgroup colspan=5>{texts('on_picture', label=label)}</th></tr>"


def _cells(row: RowFacts, texts: Texts) -> str:
    """What the sheet says in a row of which nothing was put in: for whoever sees whether that was right."""
    if not row.cells:
        return ""
    lines = "".join(_cell(cell, texts) for cell in row.cells)
    return f"<section class=cells><h3>{texts('in_sheet')}</h3><dl>{lines}</dl></section>"


def _cell(cell: CellFacts, texts: Texts) -> str:
    told = f"<span class=quiet>{texts('hidden')}</span>"
    if not cell.hidden:
        told = _value(html_text(cell.text), texts)
    mark = f"<b>✕ {texts('faulty')}</b>" if cell.faulty else ""
    kind = " class=faulty" if cell.faulty else ""
    return f"<div{kind}><dt>{html_text(cell.column)}</dt><dd>{told}{mark}</dd></div>"


def _reading(number: int, reading: ReadingFacts, texts: Texts, *, doubted: bool) -> str:
    told = _hidden if reading.hidden else _open
    sheet, put, kept = told(reading, texts, doubted=doubted)
    column = reading.column if reading.column != reading.field else ""
    small = f"<small>{html_text(column)}</small>" if column else ""
    if doubted:
        verdict = f"？<span class=vh>{texts('unproved')}</span>"
    elif reading.equal:
        verdict = f"✓<span class=vh>{texts('equal')}</span>"
    else:
        verdict = f"✕<span class=vh>{texts('unequal')}</span>"
    return (
        f"<tr tabindex=0 data-f={number} data-p={reading.picture or 0}"
        f"{'' if reading.equal else ' class=differs'}><th scope=row>{html_text(reading.field)}</th>"
        f'<td class=src data-l="{texts("in_sheet")}">{small}{sheet}</td>'
        f'<td data-l="{texts("put")}">{put}</td>'
        f'<td class=kept data-l="{texts("kept")}">{kept}</td>'
        f"<td class=ok>{verdict}</td></tr>"
    )


def _hidden(reading: ReadingFacts, texts: Texts, *, doubted: bool) -> tuple[str, str, str]:
    masked = f"<span class=quiet>{texts('hidden')}</span>"
    told = f"<b>{texts('unproved' if doubted else 'unequal')}</b>"
    if reading.equal and not doubted:
        told = f"<span class=quiet>{texts('equal')}</span>"
    return masked, masked, told


def _open(reading: ReadingFacts, texts: Texts, *, doubted: bool) -> tuple[str, str, str]:
    """The three texts; one that equals its neighbour falls silent, unless they are in doubt."""
    if doubted:
        sheet = _value(html_text(reading.sheet or ""), texts)
        return sheet, _value(html_text(reading.put), texts), _value(html_text(reading.kept), texts)
    same = f"<span class=quiet>{texts('same')}</span>"
    if reading.sheet is None:
        sheet, put = (
            f"<span class=quiet>{texts('no_column')}</span>",
            _value(html_text(reading.put), texts),
        )
    else:
        sheet = _value(html_text(reading.sheet), texts)
        put = same if reading.put == reading.sheet else _value(html_text(reading.put), texts)
    if reading.kept == reading.put:
        kept = same if reading.equal else _value(html_text(reading.kept), texts)
    elif reading.equal:
        kept = _value(html_text(reading.kept), texts)
    else:
        # Where the two differ, both speak, and what differs in them is marked.
        put = _value(differing(reading.put, reading.kept), texts)
        kept = _value(differing(reading.kept, reading.put), texts)
    return sheet, put, kept


def _value(html: str, texts: Texts) -> str:
    if not html:
        return f"<span class=quiet>{texts('empty')}</span>"
    return f"<bdi class=v>{html}</bdi>"


# --------------------------------------------------------------------------- the rest


def _for_book(title: str, cells: Mapping[str, str], texts: Texts) -> str:
    """What a row gives to a book, by heading."""
    if not cells:
        return ""
    told = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{_value(html_text(text), texts)}</dd></div>"
        for name, text in cells.items()
    )
    return f"<section class=written><h3>{title}</h3><dl>{told}</dl></section>"


def _notes(row: RowFacts, texts: Texts) -> str:
    if not row.notes:
        return ""
    lines = "".join(f"<li>{html_text(note)}</li>" for note in row.notes)
    return f"<section class=notes><h3>{texts('notes')}</h3><ul>{lines}</ul></section>"


def _steps(row: RowFacts, texts: Texts) -> str:
    if not row.steps:
        return ""
    lines = "".join(_step(step, texts) for step in row.steps)
    return (
        f"<details class=steps-of><summary>{texts('steps', n=len(row.steps))}</summary>"
        f"<ol class=steps>{lines}</ol></details>"
    )


def _step(step: StepFacts, texts: Texts) -> str:
    kinds = [
        name for name, on in (("commit", step.commits), ("left", step.outcome == "skipped")) if on
    ]
    if step.outcome not in ("done", "skipped"):
        kinds.append("broke")
    told = ""
    if step.outcome == "skipped":
        told = f"<span class=told>{texts('step_skipped')}</span>"
    elif step.outcome != "done":
        told = f"<span class=told>✕ {html_text(step.outcome)}</span>"
    point = f"<em>{texts('commits')}</em>" if step.commits else ""
    line = f"<code>{html_text(step.line.strip())}</code>" if step.line.strip() else ""
    place = f"<span class=place>{html_text(step.place)}</span>" if step.place else ""
    return (
        f'<li class="{" ".join(kinds)}"><time>{step.at:.2f}</time>'
        f"<div><b>{html_text(step.title)}</b>"
        f"{point}{told}<div class=written-as>{line}{place}</div></div></li>"
    )


def _files(row: RowFacts, texts: Texts) -> str:
    """Files that the row brought: they stay beside the report, and are named by where they lie."""
    if not row.files:
        return ""
    lines = "".join(
        f'<li><a href="{attribute(file)}">{html_text(label)}</a> <small>{html_text(file)}</small></li>'
        for label, file in row.files
    )
    return f"<section class=notes><h3>{texts('files')}</h3><ul>{lines}</ul></section>"

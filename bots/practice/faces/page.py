"""How the pages of a face are made: the menu, the controls, the words of the visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from bots.practice.faces.describe import Face, Field, in_lang
from bots.practice.faces.entered import Reader
from bots.practice.faults import relabel
from bots.practice.pages import render
from bots.practice.site import PracticeRequest


def render_face(
    request: PracticeRequest, face: Face, template: str, *, here: str = "", **more: Any
) -> HttpResponse:
    """A page of `face` from templates/faces; `here` is the address of the menu's entry that is open."""
    lang = request.visit.lang
    shared: dict[str, Any] = {
        "menu": [(address, in_lang(words, lang)) for address, words in _screens(face)],
        "menu_title": in_lang(face.menu, lang),
        "has_menu": face.welcome is not None,
        "layout": face.layout,
        "here": here,
    }
    return render(request, f"faces/{template}.html", **shared, **more)


def _screens(face: Face) -> list[tuple[str, tuple[str, str]]]:
    """The screens that the menu leads to, with their titles."""
    found = []
    if face.lookup:
        found.append((face.lookup.base, face.lookup.title))
    if face.form:
        found += [(f"{face.form.base}/new", face.form.title), (face.form.base, face.form.list_title)]
    return found


def reader(request: PracticeRequest, face: Face) -> Reader:
    """How values are told in this visit: its language, the labels as the faults make them appear."""
    visit = request.visit
    labels = {one.name: in_lang(one.label, visit.lang) for one in face.every_field()}
    return Reader(visit.lang, relabel(labels, visit.faults), visit.say)


def control(one: Field, values: Mapping[str, str], read: Reader) -> dict[str, object]:
    """A field with what it holds, as the templates need it."""
    return {
        "field": one,
        "label": read.labels[one.name],
        "hint": in_lang(one.hint, read.lang),
        "value": values.get(one.name, ""),
        "longest": one.digits if one.kind == "code" else one.longest,
        "choices": [(value, in_lang(words, read.lang)) for value, words in one.choices.items()],
    }

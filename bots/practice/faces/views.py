"""The pages of every face: the menu, and from the description the screen of an address."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase, HttpResponseRedirect

from bots.practice.faces import entry, looking_up
from bots.practice.faces.catalogue import FACES
from bots.practice.faces.describe import Face, Form, Lookup, in_lang
from bots.practice.faces.page import render_face
from bots.practice.pages import signed_in
from bots.practice.site import PracticeRequest


def key_of(request: PracticeRequest) -> str:
    """The key of what is posted, "" if the request has none."""
    face = _face(request)
    if face.form:
        return entry.key_of(request, face.form)
    return request.POST.get(face.lookup.field.name, "").strip() if face.lookup else ""


@signed_in
def menu(request: PracticeRequest) -> HttpResponseBase:
    """What can be done here; where there is no menu, the form."""
    face, lang = _face(request), request.visit.lang
    if face.welcome is None and face.form:
        return HttpResponseRedirect(f"{face.form.base}/new")
    return render_face(request, face, "menu", here="/", welcome=in_lang(face.welcome, lang) if face.welcome else "")


def screen(request: PracticeRequest, address: str) -> HttpResponseBase:
    """The screen of an address. Raises Http404 for one that no screen has."""
    face, place = _face(request), f"/{address}"
    for part in (face.form, face.lookup):
        if part and (place == part.base or place.startswith(f"{part.base}/")):
            return _answer(request, face, part, place.removeprefix(part.base))
    raise Http404


@signed_in
def _answer(request: PracticeRequest, face: Face, part: Form | Lookup, rest: str) -> HttpResponseBase:
    if isinstance(part, Form):
        return entry.answer(request, face, part, rest)
    return looking_up.answer(request, face, part, rest)


def _face(request: PracticeRequest) -> Face:
    return FACES[request.visit.site.system.name]

"""A look-up: the screen with the number, its answer for the script, and the window with what was found."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse

from bots.practice.faces.describe import Face, Lookup, in_lang
from bots.practice.faces.entered import Reader
from bots.practice.faces.page import control, reader, render_face
from bots.practice.site import PracticeRequest


def answer(request: PracticeRequest, face: Face, lookup: Lookup, rest: str) -> HttpResponseBase:
    """The page of the look-up at `rest` of its address. Raises Http404."""
    if rest == "":
        return _ask(request, face, lookup)
    if rest == "/search" and request.method == "POST":
        return _search(request, lookup)
    if rest == "/found":
        return _found(request, face, lookup)
    raise Http404


def _ask(request: PracticeRequest, face: Face, lookup: Lookup) -> HttpResponse:
    visit = request.visit
    return render_face(
        request,
        face,
        "lookup",
        here=lookup.base,
        heading=in_lang(lookup.title, visit.lang),
        lead=in_lang(lookup.lead, visit.lang),
        address=f"{lookup.base}/search",
        fields=[control(lookup.field, {}, reader(request, face))],
        count=visit.say("looked_up", count=visit.site.store.submitted()),
    )


def _search(request: PracticeRequest, lookup: Lookup) -> HttpResponseBase:
    """Where the script finds the window with the result, or the sentence that there is none.

    The number itself is in no address: a token stands for it.
    """
    visit = request.visit
    number = request.POST.get(lookup.field.name, "").strip()
    count = visit.say("looked_up", count=visit.site.store.submitted())
    if number not in lookup.records or visit.session is None:
        return JsonResponse({"nobody": in_lang(lookup.nobody, visit.lang), "count": count})
    token = visit.session.keep_form({lookup.field.name: number})
    return JsonResponse({"window": f"{lookup.base}/found?token={token}", "count": count})


def _found(request: PracticeRequest, face: Face, lookup: Lookup) -> HttpResponse:
    visit = request.visit
    asked = visit.session.forms.get(request.GET.get("token", "")) if visit.session else None
    if asked is None:
        raise Http404
    read: Reader = reader(request, face)
    record = {**asked, **lookup.records[asked[lookup.field.name]]}
    rows = [(read.labels[one.name], read.shown(one, record)) for one in (lookup.field, *lookup.shows)]
    return render_face(request, face, "found", heading=in_lang(lookup.window, visit.lang), rows=rows)

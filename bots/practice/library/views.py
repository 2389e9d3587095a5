"""The pages of the library system: new card, completion, list and details."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from bots.practice import submit
from bots.practice.faults import relabel
from bots.practice.library.words import LABELS
from bots.practice.pages import render, signed_in
from bots.practice.site import PracticeRequest, Visit
from bots.practice.store import AlreadyThere
from bots.practice.truth import Entry

AREAS = ("North", "South", "Other")


def key_of(request: PracticeRequest) -> str:
    """The card number that is posted, "" if the request has none."""
    return request.POST.get("card_number", "").strip()


@signed_in
def home(request: PracticeRequest) -> HttpResponseBase:
    """Work begins at the form."""
    return HttpResponseRedirect("/cards/new")


@signed_in
def new_card(request: PracticeRequest) -> HttpResponseBase:
    """The form and what it sends."""
    fields = {name: request.POST.get(name, "") for name in LABELS}
    if request.method != "POST":
        return _form_page(request, fields, [])
    visit, labels = request.visit, _labels(request.visit)
    wrong = [
        visit.say(reason, field=labels[name])
        for name in LABELS
        if (reason := _mistake(name, fields[name].strip()))
    ]
    if wrong:
        return _form_page(request, fields, wrong)
    try:
        entry = submit.keep(request, fields["card_number"].strip(), fields)
    except AlreadyThere:
        return _form_page(request, fields, [visit.say("duplicate_card")])
    return HttpResponseRedirect(f"/cards/done?{urlencode({'no': entry.receipt})}")


@signed_in
def done(request: PracticeRequest) -> HttpResponse:
    """The completion page with the receipt number."""
    return _card_page(request, request.GET.get("no", ""), said=request.visit.say("done"))


@signed_in
def cards(request: PracticeRequest) -> HttpResponse:
    """All cards, or those of one number."""
    wanted = request.GET.get("card_number", "").strip()
    store = request.visit.site.store
    found = store.find(wanted) if wanted else store.entries()
    rows = [(entry, _at(entry)) for entry in reversed(found)]
    labels = _labels(request.visit)
    return render(request, "library/cards.html", rows=rows, wanted=wanted, l=labels)


@signed_in
def card(request: PracticeRequest, receipt: str) -> HttpResponse:
    """One card."""
    return _card_page(request, receipt, said="")


def _form_page(
    request: PracticeRequest, fields: Mapping[str, str], wrong: list[str]
) -> HttpResponse:
    visit = request.visit
    areas = [(area, visit.say(f"area_{area}")) for area in AREAS]
    return render(
        request, "library/form.html", f=fields, wrong=wrong, areas=areas, l=_labels(visit)
    )


def _card_page(request: PracticeRequest, receipt: str, said: str) -> HttpResponse:
    visit = request.visit
    entry = visit.site.store.by_receipt(receipt)
    if entry is None:
        raise Http404
    shown = {**entry.fields, "area": visit.say(f"area_{entry.fields['area']}")}
    rows = [(label, shown[name]) for name, label in _labels(visit).items()]
    return render(request, "library/card.html", entry=entry, at=_at(entry), rows=rows, said=said)


def _labels(visit: Visit) -> dict[str, str]:
    return relabel({name: visit.say(name) for name in LABELS}, visit.faults)


def _mistake(name: str, text: str) -> str:
    """The name of the sentence that says what is wrong with one field, or ""."""
    if not text:
        return "err_required"
    right = {
        "card_number": bool(re.fullmatch(r"[0-9]{8}", text)),
        "full_name": len(text) <= 60,
        "date_of_birth": _is_date(text),
        "area": text in AREAS,
    }
    return "" if right[name] else f"err_{name}"


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}/[0-9]{2}/[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return False
    return True


def _at(entry: Entry) -> str:
    return timezone.localtime(datetime.fromisoformat(entry.at)).strftime("%Y/%m/%d %H:%M:%S")

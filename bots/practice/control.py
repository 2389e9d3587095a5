"""The pages behind a practice system: its list, its faults, and the way back to the beginning."""

from __future__ import annotations

import json

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import path

from bots.practice import pages
from bots.practice.faults import CATALOGUE, BadFault, Fault, Value
from bots.practice.pages import render
from bots.practice.site import PracticeRequest

SEPARATORS = str.maketrans({"=": "＝", ",": "、", "，": "、"})


def received(request: PracticeRequest) -> HttpResponse:
    """Everything the system accepted, in the order of entry."""
    visit = request.visit
    entries = visit.site.store.entries()
    t = visit.site.words.all(visit.lang)
    keys = [entry.key for entry in entries]
    rows = [
        {
            "entry": entry,
            "at": pages.received_at(entry),
            "double": keys.count(entry.key) > 1,
            "fields": [
                (t.get(name, name), text)
                for part in (entry.fields, *entry.rows)
                for name, text in part.items()
                if text
            ],
        }
        for entry in entries
    ]
    count = visit.say("list_count", count=len(rows))
    return render(request, "practice/list.html", rows=rows, count=count, here="list")


def faults_page(request: PracticeRequest) -> HttpResponseBase:
    """The switches of the faults, for people."""
    visit, said, wrong = request.visit, "", ""
    if visit.bad_fault:
        wrong = visit.say("bad_faults")
    if request.method == "POST":
        try:
            visit.faults = visit.site.faults.set(_posted(request))
            said, wrong = visit.say("faults_saved"), ""
        except BadFault as error:
            fault = next((one for one in CATALOGUE if one.name == str(error)), CATALOGUE[0])
            title = fault.title_ja if visit.lang == "ja" else fault.title_en
            wrong = visit.say("faults_wrong", name=title)
    rows = [_row(fault, visit.faults[fault.name], visit.lang) for fault in CATALOGUE]
    return render(request, "practice/faults.html", rows=rows, said=said, wrong=wrong, here="faults")


def faults_json(request: PracticeRequest) -> HttpResponseBase:
    """The faults for programs: GET all, POST some."""
    faults = request.visit.site.faults
    if request.method != "POST":
        return JsonResponse(faults.now())
    try:
        changes = json.loads(request.body)
        return JsonResponse(faults.set(changes if isinstance(changes, dict) else {"": changes}))
    except BadFault as error:
        return JsonResponse({"error": f"unknown fault or wrong value: {error}"}, status=400)
    except ValueError:
        return JsonResponse({"error": "not JSON"}, status=400)


def reset_page(request: PracticeRequest) -> HttpResponseBase:
    """The way back to the beginning, asked for by a button."""
    if request.method == "POST":
        _reset(request)
        return HttpResponseRedirect("/practice/reset?done=1")
    return render(request, "practice/reset.html", done="done" in request.GET, here="reset")


def reset_json(request: PracticeRequest) -> HttpResponseBase:
    """The same for programs; answers with the faults as they are then."""
    if request.method == "POST":
        _reset(request)
    return JsonResponse(request.visit.site.faults.now())


def home(request: PracticeRequest) -> HttpResponseBase:
    """`/practice` leads to the list."""
    return HttpResponseRedirect("/practice/list")


def _reset(request: PracticeRequest) -> None:
    site = request.visit.site
    site.store.reset()
    site.faults.reset()
    site.accounts.unlock()


def _row(fault: Fault, value: Value, lang: str) -> dict[str, object]:
    return {
        "name": fault.name,
        "kind": fault.kind,
        "title": fault.title_ja if lang == "ja" else fault.title_en,
        "sentence": fault.ja if lang == "ja" else fault.en,
        "value": _as_text(value),
        "on": value is True,
        "active": value != fault.default,
    }


def _as_text(value: Value) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{old}＝{new}" for old, new in value.items())
    if isinstance(value, list):
        return "、".join(value)
    return str(value)


def _posted(request: PracticeRequest) -> dict[str, object]:
    """The page's form as values of the faults' kinds. Raises BadFault for what makes none."""
    if "all_off" in request.POST:
        return {fault.name: fault.default for fault in CATALOGUE}
    return {fault.name: _value(fault, request.POST.get(fault.name, "")) for fault in CATALOGUE}


def _value(fault: Fault, text: str) -> object:
    parts = [
        part.strip() for part in text.translate(SEPARATORS).strip().split("、") if part.strip()
    ]
    match fault.kind:
        case "switch":
            return text == "on"
        case "ms" | "times":
            if text.strip() and not text.strip().isdecimal():
                raise BadFault(fault.name)
            return int(text.strip() or 0)
        case "pair":
            return parts
        case "word":
            return text.strip()
        case "words":
            return _pairs(fault, text)


def _pairs(fault: Fault, text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in text.translate(SEPARATORS).splitlines():
        if line.strip():
            old, equals, new = line.partition("＝")
            if not (equals and old.strip() and new.strip()):
                raise BadFault(fault.name)
            pairs[old.strip()] = new.strip()
    return pairs


urlpatterns = [
    path("practice", home),
    path("practice/list", received),
    path("practice/faults", faults_page),
    path("practice/faults.json", faults_json),
    path("practice/reset", reset_page),
    path("practice/reset.json", reset_json),
    path("static/<path:name>", pages.asset),
]

"""The pages on which a slip is drawn up: menu, form, its inner frame, confirm screen, completion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from bots.practice import submit
from bots.practice.accounting import form, masters
from bots.practice.accounting.words import LABELS
from bots.practice.faults import relabel
from bots.practice.pages import render, signed_in
from bots.practice.site import PracticeRequest, Visit
from bots.practice.store import AlreadyThere
from bots.practice.truth import Entry

PAGES = "/shishutsu/"


def key_of(request: PracticeRequest) -> str:
    """伝票番号 of what is posted: of the form itself or of the one that waits for its token."""
    fields = _waiting(request.visit, request.POST.get("token", ""))
    return (fields or request.POST).get("denpyo_no", "").strip()


@signed_in
def menu(request: PracticeRequest) -> HttpResponse:
    """What there is to do."""
    return render(request, "accounting/menu.html")


@signed_in
def enter(request: PracticeRequest) -> HttpResponse:
    """The empty form; or, after 戻る, the form with what was entered."""
    token = request.POST.get("token", "")
    return _form_page(request, _waiting(request.visit, token) or form.received({}, {}), [])


@signed_in
def inset(request: PracticeRequest) -> HttpResponse:
    """The inner frame of the form: papers and remarks. The form takes them over when it is sent."""
    visit = request.visit
    papers = [(paper, visit.say(f"tenpu_{paper}")) for paper in form.PAPERS]
    fields = {name: request.GET.get(name, "") for name in ("tenpu", "biko")}
    return render(request, "accounting/inset.html", f=fields, papers=papers, l=labels_of(visit))


@signed_in
def check(request: PracticeRequest) -> HttpResponseBase:
    """Checks the form; shows it again with its mistakes, or the confirm screen."""
    visit = request.visit
    if request.method != "POST" or visit.session is None:
        return HttpResponseRedirect(PAGES + "new")
    lines = {name: request.POST.getlist(name) for name in form.LINE}
    fields = form.received(request.POST.dict(), lines)
    wrong = form.mistakes(fields, visit.say, labels_of(visit), spent_in(visit))
    early = visit.faults["duplicate_refusal"] and not visit.faults["late_duplicate_check"]
    if not wrong and early and visit.site.store.has(fields["denpyo_no"].strip()):
        wrong = [visit.say("duplicate")]
    if wrong:
        return _form_page(request, fields, wrong)
    return _confirm_page(request, visit.session.keep_form(fields), fields, [])


@signed_in
def register(request: PracticeRequest) -> HttpResponseBase:
    """Keeps the form of a one-time token and leads to the completion page."""
    visit, token = request.visit, request.POST.get("token", "")
    if request.method != "POST" or visit.session is None:
        return HttpResponseRedirect(PAGES + "new")
    fields = visit.session.forms.get(token)
    if fields is None and not visit.faults["duplicate_refusal"]:
        fields = visit.session.used.get(token)
    if fields is None:
        return _form_page(request, form.received({}, {}), [visit.say("stale")])
    if wrong := form.over_budget(fields, visit.say, spent_in(visit)):
        return _confirm_page(request, token, fields, wrong)
    try:
        entry = submit.keep(request, fields["denpyo_no"].strip(), fields)
    except AlreadyThere:
        return _confirm_page(request, token, fields, [visit.say("duplicate")])
    finally:
        if visit.site.store.has(fields["denpyo_no"].strip()):
            visit.session.use_up(token)
    return HttpResponseRedirect(f"{PAGES}kanryo?{urlencode({'no': entry.receipt})}")


@signed_in
def done(request: PracticeRequest) -> HttpResponse:
    """The completion page with the number of the order."""
    entry = entry_of(request, request.GET.get("no", ""))
    rows = rows_of(request.visit, entry.fields)
    return render(
        request, "accounting/done.html", entry=entry, at=local(entry), rows=rows, here="new"
    )


def labels_of(visit: Visit) -> dict[str, str]:
    """The labels of the fields, as the faults make them appear."""
    return relabel({name: visit.say(name) for name in LABELS}, visit.faults)


def rows_of(visit: Visit, fields: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Label and text of each field of a slip but its lines, by the field's name."""
    texts, labels = form.shown(fields, visit.lang, visit.say), labels_of(visit)
    return {name: (labels[name], texts[name]) for name in (*form.HEAD, *form.FOOT)}


def entry_of(request: PracticeRequest, receipt: str) -> Entry:
    """The slip of an order number. Raises Http404."""
    entry = request.visit.site.store.by_receipt(receipt)
    if entry is None:
        raise Http404
    return entry


def local(entry: Entry) -> str:
    """When a slip was registered, on the clock of the place."""
    return timezone.localtime(datetime.fromisoformat(entry.at)).strftime("%Y/%m/%d %H:%M:%S")


def spent_in(visit: Visit) -> form.Spent:
    """Tells how many yen of a budget item the kept slips use up."""
    entries = visit.site.store.entries()
    lines = [line for entry in entries for line in form.lines_of(entry.fields)]
    return lambda code: sum(form.yen(line["kingaku"]) for line in lines if line["kamoku"] == code)


def _waiting(visit: Visit, token: str) -> dict[str, str] | None:
    if visit.session is None or not token:
        return None
    return visit.session.forms.get(token) or visit.session.used.get(token)


def _form_page(
    request: PracticeRequest, fields: Mapping[str, str], wrong: list[str]
) -> HttpResponse:
    visit = request.visit
    sections = [(code, _coded(code, names, visit)) for code, names in masters.SECTIONS.items()]
    items = [(code, _coded(code, item.names, visit)) for code, item in masters.ITEMS.items()]
    return render(
        request,
        "accounting/form.html",
        f=fields,
        lines=form.lines_of(fields),
        l=labels_of(visit),
        wrong=wrong,
        sections=sections,
        items=items,
        most=form.MOST_LINES,
        inset=urlencode({name: fields[name] for name in ("tenpu", "biko")}),
        here="new",
    )


def _confirm_page(
    request: PracticeRequest, token: str, fields: Mapping[str, str], wrong: list[str]
) -> HttpResponse:
    visit = request.visit
    return render(
        request,
        "accounting/confirm.html",
        rows=rows_of(visit, fields),
        lines=form.shown_lines(fields, visit.lang),
        l=labels_of(visit),
        token=token,
        wrong=wrong,
        here="new",
    )


def _coded(code: str, names: masters.Names, visit: Visit) -> str:
    return f"{code}:{masters.in_language(names, visit.lang)}"

"""The pages of the childcare system: frames, form, confirm screen, completion, search, details."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bots.practice import eras, submit
from bots.practice.childcare import facilities, form
from bots.practice.childcare.words import LABELS
from bots.practice.faults import relabel
from bots.practice.pages import attached, received_at, render, signed_in
from bots.practice.site import PracticeRequest, Visit
from bots.practice.store import AlreadyThere
from bots.practice.truth import Entry

PAGES = "/moushikomi/"


def key_of(request: PracticeRequest) -> str:
    """整理番号 of what is posted: of the form itself or of the one that waits for its token."""
    fields = _waiting(request.visit, request.POST.get("token", ""))
    return (fields or request.POST).get("seiri_no", "").strip()


@signed_in
def frames(request: PracticeRequest) -> HttpResponse:
    """The frameset: menu on the left, work on the right (`work` says which page)."""
    work = request.GET.get("work", "")
    inside = work.startswith(PAGES) and "//" not in work and "\\" not in work
    return render(request, "childcare/frames.html", work=work if inside else "/welcome")


@signed_in
def menu(request: PracticeRequest) -> HttpResponse:
    """The menu frame."""
    return render(request, "childcare/menu.html")


@signed_in
def welcome(request: PracticeRequest) -> HttpResponse:
    """What the work frame shows at first."""
    return render(request, "childcare/welcome.html")


@signed_in
def enter(request: PracticeRequest) -> HttpResponse:
    """The empty form; or, after 戻る, the form with what was entered."""
    fields = _waiting(request.visit, request.POST.get("token", ""))
    return _form_page(request, fields or form.received({"kubun": "新規"}), [])


@signed_in
def check(request: PracticeRequest) -> HttpResponseBase:
    """Checks the form; shows it again with its mistakes, or the confirm screen."""
    visit = request.visit
    if request.method != "POST" or visit.session is None:
        return HttpResponseRedirect(PAGES + "new")
    fields = _received(request)
    wrong = form.mistakes(fields, visit.say, _labels(visit))
    early = visit.faults["duplicate_refusal"] and not visit.faults["late_duplicate_check"]
    if not wrong and early and visit.site.store.has(fields["seiri_no"].strip()):
        wrong = [visit.say("duplicate")]
    if wrong:
        return _form_page(request, fields, wrong)
    token = visit.session.keep_form(fields)
    return _confirm_page(request, token, fields, "")


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
        return _form_page(request, form.received({"kubun": "新規"}), [visit.say("stale")])
    try:
        entry = submit.keep(request, fields["seiri_no"].strip(), fields)
    except AlreadyThere:
        return _confirm_page(request, token, fields, visit.say("duplicate"))
    finally:
        if visit.site.store.has(fields["seiri_no"].strip()):
            visit.session.use_up(token)
    return HttpResponseRedirect(f"{PAGES}kanryo?{urlencode({'no': entry.receipt})}")


@signed_in
def done(request: PracticeRequest) -> HttpResponse:
    """The completion page with the receipt number."""
    entry = _entry(request, request.GET.get("no", ""))
    return render(
        request, "childcare/done.html", entry=entry, at=received_at(entry), l=_labels(request.visit)
    )


@signed_in
def find(request: PracticeRequest) -> HttpResponse:
    """Search by 整理番号."""
    wanted = request.GET.get("seiri_no")
    hits = request.visit.site.store.find(wanted.strip()) if wanted else []
    return render(
        request,
        "childcare/find.html",
        wanted=wanted or "",
        asked=wanted is not None,
        hits=[_hit(entry, request.visit) for entry in hits],
        count=request.visit.say("hits", count=len(hits)),
        l=_labels(request.visit),
    )


@signed_in
def details(request: PracticeRequest, receipt: str) -> HttpResponse:
    """Everything of one application."""
    entry = _entry(request, receipt)
    rows = _rows(request.visit, entry.fields)
    return render(request, "childcare/details.html", entry=entry, at=received_at(entry), rows=rows)


def _waiting(visit: Visit, token: str) -> dict[str, str] | None:
    if visit.session is None or not token:
        return None
    return visit.session.forms.get(token) or visit.session.used.get(token)


def _received(request: PracticeRequest) -> dict[str, str]:
    """The fields as text."""
    return form.received(request.POST.dict()) | attached(request, "shurou_file")


def _labels(visit: Visit) -> dict[str, str]:
    """The labels of the fields, as the faults make them appear."""
    return relabel({name: visit.say(name) for name in LABELS}, visit.faults)


def _form_page(
    request: PracticeRequest, fields: Mapping[str, str], wrong: list[str]
) -> HttpResponse:
    lang = request.visit.lang
    known = [(letter, ja if lang == "ja" else en) for letter, ja, en, _ in eras.ERAS]
    options = [(code, facilities.shown(code, lang)) for code in facilities.FACILITIES]
    return render(
        request,
        "childcare/form.html",
        f=fields,
        l=_labels(request.visit),
        wrong=wrong,
        eras=known,
        facilities=options,
    )


def _confirm_page(
    request: PracticeRequest, token: str, fields: Mapping[str, str], wrong: str
) -> HttpResponse:
    rows = _rows(request.visit, fields)
    return render(request, "childcare/confirm.html", rows=rows, token=token, wrong=wrong)


def _rows(visit: Visit, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    values = form.shown(fields, visit.lang, visit.say)
    if fields["shurou_file"]:
        size = f"{fields['shurou_file_size']} {visit.say('bytes')}"
        values["shurou_file"] = f"{fields['shurou_file']}（{size}）"
    else:
        values["shurou_file"] = visit.say("no_file")
    return [(label, values[name]) for name, label in _labels(visit).items()]


def _hit(entry: Entry, visit: Visit) -> dict[str, str]:
    born = form.shown(entry.fields, visit.lang, visit.say)["seinengappi"]
    return {
        "key": entry.key,
        "name": entry.fields["jido_shimei"],
        "born": born,
        "receipt": entry.receipt,
    }


def _entry(request: PracticeRequest, receipt: str) -> Entry:
    entry = request.visit.site.store.by_receipt(receipt)
    if entry is None:
        raise Http404
    return entry

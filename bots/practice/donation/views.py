"""The donation system: one page, and the JSON that the page talks with."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping

from django.http import HttpResponse, HttpResponseBase, JsonResponse

from bots.practice import submit
from bots.practice.donation import form
from bots.practice.donation.words import LABELS
from bots.practice.faults import relabel
from bots.practice.pages import received_at, render
from bots.practice.site import PracticeRequest, cookie_name
from bots.practice.store import AlreadyThere
from bots.practice.truth import Entry

Api = Callable[..., HttpResponseBase]


def key_of(request: PracticeRequest) -> str:
    """申込番号 of what is posted, "" if the request has none."""
    return form.received(_body(request))["application_no"].strip()


def app(request: PracticeRequest) -> HttpResponse:
    """The page; everything else happens in it."""
    visit = request.visit
    boot = {"t": visit.site.words.all(visit.lang), "lang": visit.lang, "kinds": form.KINDS}
    boot["hint"] = visit.say("accounts_hint", accounts="robot01 / renshu-pass-1")
    return render(request, "donation/app.html", boot=boot)


def signed_in(view: Api) -> Api:
    """JSON for signed-in users only; the others get 401 and whether their session was lost."""

    @functools.wraps(view)
    def guarded(request: PracticeRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if request.visit.session is not None:
            return view(request, *args, **kwargs)
        expired = request.visit.expired
        answer = JsonResponse({"expired": expired}, status=401)
        if expired:
            answer.delete_cookie(cookie_name("session", request))
        return answer

    return guarded


def login(request: PracticeRequest) -> HttpResponseBase:
    """Sign in; refused with the sentence to show."""
    body = _body(request)
    accounts = request.visit.site.accounts
    how, sid = accounts.sign_in(str(body.get("user", "")), str(body.get("password", "")))
    if how != "ok":
        word = "locked" if how == "locked" else "wrong_password"
        return JsonResponse({"error": request.visit.say(word)}, status=403)
    answer = JsonResponse({"user": body.get("user", "")})
    answer.set_cookie(cookie_name("session", request), sid, httponly=True, samesite="Lax")
    return answer


def logout(request: PracticeRequest) -> HttpResponseBase:
    """End the session."""
    request.visit.site.accounts.drop(request.visit.sid)
    answer = JsonResponse({})
    answer.delete_cookie(cookie_name("session", request))
    return answer


@signed_in
def me(request: PracticeRequest) -> HttpResponseBase:
    """Who is signed in."""
    session = request.visit.session
    return JsonResponse({"user": session.user if session else ""})


@signed_in
def form_words(request: PracticeRequest) -> HttpResponseBase:
    """What the form looks like now: labels and behaviour as the faults make them."""
    visit = request.visit
    labels = relabel({name: visit.say(name) for name in LABELS}, visit.faults)
    return JsonResponse(
        {
            "labels": labels,
            "extra": visit.faults["double_label"],
            "ask": not visit.faults["no_confirm"],
            "notice": visit.say("surprise") if visit.faults["surprise_dialog"] else "",
        }
    )


@signed_in
def postal(request: PracticeRequest) -> HttpResponseBase:
    """The town of a postal code, slowly, as such services are."""
    request.visit.site.pause(request.visit.faults["lookup_ms"])
    return JsonResponse({"address": form.TOWNS.get(request.GET.get("code", ""), "")})


@signed_in
def purposes(request: PracticeRequest) -> HttpResponseBase:
    """The purposes that hold what was typed."""
    found = form.purposes(request.GET.get("q", ""), request.visit.lang)
    return JsonResponse({"options": found})


@signed_in
def entries(request: PracticeRequest) -> HttpResponseBase:
    """GET: the donations, latest first (`q` = only this application number). POST: a new one."""
    if request.method == "POST":
        return _create(request)
    wanted = request.GET.get("q", "").strip()
    store = request.visit.site.store
    found = store.find(wanted) if wanted else store.entries()
    return JsonResponse({"entries": [_shown(entry) for entry in reversed(found)]})


@signed_in
def entry_details(request: PracticeRequest, receipt: str) -> HttpResponseBase:
    """One donation."""
    entry = request.visit.site.store.by_receipt(receipt)
    if entry is None:
        return JsonResponse({"error": request.visit.say("nothing")}, status=404)
    return JsonResponse({"entry": _shown(entry)})


def _create(request: PracticeRequest) -> HttpResponseBase:
    visit = request.visit
    fields = form.received(_body(request))
    wrong = form.mistakes(fields)
    if wrong:
        said = {name: visit.say(reason) for name, reason in wrong.items()}
        return JsonResponse({"error": visit.say("mistakes"), "fields": said}, status=422)
    try:
        entry = submit.keep(request, fields["application_no"].strip(), fields)
    except AlreadyThere:
        return JsonResponse({"error": visit.say("duplicate_no")}, status=409)
    return JsonResponse({"entry": _shown(entry)}, status=201)


def _shown(entry: Entry) -> dict[str, object]:
    return {"receipt": entry.receipt, "at": received_at(entry), "fields": dict(entry.fields)}


def _body(request: PracticeRequest) -> Mapping[str, object]:
    """The JSON object that was sent; anything else counts as an empty one."""
    try:
        body = json.loads(request.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}

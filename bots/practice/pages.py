"""Pages that every practice system has: messages, sign-in and sign-out, pictures and styles."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views import static

from bots.practice.accounts import ACCOUNTS
from bots.practice.site import PracticeRequest, cookie_name
from bots.practice.truth import Entry

STATIC = Path(__file__).parent / "static"
View = Callable[..., HttpResponseBase]


def render(
    request: PracticeRequest, template: str, *, status: int = 200, **more: object
) -> HttpResponse:
    """A page from a template, with the words of the visit's language as `t`."""
    visit = request.visit
    other = "en" if visit.lang == "ja" else "ja"
    context: dict[str, object] = {
        "t": visit.site.words.all(visit.lang),
        "lang": visit.lang,
        "other": other,
        "other_query": urlencode([*_queries(request), ("lang", other)]),
        "system": visit.site.system.name,
        "title": visit.site.system.title(visit.lang),
        "training": visit.site.training,
        "who": visit.say("signed_in_as", user=visit.session.user) if visit.session else "",
        "faults": visit.faults,
        **more,
    }
    return HttpResponse(render_to_string(template, context), status=status)


def _queries(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.GET.dict().items() if name != "lang"]


def message(
    request: PracticeRequest, headline: str, more: str, *, status: int = 200
) -> HttpResponse:
    """A page that says one thing: `headline` and `more` are names of words."""
    visit = request.visit
    text = visit.say(more) if more else ""
    return render(request, "message.html", status=status, headline=visit.say(headline), more=text)


def signed_in(view: View) -> View:
    """A view for signed-in users only; others see the sign-in page."""

    @functools.wraps(view)
    def guarded(request: PracticeRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if request.visit.session is not None:
            return view(request, *args, **kwargs)
        if request.visit.expired:
            return sign_in_page(request, request.visit.say("expired"))
        return HttpResponseRedirect("/login")

    return guarded


def sign_in(request: PracticeRequest) -> HttpResponseBase:
    """The sign-in page and what it sends."""
    if request.method != "POST":
        return sign_in_page(request, "")
    how, sid = request.visit.site.accounts.sign_in(
        request.POST.get("user", ""), request.POST.get("password", "")
    )
    if how != "ok":
        word = "locked" if how == "locked" else "wrong_password"
        return sign_in_page(request, request.visit.say(word))
    answer = HttpResponseRedirect("/")
    answer.set_cookie(cookie_name("session", request), sid, httponly=True, samesite="Lax")
    return answer


def sign_in_page(request: PracticeRequest, error: str) -> HttpResponse:
    """The sign-in page with what went wrong, if anything."""
    hint = request.visit.say("accounts_hint", accounts=" / ".join(next(iter(ACCOUNTS.items()))))
    expired = error == request.visit.say("expired")
    template = f"{request.visit.site.system.package}/login.html"
    answer = render(request, template, error=error, expired=expired, hint=hint)
    if expired:
        answer.delete_cookie(cookie_name("session", request))
    return answer


def sign_out(request: PracticeRequest) -> HttpResponseBase:
    """End the session and show the sign-in page."""
    request.visit.site.accounts.drop(request.visit.sid)
    answer = HttpResponseRedirect("/login")
    answer.delete_cookie(cookie_name("session", request))
    return answer


def received_at(entry: Entry) -> str:
    """When an entry was kept, in the time of the place."""
    return timezone.localtime(datetime.fromisoformat(entry.at)).strftime("%Y/%m/%d %H:%M:%S")


def attached(request: PracticeRequest, name: str) -> dict[str, str]:
    """A file that was sent, as text: its name, its size in bytes and its SHA-256; all "" if there is none."""
    file = request.FILES.get(name)
    if file is None:
        return {name: "", f"{name}_size": "", f"{name}_sha256": ""}
    content = file.read()
    return {
        name: file.name or "",
        f"{name}_size": str(len(content)),
        f"{name}_sha256": hashlib.sha256(content).hexdigest(),
    }


def asset(request: HttpRequest, name: str) -> HttpResponseBase:
    """A style sheet or script of the practice systems; nothing is loaded from elsewhere."""
    answer = static.serve(request, name, document_root=str(STATIC))
    answer.headers["Cache-Control"] = "max-age=300"
    return answer


def not_found(request: PracticeRequest, exception: Exception) -> HttpResponseBase:
    """The page for an address that is not there."""
    return message(request, "not_found", "not_found_more", status=404)


def broken(request: PracticeRequest) -> HttpResponseBase:
    """The page for an error nobody meant; its trace is on standard error."""
    return message(request, "error_500", "error_500_more", status=500)

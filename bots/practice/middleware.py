"""What happens to every request before and after its page: language, session, faults, counting."""

from __future__ import annotations

import socket
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from bots.practice import faults as faults_module
from bots.practice import pages
from bots.practice.faults import BadFault
from bots.practice.site import (
    Ending,
    HangUp,
    PracticeRequest,
    ServerFault,
    Visit,
    cookie_name,
    the_site,
)

LANGUAGES = ("ja", "en")


class VisitMiddleware:
    """Gives each request its visit, lets the faults happen, and takes down what is not a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: PracticeRequest) -> HttpResponseBase:
        """Answer a request in the language that was asked for or chosen before."""
        visit = request.visit = _visit(request)
        asked = request.GET.get("lang", "")
        if asked in LANGUAGES:
            visit.lang = asked
        answer = self._answer(request, visit)
        if asked in LANGUAGES:
            answer.set_cookie(cookie_name("lang", request), asked, samesite="Lax")
        answer.headers.setdefault("Content-Language", visit.lang)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        return answer

    def _answer(self, request: PracticeRequest, visit: Visit) -> HttpResponseBase:
        if _foreign(request):
            return pages.message(request, "refused_origin", "", status=403)
        if request.path.startswith(("/practice", "/static/")):
            return self._get_response(request)
        if request.method not in ("GET", "HEAD"):
            key = visit.site.key_of(request)
            visit.site.store.arrived(request.method or "", request.path, key)
        if visit.bad_fault:
            return pages.message(request, "bad_faults", "", status=500)
        visit.site.pause(visit.faults["delay_ms"])
        if visit.faults["maintenance"]:
            return pages.message(request, "maintenance", "maintenance_more")
        if visit.session is not None and visit.site.faults.use("lose_session"):
            visit.site.accounts.drop(visit.sid)
            visit.session, visit.expired = None, True
        return self._get_response(request)

    def process_exception(self, request: PracticeRequest, error: Exception) -> HttpResponse | None:
        """A fault on purpose becomes its answer; any other error is Django's to report."""
        if isinstance(error, HangUp):
            _close_connection(request)
        if isinstance(error, (ServerFault, HangUp, Ending)):
            return pages.message(request, "error_500", "error_500_more", status=500)
        return None


def _visit(request: PracticeRequest) -> Visit:
    site = the_site()
    lang = request.COOKIES.get(cookie_name("lang", request), "")
    sid = request.COOKIES.get(cookie_name("session", request), "")
    session = site.accounts.session(sid)
    faults, bad_fault = faults_module.defaults(), ""
    try:
        faults = site.faults.now()
    except BadFault as error:
        bad_fault = str(error)
    return Visit(
        site=site,
        lang=lang if lang in LANGUAGES else site.lang,
        sid=sid,
        session=session,
        faults=faults,
        expired=bool(sid) and session is None,
        bad_fault=bad_fault,
    )


def _foreign(request: HttpRequest) -> bool:
    """Whether a page of another site sent this: it must not fill lists or switch faults here."""
    return request.method not in ("GET", "HEAD") and (
        request.headers.get("Sec-Fetch-Site", "") == "cross-site"
    )


def _close_connection(request: HttpRequest) -> None:
    """End the connection of this request at once; the answer that follows reaches nobody.

    The server gives a bound method of the connection to the application; its socket is the one
    way to it. An orderly end (FIN) is sent; resets need a proxy in between.
    """
    connection = request.META["waitress.client_disconnected"].__self__
    connection.socket.shutdown(socket.SHUT_RDWR)

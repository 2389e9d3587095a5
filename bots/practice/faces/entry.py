"""Entering by the form of a face: the form, its check page, the answer, the list and the details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bots.practice import eras, submit
from bots.practice.faces.describe import TAB, Face, Form, Tab, Words, in_lang
from bots.practice.faces.entered import Entered, Reader, received
from bots.practice.faces.page import control, reader, render_face
from bots.practice.pages import attached, received_at
from bots.practice.site import PracticeRequest, Visit
from bots.practice.store import AlreadyThere
from bots.practice.truth import Entry


def key_of(request: PracticeRequest, form: Form) -> str:
    """The key of what is posted: of the form itself or of the one that waits for its token."""
    waiting = _waiting(request.visit, request.POST.get("token", ""))
    entered = Entered(None, waiting) if waiting is not None else received(form, request.POST)
    return entered.key(form)


def answer(request: PracticeRequest, face: Face, form: Form, rest: str) -> HttpResponseBase:
    """The page of the form at `rest` of its address. Raises Http404."""
    desk = Desk(request, face, form, reader(request, face))
    posted = request.method == "POST"
    match rest:
        case "":
            return desk.list(None)
        case "/new":
            return desk.enter() if posted else desk.empty([], opened=True)
        case "/keep" if form.check and posted:
            return desk.keep_checked()
        case "/done":
            return desk.done()
    return desk.details(desk.entry(rest.removeprefix("/")), said="")


@dataclass(frozen=True, slots=True)
class Desk:
    """One visit to the form: what was asked of it, and the words in which it answers."""

    request: PracticeRequest
    face: Face
    form: Form
    read: Reader

    @property
    def visit(self) -> Visit:
        """The visit that the request is."""
        return self.request.visit

    def say(self, words: Words) -> str:
        """Words of the description in the language of the visit."""
        return in_lang(words, self.visit.lang)

    # ------------------------------------------------------------------ entering

    def empty(self, wrong: Sequence[str], *, opened: bool = False) -> HttpResponse:
        """The form with nothing in it."""
        return self._form_page(Entered(self.form.tab(""), {}), wrong, opened=opened)

    def enter(self) -> HttpResponseBase:
        """What a form sent; or the form again that comes back from its check page."""
        waiting = _waiting(self.visit, self.request.POST.get("token", ""))
        if waiting is not None:
            return self._form_page(Entered(None, waiting), [])
        entered = received(self.form, self.request.POST)
        files = [one.name for one in self.form.fields if one.kind == "file"]
        for name in files:
            entered = replace(entered, fields={**entered.fields, **attached(self.request, name)})
        wrong = self.read.mistakes(self.form, entered)
        if wrong:
            return self._form_page(entered, wrong)
        return self._check(entered) if self.form.check else self._keep_at_once(entered)

    def _keep_at_once(self, entered: Entered) -> HttpResponseBase:
        try:
            return self._to_done(self._keep(entered))
        except AlreadyThere:
            return self._form_page(entered, [self._there(entered)])

    def _check(self, entered: Entered) -> HttpResponse:
        visit = self.visit
        early = visit.faults["duplicate_refusal"] and not visit.faults["late_duplicate_check"]
        if early and visit.site.store.has(entered.key(self.form)):
            return self._form_page(entered, [self._there(entered)])
        assert visit.session is not None
        return self._check_page(visit.session.keep_form(entered.fields), entered, "")

    def keep_checked(self) -> HttpResponseBase:
        """Keeps the form of a one-time token and leads to the answer."""
        visit, token = self.visit, self.request.POST.get("token", "")
        assert visit.session is not None
        fields = visit.session.forms.get(token)
        if fields is None and not visit.faults["duplicate_refusal"]:
            fields = visit.session.used.get(token)
        if fields is None:
            return self.empty([visit.say("stale")])
        entered = Entered(None, fields)
        try:
            return self._to_done(self._keep(entered))
        except AlreadyThere:
            return self._check_page(token, entered, self._there(entered))
        finally:
            if visit.site.store.has(entered.key(self.form)):
                visit.session.use_up(token)

    def _keep(self, entered: Entered) -> Entry:
        session, fields = self.visit.session, entered.kept()
        if self.form.named and session is not None:
            fields["entered_by"] = session.user
        return submit.keep(self.request, entered.key(self.form), fields, entered.rows)

    def _to_done(self, kept: Entry) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.form.base}/done?{urlencode({'no': kept.receipt})}")

    def _there(self, entered: Entered) -> str:
        return self.say(entered.tab.there if entered.tab else self.form.there)

    # ------------------------------------------------------------------ pages

    def done(self) -> HttpResponse:
        """The answer to an entry, with its receipt number."""
        entry = self.entry(self.request.GET.get("no", ""))
        return self.list(entry) if self.form.today else self.details(entry, said=self.say(self.form.done))

    def list(self, answered: Entry | None) -> HttpResponse:
        """The entries, latest first: all, those that were searched for, or today's."""
        form, store = self.form, self.visit.site.store
        wanted = self.request.GET.get(form.search, "").strip() if form.search else ""
        found = store.find(wanted) if wanted else store.entries()
        if form.today:
            found = [one for one in found if _day(one) == eras.today()]
        columns = [one for one in form.fields if one.name in form.listed]
        rows = [
            (one, [self.read.shown(column, one.fields) for column in columns], received_at(one))
            for one in reversed(found)
        ]
        return self._page(
            "list",
            here=form.base,
            heading=self.say(form.list_title),
            columns=[self.read.labels[one.name] for one in columns],
            rows=rows,
            nothing=self.say(form.nothing),
            search=form.search,
            search_label=self.read.labels.get(form.search, ""),
            wanted=wanted,
            answered=answered,
            said=self.say(form.done),
        )

    def details(self, entry: Entry, *, said: str) -> HttpResponse:
        """Everything of one entry; `said` is the answer to it, if it was just made."""
        tab = self.form.tab(entry.fields.get(TAB, ""))
        rows = [*self.read.lines(self.form, Entered(tab, entry.fields, entry.rows))]
        if self.form.named:
            rows.append((self.visit.say("entered_by"), entry.fields["entered_by"]))
        return self._page(
            "details",
            here="" if said else self.form.base,
            heading=self.say(self.form.details_title),
            entry=entry,
            rows=rows,
            said=said,
            at=received_at(entry),
        )

    def _form_page(
        self, entered: Entered, wrong: Sequence[str], *, opened: bool = False
    ) -> HttpResponse:
        form = self.form
        button = form.check.button if form.check else form.register
        return self._page(
            "form",
            heading=self.say(form.title),
            wrong=wrong,
            fields=[control(one, entered.fields, self.read) for one in form.fields],
            tab_label=self.visit.say(TAB),
            tabs=[self._tab(tab, entered) for tab in form.tabs],
            open_tab=entered.tab,
            button=self.say(button),
            ask="" if form.check else self._question(),
            notice=self._notice() if opened else (),
        )

    def _tab(self, tab: Tab, entered: Entered) -> dict[str, object]:
        fields = [control(one, entered.fields, self.read) for one in tab.fields]
        made: dict[str, object] = {"name": tab.name, "label": self.say(tab.label), "fields": fields}
        if tab.rows:
            here = entered.rows if tab is entered.tab else ()
            made["caption"], made["add"] = self.say(tab.rows.caption), self.say(tab.rows.add)
            made["heads"] = [self.read.labels[one.name] for one in tab.rows.fields]
            made["rows"] = [[control(one, row, self.read) for one in tab.rows.fields] for row in here]
            made["blank"] = [control(one, {}, self.read) for one in tab.rows.fields]
        return made

    def _notice(self) -> tuple[str, ...]:
        """Title, text and button of the notice, if it is its turn."""
        notice, session = self.form.notice, self.visit.session
        if notice is None or session is None:
            return ()
        session.opened += 1
        due = session.opened % notice.every == 0
        return tuple(map(self.say, (notice.title, notice.text, notice.close))) if due else ()

    def _check_page(self, token: str, entered: Entered, wrong: str) -> HttpResponse:
        assert self.form.check is not None
        return self._page(
            "check",
            heading=self.say(self.form.check.title),
            lead=self.say(self.form.check.lead),
            token=token,
            wrong=wrong,
            rows=[*self.read.lines(self.form, entered)],
            ask=self._question(),
            button=self.say(self.form.register),
        )

    def _question(self) -> str:
        asks = self.form.ask is not None and not self.visit.faults["no_confirm"]
        return self.say(self.form.ask) if asks and self.form.ask else ""

    def _page(self, template: str, *, here: str | None = None, **more: object) -> HttpResponse:
        return render_face(
            self.request,
            self.face,
            template,
            here=f"{self.form.base}/new" if here is None else here,
            base=self.form.base,
            receipt=self.say(self.form.receipt),
            kept_at=self.say(self.form.kept_at),
            **more,
        )

    def entry(self, receipt: str) -> Entry:
        """The entry of that receipt. Raises Http404 if there is none."""
        entry = self.visit.site.store.by_receipt(receipt)
        if entry is None:
            raise Http404
        return entry


def _waiting(visit: Visit, token: str) -> dict[str, str] | None:
    if visit.session is None or not token:
        return None
    return visit.session.forms.get(token) or visit.session.used.get(token)


def _day(entry: Entry) -> object:
    return datetime.fromisoformat(entry.at).astimezone(eras.TOKYO).date()

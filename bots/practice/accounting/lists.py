"""The pages that show what is kept: payees in a window of their own, slips, their papers, balances."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.http import HttpResponse

from bots.practice.accounting import form, masters, paper, slips
from bots.practice.accounting.views import entry_of, labels_of, local, rows_of, spent_in
from bots.practice.pages import render, signed_in
from bots.practice.site import PracticeRequest, Visit


@signed_in
def payees(request: PracticeRequest) -> HttpResponse:
    """The window in which a payee is looked for; what is chosen goes to the form that opened it."""
    wanted = request.GET.get("q")
    hits = masters.find_payees(wanted, request.visit.lang) if wanted is not None else []
    return render(
        request, "accounting/payees.html", wanted=wanted or "", asked=wanted is not None, hits=hits
    )


@signed_in
def slips_page(request: PracticeRequest) -> HttpResponse:
    """The slips, ten a page, sorted by the heading that was pressed, with what all of them add up to."""
    visit = request.visit
    asked, found = _found(request)
    count = len(found.every)
    return render(
        request,
        "accounting/list.html",
        asked=asked,
        wrong_days=asked.wrong_days(),
        heads=[_head(visit, asked, name) for name in slips.COLUMNS],
        rows=[slips.row(entry, visit.lang) for entry in found.page],
        hits=visit.say("hits", count=count),
        page_of=visit.say("page_of", number=found.number, pages=found.pages),
        before=asked.address(page=found.number - 1) if found.number > 1 else "",
        after=asked.address(page=found.number + 1) if found.number < found.pages else "",
        csv=asked.address(page=1),
        total=f"{found.total:,}",
        sum=visit.say("sum", count=count),
        l=labels_of(visit),
        here="list",
    )


@signed_in
def slips_csv(request: PracticeRequest) -> HttpResponse:
    """All slips of the list that is asked for, as a file of the host's character set."""
    visit = request.visit
    _, found = _found(request)
    headings = [_labels(visit)[name] for name in slips.COLUMNS]
    rows = [slips.row(entry, visit.lang) for entry in found.every]
    total = [visit.say("sum", count=len(rows)), "", "", "", "", f"{found.total:,}"]
    data = slips.as_csv(headings, rows, total)
    return _file(data, "text/csv; charset=Shift_JIS", f"{visit.say('csv_name')}.csv")


@signed_in
def details(request: PracticeRequest, receipt: str) -> HttpResponse:
    """Everything of one slip."""
    visit, entry = request.visit, entry_of(request, receipt)
    return render(
        request,
        "accounting/details.html",
        entry=entry,
        at=local(entry),
        rows=rows_of(visit, entry.fields),
        lines=form.shown_lines(entry.fields, visit.lang),
        l=labels_of(visit),
        here="list",
    )


@signed_in
def paper_of(request: PracticeRequest, receipt: str) -> HttpResponse:
    """A slip as a PDF to print and stamp."""
    visit, entry = request.visit, entry_of(request, receipt)
    rows = rows_of(visit, entry.fields)
    total = rows.pop("goukei")
    head = [(visit.say("meirei_no"), entry.receipt), *rows.values()]
    lines = [list(line.values()) for line in form.shown_lines(entry.fields, visit.lang)]
    headings = [labels_of(visit)[name] for name in form.LINE]
    data = paper.slip(visit.say("paper_title"), head, headings, lines, total)
    return _file(data, "application/pdf", f"{entry.receipt}.pdf")


@signed_in
def items(request: PracticeRequest) -> HttpResponse:
    """What is left of each budget item."""
    visit, spent = request.visit, spent_in(request.visit)
    rows: list[Mapping[str, str]] = [
        {
            "code": code,
            "name": masters.in_language(item.names, visit.lang),
            "budget": f"{item.budget:,}",
            "spent": f"{spent(code):,}",
            "left": f"{item.budget - spent(code):,}",
        }
        for code, item in masters.ITEMS.items()
    ]
    return render(request, "accounting/items.html", rows=rows, here="items")


def _found(request: PracticeRequest) -> tuple[slips.Asked, slips.Listing]:
    asked = slips.Asked.of(request.GET.dict())
    return asked, slips.listing(request.visit.site.store.entries(), asked)


def _head(visit: Visit, asked: slips.Asked, name: str) -> dict[str, str]:
    """A heading of the list: its words, where pressing it leads, how the list is sorted by it now."""
    here = asked.sort == name
    turned = "desc" if here and asked.order == "asc" else "asc"
    return {
        "name": name,
        "label": _labels(visit)[name],
        "query": asked.address(sort=name, order=turned, page=1),
        "sorted": {"asc": "ascending", "desc": "descending"}[asked.order] if here else "none",
    }


def _labels(visit: Visit) -> dict[str, str]:
    return {**labels_of(visit), "meirei_no": visit.say("meirei_no")}


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer

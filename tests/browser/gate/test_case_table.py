"""What leaves through relay and gate is what the same browser sends alone, and so is all that follows.

One browser without relay and gate, one with both; each case of case_table.py in a fresh context of either.
Equal are the requests that reach the server (number, method, path with query, headers, body), cookies, the
windows' addresses and their visible text, downloads, and what the back button does, but for what the case names.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bots.errors import NetworkError, ScreenError

from .case_table import CASES, OTHER, Case
from .conftest import Desk
from .counting_server import Server
from .seen import FACETS, Watcher, press


@pytest.fixture
def other() -> Iterator[Server]:
    started = Server("127.0.0.2")
    yield started
    started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def _serve(case: Case, servers: Sequence[Server]) -> None:
    def placed(data: str | bytes) -> Any:
        address = servers[1].address
        if isinstance(data, str):
            return data.replace(OTHER, address)
        return data.replace(OTHER.encode(), address.encode())

    for server in servers:
        server.clear()
        server.pages = {path: placed(page) for path, page in {"/form": case.page, **case.pages}.items()}
        server.kinds = {"/form": case.kind}
        for path, whole in case.answers.items():
            parts = whole if isinstance(whole, tuple) else (whole,)
            server.answers[path] = tuple(map(placed, parts))


def _opened(case: Case, page: Page, server: Server, folder: Path) -> None:
    page.goto(server.address + "/form")
    if case.file:
        file = folder / f"申請書{case.file}.pdf"
        file.write_bytes(hashlib.sha256(b"x").digest() * (case.file // 32))
        page.set_input_files("[name=file]", file)


def _outcome(case: Case, desk: Desk) -> str:
    try:
        answer = desk.submit(timeout=case.timeout)
    except (NetworkError, ScreenError) as error:
        return error.problem.code
    return f"{answer.kind} {answer.reason}".strip()


CHOSEN = CASES if os.environ.get("BOTS_CASES") == "all" else CASES[::3]  # by day a sample


@pytest.mark.parametrize("case", CHOSEN, ids=[case.name for case in CHOSEN])
def test_as_a_browser_alone(
    case: Case, desk: Desk, plain_browser: Browser, other: Server, folder: Path
) -> None:
    servers = (desk.server, other)
    desk.relay.allow(*((server.host, server.port) for server in servers))
    sign = case.outcome == "success"

    context = plain_browser.new_context(service_workers="block", locale="ja-JP")
    page = context.new_page()
    _serve(case, servers)
    _opened(case, page, desk.server, folder)
    watcher = Watcher(context, servers, sign)
    press(page)
    watcher.rest()
    alone = watcher.told(back=case.back).without(case.loose)
    context.close()

    _serve(case, servers)
    _opened(case, desk.page, desk.server, folder)
    watcher = Watcher(desk.context, servers, sign)
    outcome = _outcome(case, desk)
    watcher.rest()
    ours = watcher.told(back=case.back).without(case.loose)

    assert outcome == case.outcome
    assert len(desk.intents) == case.intents
    assert desk.posts_at_intent <= 0
    left = outcome[:1] == "N"
    for facet in FACETS:
        if facet in case.differs:
            assert tuple(map(_said, (getattr(one, facet) for one in (alone, ours)))) == case.differs[facet]
        elif left and facet in ("address", "text"):
            assert ours.address == ["about:blank"]
        else:
            assert alone.differs(ours, facet) == ""


def _said(things: Sequence[Any]) -> list[Any]:
    """As the table names them: a request by method and path."""
    return [one[0] if isinstance(one, tuple) else one for one in things]

"""A request that the gate sends, and which of the browser's requests it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag

from playwright.sync_api import Request

from bots.runners.bodies import contents
from bots.runners.holding import Held


@dataclass(eq=False)
class Sent:
    """One request of the intent. `left` = it was let go; `state` out = no answer yet; `failure` is the browser's word.

    Its turn `began` by the clock on the wall; it waits to be let go `since`, by the clock that only goes forward.
    """

    held: Held
    request: Request | None
    began: float
    since: float
    left: bool = False
    state: Literal["out", "answered", "failed"] = "out"
    failure: str = ""
    status: int = 0
    bytes_up: int | None = None

    def is_mine(self, request: Request) -> bool:
        """Whether the browser's request is this one, or what a redirect made of it."""
        step: Request | None = request
        while step is not None:
            if self.request is not None:
                if step is self.request:
                    return True
            elif is_held(self.held, step):
                return True
            step = step.redirected_from
        return False


def is_held(held: Held, request: Request) -> bool:
    """Whether the browser's request is the held one. A page may send others to the same address at the
    same time (drafts), so what they carry is compared where the browser shows all of it."""
    if (request.method, urldefrag(request.url).url) != (held.method, held.address):
        return False
    if not held.contents.whole:
        return True
    kind = request.headers.get("content-type", "")
    return contents(request.url, kind, request.post_data_buffer).pairs == held.contents.pairs

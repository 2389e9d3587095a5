"""Which requests were let go and have no answer yet: each may be about to open a connection."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urldefrag

from playwright.sync_api import Request

from bots.proxies import Host
from bots.runners.holding import Held
from bots.runners.relay import host_of


class LetGo:
    """Counts by method and address: the browser's name of a held request is not the one of those that it tells of."""

    def __init__(self) -> None:
        self._open: Counter[tuple[str, str]] = Counter()

    def began(self, held: Held) -> None:
        """It was let go."""
        self._open[held.method, held.address] += 1

    def ended(self, request: Request) -> None:
        """Its answer has begun, or it will have none."""
        act = (request.method, urldefrag(request.url).url)
        if self._open[act]:
            self._open[act] -= 1

    def to(self, host: Host) -> bool:
        """Whether one is under way there."""
        return any(number and host_of(address) == host for (_, address), number in self._open.items())

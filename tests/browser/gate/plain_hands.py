"""The least hands that submitting can work with: targets are CSS selectors, looks are plain."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import BrowserContext, Error, Page

from bots.model import Scopes, Target
from bots.runners.dialogs import Dialogs

_SHOWN = """texts => {
  const all = document.body ? document.body.innerText : '';
  return texts.filter(text => all.includes(text));
}"""


class PlainHands:
    def __init__(self, page: Page, context: BrowserContext) -> None:
        self.page, self.context = page, context
        self.dialogs = Dialogs(context)
        self.presses = 0

    def press(self, target: Target, within: Scopes) -> None:
        self.presses += 1
        frame = next((f for f in self.page.frames if f.locator(target.words).count()), None)
        assert frame is not None
        box = frame.locator(target.words).bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def missed(self) -> bool:
        return False

    def check(self, target: Target, within: Scopes, timeout: float) -> None:
        assert any(frame.locator(target.words).count() == 1 for frame in self.page.frames)

    def shown(self, texts: Sequence[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for page in self.context.pages:
            for frame in page.frames:
                try:
                    found.update(dict.fromkeys(frame.evaluate(_SHOWN, list(texts))))
                except Error:
                    if page is self.page and frame is page.main_frame:
                        raise
        return tuple(text for text in texts if text in found)

    def shown_on(self, page: Page, texts: Sequence[str]) -> tuple[str, ...]:
        return ()  # `shown` looks at every window

    def sayings(self, page: Page, text: str) -> tuple[str, ...]:
        return ()

    def pump(self, milliseconds: int) -> None:
        self.page.wait_for_timeout(milliseconds)

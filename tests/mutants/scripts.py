"""What people have instead: plain Playwright scripts, made on the form as it was and run on the form as it is.

`label` finds fields by `get_by_label` wherever that finds them on the form as it was, else by CSS; `css` has selectors as
they are recorded (id, else name, else the place); `recorder` has what Playwright's own recorder would write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Error, Locator, Page

from tests.mutants.forms import Field, Form

KINDS = ("label", "css", "recorder")
_PATIENCE = 2000  # ms of a script for a field
_ARRIVING = 10_000  # ms until a page is there: what a script sent is looked at after it, also on a busy machine
_CSS = """e => {
  if (e.id) return '#' + e.id;
  const name = e.getAttribute('name');
  if (name && e.type === 'radio') return `${e.localName}[name="${name}"][value="${e.value}"]`;
  if (name) return `${e.localName}[name="${name}"]`;
  const path = [];
  for (let at = e; at.parentElement; at = at.parentElement) {
    path.unshift(`${at.localName}:nth-of-type(${[...at.parentElement.children].filter((x) => x.localName === at.localName).indexOf(at) + 1})`);
  }
  return path.join(' > ');
}"""
_SAME = "(e, other) => e === other"


@dataclass(frozen=True)
class Act:
    """One line of a script."""

    at: Locator
    what: Literal["fill", "select", "check", "press"]
    value: str = ""

    def do(self) -> None:
        """Carry it out. Raises Playwright's Error."""
        match self.what:
            case "fill":
                self.at.fill(self.value, timeout=_PATIENCE)
            case "select":
                self.at.select_option(label=self.value, timeout=_PATIENCE)
            case "check":
                self.at.check(timeout=_PATIENCE)
            case "press":
                self.at.click(timeout=_PATIENCE, no_wait_after=True)


def written(page: Page, address: str, form: Form, key: str) -> Mapping[str, list[Act]]:
    """The three scripts that enter the row, made on the page as it was."""
    page.goto(f"{address}/{form.page}")
    scripts: dict[str, list[Act]] = {kind: [] for kind in KINDS}
    for name, value in (form.right | {"note": key}).items():
        field = next((one for one in form.fields if name in one.names), Field("通知を希望する", (name,)))
        one = _control(page, name, value)
        what, text = _act(one, value)
        for kind, at in _places(page, one, field.word if len(field.names) == 1 else "").items():
            scripts[kind].append(Act(at, what, text))
    button = page.get_by_role("button", name="登録", exact=True)
    for kind, at in _places(page, button, "").items():
        scripts[kind].append(Act(button if kind == "label" else at, "press"))
    return scripts


def _control(page: Page, name: str, value: str) -> Locator:
    all_of = page.locator(f'[name="{name}"]')
    return all_of if all_of.count() == 1 else page.locator(f'[name="{name}"][value="{value}"]')


def _act(one: Locator, value: str) -> tuple[Literal["fill", "select", "check"], str]:
    kind = one.evaluate("e => e.type")
    if kind == "select-one":
        text = one.evaluate("(e, value) => [...e.options].find((one) => one.value === value).text", value)
        return "select", str(text)
    return ("check", "") if kind in ("radio", "checkbox") else ("fill", value)


def _places(page: Page, one: Locator, word: str) -> dict[str, Locator]:
    css = page.locator(str(one.evaluate(_CSS)))
    label = page.get_by_label(word)
    by_label = bool(word) and label.count() == 1 and label.evaluate(_SAME, one.element_handle())
    return {"label": label if by_label else css, "css": css, "recorder": one.normalize()}


def run(script: list[Act], page: Page, address: str) -> bool:
    """Carry a script out on the page at `address`; whether it came to the sign of success."""
    try:
        page.goto(address, timeout=_ARRIVING)
        for one in script:
            one.do()
        page.get_by_text("登録が完了しました").wait_for(timeout=_ARRIVING)
    except Error:
        return False
    return True

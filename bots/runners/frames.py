"""Asks every frame of a page: frames are walked here, open shadow roots by the scripts themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from bots.errors import ScreenError
from bots.japan.people import looks_personal, names_people
from bots.model import Scope, Scopes, Target
from bots.runners.faults import Moved, told
from bots.runners.passage import FAILED
from bots.runners.scripts import CALL, CALL_ALL, CALL_KEPT, CALL_TOLD, PRESENT, page_script
from bots.values.targets import scope_name

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Frame, Page


def ask(frame: Frame, name: str, arg: Any = None) -> Any:
    """Call one function of the scripts in `frame`. Raises Moved, BrowserGone, ScreenError S19."""
    return _call(frame, CALL, name, arg)


def _call(frame: Frame, how: str, name: str, arg: Any) -> Any:
    from playwright.sync_api import Error

    asked = [name, json.dumps(arg)]
    with told(name, frame):
        try:
            return json.loads(frame.evaluate(how, asked))
        except Error:
            if frame.evaluate(PRESENT):
                raise
            frame.evaluate(page_script())
            return json.loads(frame.evaluate(how, asked))


# The document that each frame showed when it was last asked, by the token of its scripts.
_documents: WeakKeyDictionary[Frame, str] = WeakKeyDictionary()


def ask_all(page: Page, frames: Sequence[Frame], name: str, arg: Any = None) -> list[tuple[Frame, Any]]:
    """Call one function, which must answer at once, in several frames of `page`.

    A question costs a way to the browser and back, so frames of the page's own origin are asked
    together. One that shows another document than before is asked by itself, and so is one of
    another origin. Frames that moved under the question are left out. Raises as `ask` does.
    """
    together: dict[str, Any] = {}
    if len(frames) > 1:
        try:
            together = dict(_call(page.main_frame, CALL_ALL, name, arg))
        except Moved:
            together = {}
    answers = []
    for frame in frames:
        token = _documents.get(frame, "")
        if token in together:
            answers.append((frame, together[token]))
            continue
        try:
            _documents[frame], answer = _call(frame, CALL_TOLD, name, arg)
        except Moved:
            continue
        answers.append((frame, answer))
    return answers


def element(frame: Frame, key: int) -> ElementHandle:
    """The element that the scripts keep under `key`. Raises Moved if it has gone."""
    with told("element", frame):
        found = frame.evaluate_handle(CALL_KEPT, key).as_element()
    if found is None:
        raise Moved
    return found


def live(page: Page) -> list[Frame]:
    """The frames of a page that can be asked, outermost first."""
    return [frame for frame in page.frames if not frame.is_detached()]


def narrowed(page: Page, within: Scopes) -> tuple[list[Frame], list[dict[str, Any]]]:
    """The frames that `within` leaves, and the scopes that are for the scripts.

    Raises ScreenError S03 or S04 for a frame that is not there once.
    """
    frames, inner = live(page), []
    for scope in within:
        if scope.frame:
            frames = [_one_frame(frames, scope.frame)]
        elif not scope.window:
            inner.append(asdict(scope))
    return frames, inner


def _one_frame(frames: Sequence[Frame], name: str) -> Frame:
    found = [frame for frame in frames if name in frame_names(frame)]
    if len(found) != 1:
        raise ScreenError("S04" if found else "S03", name=name, count=len(found))
    return found[0]


def frame_names(frame: Frame) -> tuple[str, ...]:
    """Name of a frame, title of its document, title of its element."""
    names = [frame.name]
    try:
        with told("frame", frame):
            names.append(frame.title().strip())
            if frame.parent_frame is not None:
                names.append((frame.frame_element().get_attribute("title") or "").strip())
    except Moved:
        return tuple(filter(None, names))
    return tuple(filter(None, names))


_CORNER = """(e) => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return [box.x + e.clientLeft + parseFloat(style.paddingLeft), box.y + e.clientTop + parseFloat(style.paddingTop)];
}"""


def origin(frame: Frame) -> tuple[float, float]:
    """Where the upper left corner of a frame's window is, in the viewport of the page."""
    x = y = 0.0
    while frame.parent_frame is not None:
        with told("frame", frame):
            left, top = frame.frame_element().evaluate(_CORNER)
        x, y = x + left, y + top
        frame = frame.parent_frame
    return x, y


@dataclass(frozen=True, slots=True)
class Found:
    """One thing on the screen: its frame and the numbers of its elements."""

    frame: Frame
    keys: tuple[int, ...]
    spot: Mapping[str, Any] | None = None

    @property
    def handle(self) -> ElementHandle:
        """Its first element."""
        return element(self.frame, self.keys[0])


def item(target: Target) -> dict[str, str]:
    """A target as the scripts take it."""
    return {"words": target.words, "kind": target.kind, "how": target.how}


def find(
    page: Page, targets: Sequence[Target], kind: str, within: Scopes, *, spot: str = ""
) -> list[Found | ScreenError]:
    """Each target over all frames: the one thing it is, or the error that says why not. Looks once.

    `kind` is field (to set or read), thing (to press or look at), text (what is shown beside a word).
    With `spot` ("look" or "press") a thing of a page without frames comes with the place where it can be hit.
    """
    frames, scopes = narrowed(page, within)
    answers: list[tuple[Frame, list[dict[str, Any]]]] = []
    wrong: list[dict[str, Any]] = []
    items = [item(target) for target in targets]
    at = spot if len(frames) == 1 else ""
    arg = {"items": items, "kind": kind, "scopes": scopes, "spot": at}
    for frame, answer in ask_all(page, frames, "find", arg):
        if "wrong" in answer:
            wrong.append(answer["wrong"])
        else:
            answers.append((frame, answer["found"]))
    if not answers:
        error = scope_error(scopes, wrong)
        return [error] * len(targets)
    return [_one(target, at, answers) for at, target in enumerate(targets)]


def scope_error(scopes: Sequence[Mapping[str, Any]], wrong: Sequence[Mapping[str, Any]]) -> ScreenError:
    """Why no frame could be searched: a part that is nowhere, or several times."""
    if not wrong or not scopes:
        return ScreenError("S03", name="")
    deepest = max(wrong, key=lambda one: (one["wrong"], one["count"]))
    part = Scope(**scopes[deepest["wrong"]])
    name, name_en = scope_name(part, "ja"), scope_name(part, "en")
    if deepest["count"]:
        return ScreenError("S04", name=name, name_en=name_en, count=deepest["count"])
    cells = [one for each in wrong for one in each.get("near", ()) if not names_people(one["head"])]
    near = [one for one in dict.fromkeys(cell["words"] for cell in cells) if not looks_personal(one)]
    if near:
        told_ = "、".join(f"「{one}」" for one in near[:3])
        return ScreenError("S03", name=name, name_en=name_en, near=told_, advice="S06")
    return ScreenError("S03", name=name, name_en=name_en)


def _one(
    target: Target, at: int, answers: Sequence[tuple[Frame, list[dict[str, Any]]]]
) -> Found | ScreenError:
    hits = [(frame, found[at]) for frame, found in answers if found[at]["count"]]
    count = sum(found["count"] for _, found in hits)
    if count == 1:
        frame, found = hits[0]
        return Found(frame, tuple(found["keys"]), found["spot"])
    if count == 0:
        row = [one for _, found in answers for one in found[at]["row"]]
        return missing(target, [found[at] for _, found in answers], row)
    return several(target, count, [one for _, found in hits for one in found["told"]])


def missing(target: Target, looked: Sequence[Mapping[str, Any]], row: Sequence[str] = ()) -> ScreenError:
    """S01, with what is near to it on the screen, else with the status of a document that came as an error;
    `looked` are the answers of the frames. S07 where a row begins with these words and has several fields:
    `row` is their headings."""
    if row:
        heads = "、".join(f"「{one}」" for one in row if one)
        return ScreenError("S07", name=target.words, count=len(row), heads=heads)
    names = "、".join(f"「{one}」" for one in dict.fromkeys(one for found in looked for one in found["near"]))
    if names:
        return ScreenError("S01", name=target.words, near=names, advice="S06")
    status = max((found["status"] for found in looked), default=0)
    if status >= FAILED:
        return ScreenError("S01", name=target.words, status=status, advice="S32")
    return ScreenError("S01", name=target.words)


def several(target: Target, count: int, told_: Sequence[str]) -> ScreenError:
    """S02, with each place where it is."""
    return ScreenError("S02", name=target.words, count=count, candidates=" / ".join(told_[:6]))

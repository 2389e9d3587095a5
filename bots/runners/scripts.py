"""The scripts that run inside pages, read once and joined in the order in which they need each other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_ORDER = (
    "words.js",
    "underway.js",
    "tables.js",
    "sides.js",
    "besides.js",
    "labels.js",
    "spans.js",
    "finding.js",
    "routes.js",
    "dividing.js",
    "choices.js",
    "eras.js",
    "shapes.js",
    "filling.js",
    "lists.js",
    "reading.js",
    "running.js",
    "listing.js",
    "pressing.js",
    "hidden.js",
    "styles.js",
    "masking.js",
    "surveying.js",
)

# Questions and answers go as JSON: the driver's own form is checked piece by piece on its way, which costs
# more than many a question itself.
CALL = """async ([name, arg]) => JSON.stringify(await window[Symbol.for('bots.hands')][name](JSON.parse(arg)) ?? null)"""
CALL_TOLD = """async ([name, arg]) => {
  const hands = window[Symbol.for('bots.hands')];
  return JSON.stringify([hands.token, await hands[name](JSON.parse(arg))]);
}"""
# One question to this window and every window of its origin inside it: [token of the document, answer].
# A window of another origin refuses to be looked at and is asked by itself.
CALL_ALL = """([name, arg]) => {
  const out = [];
  const asked = JSON.parse(arg);
  const ask = (at) => {
    try {
      const hands = at[Symbol.for('bots.hands')];
      if (hands && hands.ready) out.push([hands.token, hands[name](asked)]);
    } catch { /* not told here, so it is asked by itself, where the reason is told */ }
    for (let i = 0; i < at.length; i += 1) ask(at[i]);
  };
  ask(window);
  return JSON.stringify(out);
}"""
CALL_KEPT = "(key) => window[Symbol.for('bots.hands')].kept(key)"
PRESENT = "() => Boolean(window[Symbol.for('bots.hands')]?.ready)"


@cache
def page_script() -> str:
    """All scripts as one text. It holds no value: values go to it as arguments only."""
    folder = files("bots.runners")
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _ORDER)

// pressing: where the mouse would hit a thing, and whether something lies over it.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.spot) return;

  const moving = (e) => document.getAnimations().some((one) => one.playState === "running" && one.effect
    && one.effect.target && hands.within(one.effect.target, e) && one.effect.getComputedTiming().iterations !== Infinity);
  const target = (e) => {
    const box = e.getBoundingClientRect();
    if (box.width > 2 && box.height > 2) return e;
    return [...(e.labels || [])].find(hands.visible) || [...e.children].find(hands.visible) || e;
  };
  const whole = (e) => {
    const box = [...e.getClientRects()].find((one) => one.width > 1 && one.height > 1) || e.getBoundingClientRect();
    return box;
  };
  // Where this window's corner stands in the viewport of the page, or null inside a window of another origin.
  hands.corner = () => {
    let x = 0;
    let y = 0;
    try {
      for (let w = window; w !== w.top; w = w.parent) {
        const box = w.frameElement.getBoundingClientRect();
        x += box.x + w.frameElement.clientLeft;
        y += box.y + w.frameElement.clientTop;
      }
    } catch { return null; }
    return { x, y };
  };
  // What lies over this window's point in the windows around it: a dialog of the outer page, say.
  const coveredOutside = (x, y) => {
    for (let w = window; w !== w.top; w = w.parent) {
      const frame = w.frameElement;
      const box = frame.getBoundingClientRect();
      x += box.x + frame.clientLeft;
      y += box.y + frame.clientTop;
      if (frame.tagName === "FRAME") continue; // nothing can lie over the parts of a frameset
      const root = frame.getRootNode();
      const top = (root.elementFromPoint ? root : frame.ownerDocument).elementFromPoint(x, y);
      if (top !== frame) return top;
    }
    return null;
  };
  const called = (e) => (e ? `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}` : "-");
  // {x, y} in the page's viewport, {x, y, foreign} in this window's own where a window outside is of
  // another origin, or {disabled} / {cover} / {moving}
  hands.spot = (key) => {
    const e = hands.kept(key);
    return e ? hands.spotOf(e) : { gone: true };
  };
  hands.spotOf = (e) => {
    if (e.matches(":disabled") || e.getAttribute("aria-disabled") === "true") return { disabled: true };
    if (moving(e)) return { moving: true };
    const hit = target(e);
    let box = whole(hit);
    if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) {
      hit.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      box = whole(hit);
    } else {
      hit.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      box = whole(hit);
    }
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
    const root = hit.getRootNode();
    const top = (root.elementFromPoint ? root : document).elementFromPoint(x, y);
    const mine = top && (hands.within(hit, top) || hands.within(top, hit) && top.shadowRoot
      || [...(e.labels || [])].some((one) => hands.within(one, top)));
    if (!mine) return { cover: called(top) };
    const corner = hands.corner();
    if (!corner) return { x, y, foreign: true };
    const over = coveredOutside(x, y);
    return over ? { cover: called(over) } : { x: x + corner.x, y: y + corner.y };
  };
})();

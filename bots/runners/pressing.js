// pressing: where the mouse would hit a thing, whether something lies over it, and whether it hit it.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.spot) return;

  // When this document was last asked to go: the browser may tell of the request only later, on a busy machine much
  // later. A form goes in a task of its own after the press; until then only its events tell of it, and of one that
  // a script sends only that its values were gathered, which a script may also do for a request of its own.
  let left = 0;
  let gathered = 0;
  let sent = null;
  addEventListener("beforeunload", () => { left = Date.now(); });
  addEventListener("formdata", () => { gathered = Date.now(); }, true);
  addEventListener("submit", (event) => { sent = { event, at: Date.now() }; }, true);
  const own = (form, button, name) => (button && button.getAttribute(`form${name}`)) ?? form.getAttribute(name) ?? "";
  const goes = ({ target: form, submitter }) => /^(|_self|_parent|_top)$/i.test(own(form, submitter, "target"))
    && !/^dialog$/i.test(own(form, submitter, "method")) && !/^\s*javascript:/i.test(own(form, submitter, "action"));
  hands.leaving = ({ since }) => {
    if (left >= since) return "surely";
    if (sent && sent.at >= since && !sent.event.defaultPrevented) return goes(sent.event) ? "surely" : "";
    return gathered >= since ? "perhaps" : "";
  };

  const moving = (e) => document.getAnimations().some((one) => one.playState === "running" && one.effect
    && one.effect.target && hands.within(one.effect.target, e) && one.effect.getComputedTiming().iterations !== Infinity);
  const target = (e) => {
    const box = e.getBoundingClientRect();
    if (box.width > 2 && box.height > 2) return e;
    return [...(e.labels || [])].find(hands.visible) || [...e.children].find(hands.visible) || e;
  };
  // Where the content of a picture or frame begins: within its border and its padding.
  const contentCorner = (e) => {
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    return { x: box.x + e.clientLeft + parseFloat(style.paddingLeft), y: box.y + e.clientTop + parseFloat(style.paddingTop) };
  };
  // The box of a part of an image map; its numbers are pixels from the corner of the picture (HTML Standard, image maps).
  const partOf = (picture, e) => {
    const { x, y } = contentCorner(picture);
    const at = e.coords.split(/[\s,;]+/).map(Number).filter(Number.isFinite);
    if (/^circ/i.test(e.shape)) return new DOMRect(x + at[0] - at[2], y + at[1] - at[2], 2 * at[2], 2 * at[2]);
    if (at.length < 4) return picture.getBoundingClientRect(); // the default part: all of the picture
    const [across, down] = [at.filter((_, i) => i % 2 === 0), at.filter((_, i) => i % 2 === 1)];
    const [left, top] = [Math.min(...across), Math.min(...down)];
    return new DOMRect(x + left, y + top, Math.max(...across) - left, Math.max(...down) - top);
  };
  const whole = (e) => {
    if (e.tagName === "AREA") return partOf(hands.pictureOf(e), e);
    const box = [...e.getClientRects()].find((one) => one.width > 1 && one.height > 1) || e.getBoundingClientRect();
    return box;
  };
  // Where this window's corner stands in the viewport of the page, or null inside a window of another origin.
  hands.corner = () => {
    let x = 0;
    let y = 0;
    try {
      for (let w = window; w !== w.top; w = w.parent) {
        const corner = contentCorner(w.frameElement);
        x += corner.x;
        y += corner.y;
      }
    } catch { return null; }
    return { x, y };
  };
  // What lies over this window's point in the windows around it: a dialog of the outer page, say.
  const coveredOutside = (x, y) => {
    for (let w = window; w !== w.top; w = w.parent) {
      const frame = w.frameElement;
      const corner = contentCorner(frame);
      x += corner.x;
      y += corner.y;
      if (frame.tagName === "FRAME") continue; // nothing can lie over the parts of a frameset
      const root = frame.getRootNode();
      const top = (root.elementFromPoint ? root : frame.ownerDocument).elementFromPoint(x, y);
      if (top !== frame) return top;
    }
    return null;
  };
  const called = (e) => (e ? `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}` : "-");
  // `hit` = the part of `e` that is aimed at, `at` = what lies there
  const isHit = (e, hit, at) => Boolean(at) && (hands.within(e, at) || hands.within(hit, at)
    || (hands.within(at, hit) && Boolean(at.shadowRoot)) || [...(e.labels || [])].some((one) => hands.within(one, at)));
  // {x, y} in the page's viewport, {x, y, foreign} in this window's own where a window outside is of
  // another origin, or {disabled} / {cover} / {moving}
  // `press`: it is pressed there next, so what it hits then is looked at.
  hands.spot = ({ key, press }) => {
    const e = hands.kept(key);
    return e ? hands.spotOf(e, press) : { gone: true };
  };
  hands.spotOf = (e, press) => {
    const at = standing(e);
    if (press && "x" in at) hands.aim = { e, hit: target(e), until: Date.now() + AIMED, landed: "" };
    return at;
  };
  const standing = (e) => {
    if (e.matches(":disabled") || e.getAttribute("aria-disabled") === "true") return { disabled: true };
    if (moving(e)) return { moving: true };
    const hit = target(e);
    const shown = hit.tagName === "AREA" ? hands.pictureOf(hit) : hit;
    let box = whole(hit);
    if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) {
      shown.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      box = whole(hit);
    } else {
      shown.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      box = whole(hit);
    }
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
    const root = hit.getRootNode();
    const top = (root.elementFromPoint ? root : document).elementFromPoint(x, y);
    if (!isHit(e, hit, top)) return { cover: called(top) };
    const corner = hands.corner();
    if (!corner) return { x, y, foreign: true };
    const over = coveredOutside(x, y);
    return over ? { cover: called(over) } : { x: x + corner.x, y: y + corner.y };
  };

  // The page may move between the look and the press: what the mouse then meets is another thing, perhaps
  // another button. The first event of the press decides; a press that missed is kept from the page whole.
  // Every window of the page's origin looks: it may be the outer one that has moved an inner one away.
  const AIMED = 3000; // ms after which an aim that was never pressed at is forgotten
  const KEY = Symbol.for("bots.hands");
  const search = (w, take) => {
    try {
      const found = take(w[KEY]);
      if (found) return found;
    } catch { return null; } // of another origin
    for (let i = 0; i < w.length; i += 1) {
      const found = search(w[i], take);
      if (found) return found;
    }
    return null;
  };
  const outermost = () => {
    let w = window;
    try {
      while (w !== w.parent && w.parent[KEY]) w = w.parent;
    } catch { /* another origin around it */ }
    return w;
  };
  const guard = (event) => {
    if (!event.isTrusted) return;
    const aiming = search(outermost(), (one) => (one && one.aim && Date.now() <= one.aim.until ? one : null));
    if (!aiming) return;
    const { aim } = aiming;
    if (!aim.landed) aim.landed = aiming === hands && isHit(aim.e, aim.hit, event.composedPath()[0]) ? "hit" : "missed";
    if (aim.landed === "hit") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) addEventListener(type, guard, true);
  // "hit", "missed", or "" where no event of a press has come to a window that looks
  hands.landed = () => {
    const landed = hands.aim ? hands.aim.landed : "";
    hands.aim = null;
    return landed;
  };
})();

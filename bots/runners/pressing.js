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
  // {x, y} in this frame's viewport, or {disabled} / {cover} / {moving}
  hands.spot = (key) => {
    const e = hands.kept(key);
    if (!e) return { gone: true };
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
    if (!mine) return { cover: top ? `${top.tagName.toLowerCase()}${top.id ? `#${top.id}` : ""}` : "-" };
    return { x, y };
  };
})();

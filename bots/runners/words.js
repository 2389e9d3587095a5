// Words on the screen: how they are folded for comparing, what is visible, which text belongs to what.
// Runs in every frame before the page's own scripts; finding, filling, reading and masking build on it.
(() => {
  "use strict";
  const KEY = Symbol.for("bots.hands");
  if (window[KEY]) return;
  const hands = {};
  Object.defineProperty(window, KEY, { value: hands });
  hands.token = Math.random().toString(36).slice(2);

  // A MessageChannel task: lets frameworks render; setTimeout(0) is clamped to 4 ms when nested.
  hands.task = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); done(); };
    channel.port2.postMessage(0);
  });

  const CJK = "\\u2E80-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFFEF\\u3000-\\u30FF";
  const BETWEEN = new RegExp(`(?<=[${CJK}]) +| +(?=[${CJK}])`, "gu");
  const BADGE = /^[[［(（【〔<＜]?\s*(?:必須|任意|必要|入力必須|required|optional|※|\*)\s*[\]］)）】〕>＞]?$/i;
  const TRAILING = /(?:[\s：:*※＊]|[[［(（【〔](?:必須|任意|※|\*)[\]］)）】〕]|(?<=.)(?:必須|任意))+$/u;
  const LEADING = /^(?:[\s*※＊●■◆◇▶▷►・+]+|[[［(（【〔](?:必須|任意|※|\*)[\]］)）】〕]|(?:必須|任意)\s+)+/u;

  // Width of ASCII, digits and kana, and white space; never kanji. Names only, never values.
  const width = (text) => text
    .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xFEE0))
    .replace(/[\uFF61-\uFF9F]+/g, (run) => run.normalize("NFKC"))
    .replace(/[\s\u3000\u00A0\u200B]+/g, " ");
  hands.width = width;
  const folded = new Map();
  hands.fold = (text) => {
    const known = folded.get(text);
    if (known !== undefined) return known;
    let out = width(text || "").trim();
    const bare = out.replace(TRAILING, "").replace(LEADING, "");
    if (bare) out = bare;
    out = out.replace(BETWEEN, "").trim();
    if (folded.size > 5000) folded.clear();
    folded.set(text, out);
    return out;
  };
  // A value as it stands on the screen: what HTML shows as one blank is one. The ideographic space is a character
  // of its own (山田　花 is not 山田 花).
  hands.spoken = (text) => (text || "").replace(/[ \t\r\n\f\v\u00A0]+/g, " ").trim();
  hands.tidy = (text) => (text || "").replace(/[\s\u3000]+/g, " ").trim();
  hands.isBadge = (text) => BADGE.test((text || "").trim());

  // ---- trees with the shadow roots in them: those that `rootOf` tells, else the open ones
  const opened = (e) => e.shadowRoot;
  const inside = (root, rootOf) => {
    const out = [root];
    for (const e of root.querySelectorAll("*")) { const own = rootOf(e); if (own) out.push(...inside(own, rootOf)); }
    return out;
  };
  hands.trees = (roots, rootOf = opened) => roots.flatMap((root) => {
    const own = root.nodeType === 1 && rootOf(root);
    return [...inside(root, rootOf), ...(own ? inside(own, rootOf) : [])];
  });
  hands.all = (roots, selector) => {
    const found = new Set();
    for (const root of roots) if (root.nodeType === 1 && root.matches(selector)) found.add(root);
    for (const tree of hands.trees(roots)) for (const e of tree.querySelectorAll(selector)) found.add(e);
    return [...found];
  };
  hands.up = (node) => node.parentElement
    || (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  hands.within = (outer, node) => {
    for (let n = node; n; n = n.parentNode || n.host) if (n === outer) return true;
    return false;
  };
  hands.active = () => {
    let at = document.activeElement;
    while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
    return at;
  };

  // ---- what a person can see
  const SEEN = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  // A part of an image map has no box of its own: it is seen where its picture is.
  hands.pictureOf = (e) => {
    const map = e.closest("map");
    return [...e.getRootNode().querySelectorAll("img[usemap]")].find((one) => map && one.useMap === `#${map.name}`) || null;
  };
  hands.visible = (e) => {
    if (e.tagName === "AREA") return Boolean(hands.pictureOf(e)) && hands.visible(hands.pictureOf(e));
    if (!e.isConnected || !e.checkVisibility(SEEN)) return false;
    const box = e.getBoundingClientRect();
    if (box.width > 2 && box.height > 2) {
      if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
      const style = getComputedStyle(e);
      return style.clip !== "rect(0px, 0px, 0px, 0px)" && style.clipPath !== "inset(50%)";
    }
    return getComputedStyle(e).display === "contents" || e.tagName === "A" || e.tagName === "LABEL"
      || e.tagName === "SPAN" ? [...e.children].some(hands.visible) : false;
  };

  // The text of an element as a label: without controls, badges, scripts and what is not shown.
  const OUT = new Set(["SELECT", "TEXTAREA", "INPUT", "BUTTON", "SCRIPT", "STYLE", "TEMPLATE", "OPTION", "NOSCRIPT"]);
  hands.text = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 && node.nodeType !== 11) return "";
    if (node.nodeType === 1) {
      if (OUT.has(node.tagName)) return "";
      if (node.tagName === "BR") return " ";
      if (node.tagName === "IMG") return node.alt || "";
      if (node.hidden || node.getAttribute("aria-hidden") === "true") return "";
    }
    let text = "";
    for (const child of node.childNodes) {
      const part = hands.text(child);
      if (child.nodeType === 1 && hands.isBadge(part)) continue;
      text += part;
    }
    return text;
  };
  hands.seenText = (e) => (e.checkVisibility && !e.checkVisibility(SEEN) ? "" : hands.text(e));

  // ---- who listens on an element itself; known from the start because nothing of the page ran before
  const listeners = new WeakMap();
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function addEventListener(type, ...rest) {
    if (this instanceof Element) {
      let types = listeners.get(this);
      if (!types) listeners.set(this, types = new Set());
      types.add(type);
    }
    return add.call(this, type, ...rest);
  };
  const WATCHED = ["keydown", "keypress", "keyup", "input", "change", "blur", "focus", "click"];
  hands.listens = (e) => {
    const types = new Set(listeners.get(e) || []);
    for (const type of WATCHED) if (e[`on${type}`]) types.add(type);
    for (const key of Object.keys(e)) {
      if (!key.startsWith("__reactProps$")) continue;
      for (const [prop, value] of Object.entries(e[key])) {
        if (/^on[A-Z]/.test(prop) && typeof value === "function") types.add(prop.slice(2).toLowerCase());
      }
    }
    return types;
  };

  // ---- elements handed to the driver by number
  const kept = new Map();
  // Numbers begin anywhere, so that one given by the document before is not mistaken for one of ours.
  const first = Math.floor(Math.random() * 2 ** 40);
  let next = first;
  hands.gave = (number) => number > first && number <= next;
  const around = (e) => { const out = []; for (let n = hands.up(e); n; n = hands.up(n)) out.push(new WeakRef(n)); return out; };
  hands.keep = (e) => {
    next += 1;
    kept.set(next, { ref: new WeakRef(e), around: around(e) });
    return next;
  };
  hands.kept = (number) => {
    const e = kept.get(number)?.ref.deref();
    return e && e.isConnected ? e : null;
  };
  hands.wentWithDialog = (number) => (kept.get(number)?.around || []).map((ref) => ref.deref())
    .some((e) => e && !e.isConnected && e.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]"));
  hands.rect = (e) => {
    const box = e.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height];
  };
})();

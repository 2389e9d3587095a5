// masking: what must not be seen is painted over by style sheets alone, before a picture is taken.
// Nothing of the document changes: no attribute, no node, no transition, so no handler of the page runs.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.mask) return;
  const PAINT = "background:#222!important;color:#222!important;-webkit-text-fill-color:#222!important;"
    + "text-shadow:none!important;box-shadow:none!important;border-color:#222!important;outline-color:#222!important;"
    + "text-decoration-color:#222!important;caret-color:#222!important;filter:none!important;backdrop-filter:none!important;"
    + "accent-color:#222!important;fill:#222!important;stroke:#222!important;border-image:none!important;"
    + "list-style:none!important;clip-path:none!important;mask:none!important;mix-blend-mode:normal!important;";
  const STILL = "transition:none!important;animation:none!important;";
  const GONE = "visibility:hidden!important;";

  const norm = (s) => (s || "").normalize("NFKC").replace(/[\s\u00AD\u200B-\u200D\u2060\uFEFF]+/g, "")
    .replace(/[-‐‑‒–—―−ー－/／.．・()（）]/g, "").toLowerCase();
  // 12 digits with a right check digit (Individual Number)
  const isNumber = (digits) => {
    const q = (n) => (n <= 6 ? n + 1 : n - 5);
    let sum = 0;
    for (let n = 1; n <= 11; n += 1) sum += Number(digits[11 - n]) * q(n);
    const rest = sum % 11;
    return (rest <= 1 ? 0 : 11 - rest) === Number(digits[11]);
  };
  const holdsNumber = (s) => {
    for (const run of (s || "").normalize("NFKC").matchAll(/(?<![\d])\d(?:[\s\-‐‑–—―−ー]?\d){11}(?![\d])/g)) {
      if (isNumber(run[0].replace(/\D/g, ""))) return true;
    }
    return false;
  };
  const SKIP = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD|META|LINK|TITLE)$/;
  const shownBy = (e) => {
    if (e.tagName === "INPUT") return e.type === "hidden" ? "" : `${e.type === "checkbox" || e.type === "radio" ? "" : e.value}\n${e.placeholder || ""}`;
    if (e.tagName === "TEXTAREA") return `${e.value}\n${e.placeholder || ""}`;
    if (e.tagName === "SELECT") return [...e.selectedOptions].map((o) => o.label).join("\n");
    if (e.tagName === "IMG") return e.alt || "";
    return "";
  };
  const REGION = "canvas,embed,object,iframe[src$='.pdf'],video";

  // The innermost elements whose text holds a value: only where the whole holds it is looked further.
  const sayers = (node, hit, found) => {
    const inner = [...node.children].filter((n) => !SKIP.test(n.tagName) && hit(n.textContent || ""));
    const own = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("");
    if (node.nodeType === 1 && (!inner.length || hit(own))) found.add(node);
    else if (node.nodeType !== 1 && !inner.length) for (const child of node.children) if (!SKIP.test(child.tagName)) found.add(child);
    for (const child of inner) sayers(child, hit, found);
  };
  const findIn = (tree, hit) => {
    const found = new Set();
    const top = tree === document ? document.body || document.documentElement : tree;
    if (hit(top.textContent || "")) sayers(top, hit, found);
    for (const e of top.querySelectorAll("input,textarea,select,img")) if (hit(shownBy(e))) found.add(e);
    for (const e of top.querySelectorAll("*")) {
      const said = [...e.attributes].some((a) => /^(data-|aria-label|title|content|label)/.test(a.name) && hit(a.value));
      if (said && ["::before", "::after"].some((p) => !/^(none|normal)$/.test(getComputedStyle(e, p).content))) found.add(e);
    }
    return found;
  };
  // Where an element stands, as a selector of its own tree
  const path = (e) => {
    const steps = [];
    for (let n = e; n && n.nodeType === 1; n = n.parentElement) {
      if (n === document.documentElement) { steps.unshift(":root"); break; }
      const parent = n.parentNode;
      steps.unshift(`${CSS.escape(n.localName)}:nth-child(${[...parent.children].indexOf(n) + 1})`);
    }
    return steps.join(">");
  };
  const strong = (selector) => `${selector}:not(#\\31 ):not(#\\32 ):not(#\\33 )`;
  const rule = (selector, style) => {
    const s = strong(selector);
    return `${s},${s} *,${s}::before,${s}::after,${s} *::before,${s} *::after,${s}::placeholder,${s} *::placeholder,${s}::marker{${style}}`;
  };
  let sheets = [];
  let on = false;
  const wrongs = (marked) => marked.filter((e) => {
    const style = getComputedStyle(e);
    return style.visibility !== "hidden" && (style.color !== "rgb(34, 34, 34)" || style.webkitTextFillColor !== "rgb(34, 34, 34)" || style.backgroundColor !== "rgb(34, 34, 34)");
  });
  const lay = (tree, still, painted, gone) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(still + painted.map((s) => rule(s, PAINT + STILL)).join("\n") + gone.map((s) => rule(s, GONE + STILL)).join("\n"));
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    sheets.push({ tree, sheet, quiet: [...painted, ...gone].map((s) => rule(s, STILL)).join("\n") + still });
    return sheet;
  };
  // values: texts to hide; keys: elements to hide whatever they hold. Answers how many things were hidden of each kind.
  hands.mask = ({ values, keys }) => {
    hands.unmask();
    on = true;
    const wanted = values.map(norm).filter(Boolean);
    const exact = wanted.filter((one) => one.length < 2);
    const parts = wanted.filter((one) => one.length >= 2);
    const hit = (s) => { const plain = norm(s); return parts.some((one) => plain.includes(one)) || exact.includes(plain) || holdsNumber(s); };
    const named = keys.map(hands.kept).filter(Boolean);
    let count = 0;
    let regions = 0;
    const bad = [];
    for (const tree of hands.trees([document])) {
      const found = findIn(tree, hit);
      for (const e of named) if (e.getRootNode() === tree) found.add(e);
      const regionsHere = [...tree.querySelectorAll(REGION)].filter((e) => e.getClientRects().length);
      if (!found.size && !regionsHere.length) continue;
      const painted = [...found].map(path);
      const gone = regionsHere.map(path);
      lay(tree, "", painted, gone);
      count += found.size;
      regions += regionsHere.length;
      const left = wrongs([...found]);
      if (left.length) lay(tree, "", [], left.map(path));
      bad.push(...wrongs(left), ...regionsHere.filter((e) => getComputedStyle(e).visibility !== "hidden"));
    }
    return { count, regions, bad: bad.length };
  };
  // Taken off in two steps, so that a transition of the page does not start on the way back.
  hands.unmask = () => {
    const old = sheets;
    const was = on;
    sheets = [];
    on = false;
    if (!old.length) return was;
    for (const { sheet, quiet } of old) sheet.replaceSync(quiet);
    for (const { tree } of old) void (tree.host || tree.documentElement).offsetWidth;
    const flush = document.getAnimations().length;
    for (const { tree, sheet } of old) tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((one) => one !== sheet);
    void flush;
    return was;
  };
  hands.unmasked = () => sheets.length === 0;

  // ---- boxes that scroll inside the page are opened, so that what lies in them can be on the picture
  let opened = [];
  hands.open = ({ sets }) => {
    const boxes = new Set();
    for (const e of sets.flat().map(hands.kept).filter(Boolean)) {
      for (let n = hands.up(e); n && n !== document.body && n !== document.documentElement; n = hands.up(n)) {
        const style = getComputedStyle(n);
        if (/(auto|scroll|hidden|clip)/.test(style.overflowY) && n.scrollHeight > n.clientHeight + 1) boxes.add(n);
      }
    }
    for (const n of boxes) {
      const tree = n.getRootNode();
      const sheet = new CSSStyleSheet();
      const s = strong(path(n));
      sheet.replaceSync(`${s}{overflow:visible!important;height:auto!important;max-height:none!important;${STILL}}`);
      tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
      opened.push({ tree, sheet });
    }
    return boxes.size;
  };
  hands.close = () => {
    for (const { tree, sheet } of opened) tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((one) => one !== sheet);
    opened = [];
  };
  hands.size = () => {
    const e = document.scrollingElement || document.documentElement;
    const frameset = document.body && document.body.tagName === "FRAMESET";
    return { width: e.scrollWidth, height: e.scrollHeight, viewWidth: innerWidth, viewHeight: innerHeight, x: scrollX, y: scrollY, frameset: Boolean(frameset) };
  };
  // All that a picture needs of this window, in one answer: boxes that scroll are opened, what must not
  // be seen is painted over, and then it is told where everything stands.
  hands.stage = ({ sets, values, keys }) => {
    const boxes = hands.open({ sets });
    const masked = hands.mask({ values, keys });
    return { opened: boxes, masked, size: hands.size(), rects: hands.rects({ sets }), corner: hands.corner() };
  };
  // Answers whether this document was masked: one that came in between was not.
  hands.unstage = () => {
    const was = hands.unmask();
    hands.close();
    return was;
  };
  hands.ready = true;
})();

// masking: what must not be seen is painted over by style sheets alone, before a picture is taken.
// Nothing of the document changes: no attribute, no node, no transition, so no handler of the page runs.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.mask) return;
  const { SIDES, writers, generated, hasMark, drawsIn, DRAWN, isDrawn } = hands.styles;
  // Letters are not drawn at all: in the colour of what lies behind them their edges are a shade off, so that a picture
  // without losses still holds them.
  const PAINT = "background:#222!important;color:#222!important;-webkit-text-fill-color:transparent!important;-webkit-text-stroke-color:transparent!important;"
    + "text-shadow:none!important;box-shadow:none!important;border-color:#222!important;outline-color:#222!important;"
    + "text-decoration-color:#222!important;caret-color:#222!important;filter:none!important;backdrop-filter:none!important;"
    + "accent-color:#222!important;fill:#222!important;stroke:#222!important;border-image:none!important;"
    + "list-style:none!important;clip-path:none!important;mask:none!important;mix-blend-mode:normal!important;";
  const STILL = "transition:none!important;animation:none!important;";
  const GONE = "visibility:hidden!important;";

  const SKIP = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD|META|LINK|TITLE)$/;
  const shownBy = (e) => {
    if (e.tagName === "INPUT") return e.type === "hidden" ? "" : `${e.type === "checkbox" || e.type === "radio" ? "" : e.value}\n${e.placeholder || ""}`;
    if (e.tagName === "TEXTAREA") return `${e.value}\n${e.placeholder || ""}`;
    if (e.tagName === "SELECT") return [...e.selectedOptions].map((o) => o.label).join("\n");
    if (e.tagName === "IMG") return e.alt || "";
    return "";
  };
  const sourceOf = (e) => ["src", "srcset", "href", "xlink:href"].map((name) => e.getAttribute(name) || "").join("\n");
  const REGION = "canvas,embed,object,iframe[src$='.pdf'],video";

  // The innermost elements whose text holds a value: only where the whole holds it is looked further.
  const sayers = (node, hit, found) => {
    const inner = [...node.children].filter((n) => !SKIP.test(n.tagName) && hit(n.textContent || ""));
    const own = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("");
    if (node.nodeType === 1 && (!inner.length || hit(own))) found.add(node);
    else if (node.nodeType !== 1 && (!inner.length || hit(own))) {
      if (own.trim()) found.add(node.host); // a text of the root itself has the colours of its host
      if (!inner.length) for (const child of node.children) if (!SKIP.test(child.tagName)) found.add(child);
    }
    for (const child of inner) sayers(child, hit, found);
  };
  // Text that is drawn from its end to its beginning: what it holds is the value turned round.
  const turned = (s) => [...(s || "")].reverse().join("");
  const isTurned = (e) => {
    if (/\u202E/.test(e.textContent || e.value || "")) return true;
    for (let n = e; n; n = hands.up(n)) {
      const style = getComputedStyle(n);
      if (style.direction === "rtl" && /override/.test(style.unicodeBidi)) return true;
    }
    return false;
  };
  const findTurned = (top, hit) => {
    const back = (s) => hit(turned(s));
    const found = new Set();
    if (back(top.textContent || "")) sayers(top, back, found);
    for (const e of top.querySelectorAll("input,textarea")) if (back(shownBy(e))) found.add(e);
    return [...found].filter(isTurned);
  };
  const findIn = (tree, { hit, same, saying }) => {
    const found = new Set();
    const top = tree === document ? document.body || document.documentElement : tree;
    if (hit(top.textContent || "")) sayers(top, hit, found);
    for (const e of top.querySelectorAll("input,textarea,select,img")) if (hit(shownBy(e))) found.add(e);
    for (const e of top.querySelectorAll("img,source,input[type=image],image")) if (isDrawn(sourceOf(e), hit)) found.add(e.tagName === "SOURCE" ? e.parentElement : e);
    for (const e of top.querySelectorAll("use")) {  // a drawn copy of what stands elsewhere
      const name = (e.href ? e.href.baseVal : "").replace(/^#/, "");
      const source = name && tree.getElementById(name);
      if (source && hit(source.textContent)) found.add(e);
    }
    for (const e of [...shownTogether(top, hit), ...shownInPieces(top, same), ...findTurned(top, hit)]) found.add(e);
    for (const e of saidInParts(top, saying, found)) found.add(e);
    return found;
  };
  // What texts say only together, whatever is found already beside them: a name in ruby part by part, the parts of a
  // number in cells next to the whole. Readings stand between the parts and are hidden along with what they are of.
  const CHOSEN = /^(TEXTAREA|SELECT|DATALIST)$/; // asked for what they show, not for what they hold
  const saidInParts = (top, saying, found) => {
    const [said, readings] = [[], []];
    const gather = (node, into) => {
      for (let child = node.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 3) into.push(child);
        else if (child.nodeType !== 1 || child.tagName === "RP" || SKIP.test(child.tagName) || CHOSEN.test(child.tagName) || found.has(child)) continue;
        else gather(child, child.tagName === "RT" ? readings : into);
      }
    };
    if (!found.has(top)) gather(top, said);
    return [said, readings].flatMap((texts) => saying(texts.map((one) => one.data)).map((at) => {
      const e = texts[at].parentElement || texts[at].getRootNode().host;
      return e.closest("ruby") || e;
    }));
  };
  // Values that boxes and choices show only together, with the words between them: 昭和 60 年 4 月 1 日.
  const BOX = "input:not([type=hidden]),select,textarea";
  const MOST_BOXES = 12;
  const CUT = "\u0001"; // what stands before and after it is not one text
  const shownIn = (node, ofBox) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || SKIP.test(node.tagName)) return "";
    if (node.matches(BOX)) return /^(radio|checkbox)$/.test(node.type) ? "" : ofBox(node);
    if (node.tagName === "LABEL" && node.control && /^(radio|checkbox)$/.test(node.control.type) && !node.control.checked) return "";
    return [...node.childNodes].map((child) => shownIn(child, ofBox)).join("");
  };
  const shownTogether = (top, hit) => {
    const found = [];
    const asked = new Set();
    const value = (e) => { const words = shownBy(e).split("\n")[0]; return hit(words) ? CUT : words; };
    for (const e of top.querySelectorAll(BOX)) {
      for (let box = e.parentElement, i = 0; box && box !== top && i < 4 && !/^(TABLE|TBODY|FORM)$/.test(box.tagName); box = box.parentElement, i += 1) {
        if (asked.has(box)) break;
        asked.add(box);
        const boxes = [...box.querySelectorAll(BOX)];
        if (boxes.length > MOST_BOXES) break;
        if (boxes.length < 2 || !hit(shownIn(box, value)) || hit(shownIn(box, () => CUT))) continue;
        found.push(...boxes);
        break;
      }
    }
    // A number with a box for each of its signs, however many there are.
    let run = [];
    const end = () => {
      if (run.length > 1 && hit(run.map(value).join(""))) found.push(...run);
      run = [];
    };
    for (const e of top.querySelectorAll(BOX)) {
      if ([...value(e)].length !== 1) end();
      else run.push(e);
    }
    end();
    return found;
  };

  // A value in boxes that follow each other anywhere: 1234 5678 9018. They hold it to the sign, or are left alone.
  const shownInPieces = (top, same) => {
    const found = [];
    const boxes = [...top.querySelectorAll(BOX)];
    const held = boxes.map((e) => hands.signs(shownBy(e).split("\n")[0]));
    for (let from = 0; from < boxes.length; from += 1) {
      for (let to = from; to < boxes.length && to < from + MOST_BOXES && held[to]; to += 1) {
        if (to > from && same(held.slice(from, to + 1))) found.push(...boxes.slice(from, to + 1));
      }
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
  // A mark has no background: it is not drawn at all.
  const marks = (selector) => `${strong(selector)}{list-style:none!important}${strong(selector)}::marker{content:none!important}`;
  // A drawing of a style sheet is not drawn, and what lies before it stays readable.
  const undrawn = (selector) => `${["", ...SIDES, "::first-line", "::first-letter"].map((side) => strong(selector) + side).join(",")}{${DRAWN.map((one) => `${one}:none!important`).join(";")}}`;
  const sides = (selector, style) => `${SIDES.map((side) => strong(selector) + side).join(",")}{${style}}`;
  const isShape = (e) => e.namespaceURI === "http://www.w3.org/2000/svg";
  // A tick is drawn by the browser itself, whatever the colours are: the era of a hidden date would stay readable.
  const isImage = (e) => /^(IMG|PICTURE)$/.test(e.tagName) || (e.tagName === "INPUT" && e.type === "image");
  const isChoice = (e) => e.tagName === "INPUT" && /^(radio|checkbox)$/.test(e.type);
  const seen = (e) => getComputedStyle(e).visibility !== "hidden";
  let sheets = [];
  let on = false;
  const wrongs = (marked, side) => marked.filter((e) => {
    const style = getComputedStyle(e, side);
    return style.visibility !== "hidden" && (style.color !== "rgb(34, 34, 34)" || style.webkitTextFillColor !== "rgba(0, 0, 0, 0)" || style.backgroundColor !== "rgb(34, 34, 34)");
  });
  // styles: [how a rule is made, selectors, style]
  const lay = (tree, styles) => {
    const sheet = new CSSStyleSheet();
    const text = (of) => styles.flatMap(([make, selectors, style]) => selectors.map((s) => make(s, of(style)))).join("\n");
    sheet.replaceSync(text((style) => style + STILL));
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    sheets.push({ tree, sheet, quiet: text(() => STILL) });
  };
  // Everything of one tree is hidden; answers what could not be.
  const cover = (tree, found, { alone, marked, drawn, pictured, picturedBeside }, regions, hit) => {
    const shapes = [...found, ...pictured].filter((e) => isShape(e) || isImage(e) || isChoice(e) || pictured.includes(e));  // they have no background to be lost in
    const boxes = [...found].filter((e) => !shapes.includes(e));
    lay(tree, [[rule, boxes.map(path), PAINT], [sides, alone.map(path), PAINT], [sides, picturedBeside.map(path), GONE], [marks, marked.map(path), ""],
      [undrawn, drawn.map(path), ""], [rule, [...shapes, ...regions].map(path), GONE]]);
    const left = wrongs(boxes);
    const leftAlone = alone.filter((e) => SIDES.some((side) => wrongs([e], side).length));
    left.push(...marked.filter(hasMark), ...drawn.filter((e) => drawsIn(e, hit)));
    if (left.length || leftAlone.length) lay(tree, [[rule, left.map(path), GONE], [sides, leftAlone.map(path), GONE]]);
    return [...wrongs(left), ...leftAlone.filter((e) => SIDES.some((side) => wrongs([e], side).length)), ...[...shapes, ...regions].filter(seen)];
  };
  // ---- shadow trees that the page keeps closed: only the browser can tell of them, and hands them over
  const closed = new WeakMap();
  const rootOf = (e) => e.shadowRoot || closed.get(e);
  hands.learn = (root) => {
    const isNew = !closed.has(root.host);
    closed.set(root.host, root);
    return isNew;
  };
  // How much stands in these trees, as the browser counts it: elements, texts and comments.
  const COUNTED = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION | NodeFilter.SHOW_COMMENT;
  const nodesOf = (trees) => {
    let count = 1; // the outermost element itself
    for (const tree of trees) {
      const walker = document.createTreeWalker(tree === document ? document.documentElement : tree, COUNTED);
      while (walker.nextNode()) count += 1;
    }
    return count;
  };
  // values: texts to hide; keys: elements to hide whatever they hold. Answers how many things were hidden of each kind.
  hands.mask = ({ values, keys }) => {
    hands.unmask();
    on = true;
    const sought = hands.sought(values);
    const { hit } = sought;
    const named = keys.map(hands.kept).filter(Boolean);
    let count = 0;
    let regions = 0;
    const bad = [];
    const trees = hands.trees([document], rootOf);
    const writing = writers(trees, sought);
    const holders = new Map(trees.map((tree) => [tree, findIn(tree, sought)]));
    for (const [tree, found] of holders) for (const e of found) if (e.getRootNode() !== tree) { found.delete(e); holders.get(e.getRootNode()).add(e); }
    for (const [tree, found] of holders) {
      const { together, ...made } = generated(tree, writing, sought);
      for (const e of together) found.add(e);
      for (const e of named) if (e.getRootNode() === tree) found.add(e);
      for (const e of [...found].filter(isChoice)) for (const label of e.labels) found.add(label); // it may be drawn there
      const regionsHere = [...tree.querySelectorAll(REGION)].filter((e) => e.getClientRects().length);
      const hidden = found.size + Object.values(made).reduce((sum, list) => sum + list.length, 0);
      if (!hidden && !regionsHere.length) continue;
      count += hidden;
      regions += regionsHere.length;
      bad.push(...cover(tree, found, made, regionsHere, hit));
    }
    return { count, regions, bad: bad.length, nodes: nodesOf(trees) };
  };
  // Taken off in two steps, so that a transition of the page does not start on the way back.
  const takeOff = (old) => {
    if (!old.length) return;
    for (const { sheet, quiet } of old) sheet.replaceSync(quiet);
    for (const { tree } of old) void (tree.host || tree.documentElement).offsetWidth;
    const flush = document.getAnimations().length;
    for (const { tree, sheet } of old) tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((one) => one !== sheet);
    void flush;
  };
  hands.unmask = () => {
    const old = sheets;
    const was = on;
    sheets = [];
    on = false;
    takeOff(old);
    return was;
  };
  hands.unmasked = () => sheets.length === 0;

  // ---- what scrolls inside the page is opened, so that what lies in it can be on the picture: boxes around fields,
  // and frames of this origin with fields. The parts of a frameset share out one height, so none can be given more.
  let opened = [];
  let stood = null; // where this window was scrolled to: a higher one may have nothing to scroll
  const enlarge = (e, style) => {
    const tree = e.getRootNode();
    const sheet = new CSSStyleSheet();
    const s = strong(path(e));
    sheet.replaceSync(`${s}{${style}${STILL}}`);
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    opened.push({ e, tree, sheet, quiet: `${s}{${STILL}}` });
  };
  const openFrame = (frame) => {
    const inner = frame.contentDocument.scrollingElement || frame.contentDocument.documentElement;
    const more = inner ? inner.scrollHeight - inner.clientHeight : 0;
    if (more <= 1 || opened.some((one) => one.e === frame)) return; // a document that grows with its window never fits
    const height = `${parseFloat(getComputedStyle(frame).height) + more}px!important`;
    enlarge(frame, `height:${height};min-height:${height};max-height:none!important;`);
  };
  const holdsFields = (frame, sets) => {
    const inner = frame.contentDocument && frame.contentDocument.defaultView[Symbol.for("bots.hands")];
    return Boolean(inner && inner.ready && inner.open({ sets })); // what lies in it first: only then it is known how high it is
  };
  // Answers whether this window, or one inside it, has such a field. Asked again it opens only what scrolls still.
  hands.open = ({ sets }) => {
    const frames = hands.all([document], "iframe").filter((one) => holdsFields(one, sets));
    const shown = [...sets.flat().map(hands.kept).filter(Boolean), ...frames];
    if (!shown.length) return false;
    stood ||= { left: scrollX, top: scrollY };
    frames.forEach(openFrame);
    const boxes = new Set();
    for (const e of shown) {
      for (let n = hands.up(e); n && n !== document.body && n !== document.documentElement; n = hands.up(n)) {
        const style = getComputedStyle(n);
        if (/(auto|scroll|hidden|clip)/.test(style.overflowY) && n.scrollHeight > n.clientHeight + 1) boxes.add(n);
      }
    }
    for (const n of boxes) enlarge(n, "overflow:visible!important;height:auto!important;max-height:none!important;");
    return true;
  };
  // The window around this one, which has made it low again, is asked first.
  hands.close = () => {
    takeOff(opened);
    if (stood && (scrollX !== stood.left || scrollY !== stood.top)) scrollTo({ ...stood, behavior: "instant" });
    opened = [];
    stood = null;
  };
  hands.size = () => {
    const e = document.scrollingElement || document.documentElement;
    const frameset = document.body && document.body.tagName === "FRAMESET";
    return { width: e.scrollWidth, height: e.scrollHeight, viewWidth: innerWidth, viewHeight: innerHeight, x: scrollX, y: scrollY, frameset: Boolean(frameset) };
  };
  // All that a picture needs of this window, in one answer: what scrolls is opened, what must not
  // be seen is painted over, and then it is told where everything stands.
  hands.stage = ({ sets, values, keys }) => {
    if (!document.documentElement) throw new Error("the document has not begun");
    hands.open({ sets });
    const masked = hands.mask({ values, keys });
    return { masked, size: hands.size(), rects: hands.rects({ sets }), corner: hands.corner() };
  };
  // Answers whether this document was masked: one that came in between was not.
  hands.unstage = () => {
    const was = hands.unmask();
    hands.close();
    return was;
  };
  hands.ready = true;
})();

// styles: what style sheets write and draw. It stands in no text of the document: the content of ::before, ::after and
// ::marker, the mark of an item of a list, and pictures that are written into the sheet itself (url("data:…")).
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.styles) return;

  const SIDES = ["::before", "::after"];
  const MARK = "::marker";
  const LINES = ["::first-line", "::first-letter"];
  const STRING = /"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'/g;
  const plainOf = (s) => s.replace(/\\(?:([0-9a-f]{1,6})\s?|([^]))/gi, (_, code, sign) => (code ? String.fromCodePoint(parseInt(code, 16)) : sign));
  const stringsIn = (s) => [...s.matchAll(STRING)].map((m) => plainOf(m[1] ?? m[2] ?? "")).join("");

  // ---- pictures that hold their own drawing, as text
  const DATA = /data:([^,]{0,200}),((?:\\[^]|[^"\\])*)/gi;
  const opened = (head, body) => {
    let text = plainOf(body);
    try { text = decodeURIComponent(text); } catch { /* a percent sign of its own: it is read as it stands */ }
    if (!/;\s*base64\s*$/i.test(head)) return text;
    try { return new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))); } catch { return text; }
  };
  // What the drawing says: all of it but its lines, and its words alone, each of which may stand in an element of its own.
  const LINES_OF = /\s(?:d|points|viewBox|transform)=(?:"[^"]*"|'[^']*')/g;
  const signOf = (_, code) => String.fromCodePoint(Math.min(code[0] === "x" ? parseInt(code.slice(1), 16) : Number(code), 0x10ffff));
  const sayings = (text) => {
    const whole = text.replace(/&#(x[0-9a-f]+|\d+);/gi, signOf);
    return [whole.replace(LINES_OF, ""), whole.replace(/<!\[CDATA\[|\]\]>|<[^>]*>/g, "")];
  };
  const holdsDrawing = (source, hit) => /data:/i.test(source)
    && [...source.matchAll(DATA)].some(([, head, body]) => /svg/i.test(head) && sayings(opened(head, body)).some(hit));
  // The same of the attribute of an element.
  const isDrawn = (source, hit) => holdsDrawing(source.replace(/["\\]/g, "\\$&"), hit);
  const DRAWN = ["background-image", "border-image-source", "list-style-image", "mask-image", "-webkit-mask-box-image-source"];
  const drawings = (style) => DRAWN.map((name) => style.getPropertyValue(name)).join("\n");
  // Whether an element, or what is drawn beside it, has such a picture behind it, around it or as its mark.
  const drawsIn = (e, hit) => ["", ...SIDES, ...LINES].some((side) => holdsDrawing(drawings(getComputedStyle(e, side || null)), hit));
  // The same of a picture in place of an element, or of what is drawn beside it.
  const isPicture = (e, side, hit) => holdsDrawing(getComputedStyle(e, side || null).content, hit);

  // ---- marks of lists
  const isItem = (style) => /\blist-item\b/.test(style.display);
  // What stands before an item of a list: a text of the style sheet, or a number that the page has set.
  const markIn = (style) => (isItem(style) && style.listStyleType !== "none" ? stringsIn(style.listStyleType) : "");
  const markOf = (e) => {
    const style = getComputedStyle(e);
    if (!isItem(style) || style.listStyleType === "none") return "";
    return markIn(style) || numberOf(e);
  };
  const numberOf = (e) => {
    const list = e.parentElement;
    if (!list || !/^(OL|UL|MENU)$/.test(list.tagName) || !(list.hasAttribute("start") || list.querySelector(":scope > li[value]"))) return "";
    const items = [...list.children].filter((one) => one.tagName === "LI");
    const at = items.indexOf(e);
    const set = items.findLastIndex((one, i) => i <= at && one.hasAttribute("value"));
    const first = list.reversed && !list.hasAttribute("start") ? items.length : list.start ?? 1;
    return String((set < 0 ? first : items[set].value) + (list.reversed ? -1 : 1) * (at - Math.max(set, 0)));
  };
  // What a style sheet counts cannot be asked for: it is hidden wherever a hidden value has digits.
  const counts = (e, side) => /\bcounters?\(/.test(getComputedStyle(e, side).content.replace(STRING, ""));
  const written = (e, side) => {
    const style = getComputedStyle(e, side);
    const { content } = style;
    if (content === "none" || content === "normal") return side === MARK ? markOf(e) : "";
    // older browsers leave attr() as it is
    const said = [...content.matchAll(/"((?:\\[^]|[^"\\])*)"|attr\(\s*([\w-]+)/g)].map(([, text, name]) => (name ? e.getAttribute(name) || "" : plainOf(text))).join("");
    return side === MARK ? said : markIn(style) + said; // what is drawn beside an element may be an item itself
  };
  const hasMark = (e) => isItem(getComputedStyle(e)) && Boolean(written(e, MARK) || counts(e, MARK) || getComputedStyle(e, MARK).content.includes("url("));

  // ---- which elements are asked
  const bare = (selector) => selector.replace(/::[\w-]+(\([^)]*\))?|:(before|after|first-line|first-letter)\b/gi, ":is(*)");
  const isSelector = (text) => {
    try { document.createDocumentFragment().querySelector(text); } catch { return false; }
    return true;
  };
  // The selectors of the rules that write or draw something. Only where that cannot be told (a sheet of another
  // site, nested rules, rules that reach into other trees) every element must be asked: `all`.
  const writers = (trees, { concerns, hit }) => {
    const selectors = [];
    const numberings = new Map(); // texts of the numberings that the page itself has made, by name
    let all = false;
    let isDrawing = false; // some sheet, or some element of its own, holds such a picture
    const writes = ({ style }) => {
      const { content, display } = style;
      return Boolean(content) && (/attr\(|var\(|counters?\(/.test(content.replace(STRING, "")) || concerns(stringsIn(content))) || /list-item|var\(|attr\(/.test(display);
    };
    const holds = (text) => holdsDrawing(text, hit);
    const setsDrawing = (style) => {
      for (let i = 0; i < style.length; i += 1) if (style[i].startsWith("--") && holds(style.getPropertyValue(style[i]))) return true;
      return false;
    };
    const take = (rule, nested) => {
      if (setsDrawing(rule.style)) all = true; // it may be used anywhere
      const draws = holds(`${drawings(rule.style)}\n${rule.style.content || ""}`);
      isDrawing ||= draws;
      if (!draws && !writes(rule)) return;
      const selector = rule.selectorText || "";
      if (!selector || nested || /&|:host|:scope|::slotted|::part|["'].*(before|after|marker|first).*["']/.test(selector)) all = true;
      else if (isSelector(bare(selector))) selectors.push(bare(selector));
      else all = true;
    };
    const walk = (rules, nested) => {
      for (const rule of rules) {
        if (rule.style && rule.style.length) take(rule, nested);
        if (rule.constructor.name === "CSSCounterStyleRule") numberings.set(rule.name, stringsIn(`${rule.prefix} ${rule.symbols} ${rule.additiveSymbols} ${rule.suffix} ${rule.negative} ${rule.pad}`));
        if (rule.constructor.name === "CSSPropertyRule" && holds(rule.cssText)) all = true;
        if (rule.styleSheet) read(rule.styleSheet);
        if (rule.cssRules && rule.cssRules.length) walk(rule.cssRules, nested || Boolean(rule.selectorText) || !/^CSS(Media|Supports|LayerBlock|Container|StartingStyle)Rule$/.test(rule.constructor.name));
      }
    };
    const read = (sheet) => {
      let rules = null;
      try { rules = sheet.cssRules; } catch { all = true; }
      if (rules) walk(rules, false);
    };
    for (const tree of trees) {
      for (const sheet of [...tree.styleSheets, ...tree.adoptedStyleSheets]) if (!sheet.disabled) read(sheet);
      for (const e of tree.querySelectorAll('[style*="data:" i],[background*="data:" i]')) {
        if (!holds(`${e.style.cssText}\n"${e.getAttribute("background") || ""}`)) continue;
        isDrawing = true;
        if (e.style.cssText.includes("--")) all = true;
      }
    }
    // One numbering may go on with the signs of another.
    return { all, selector: selectors.join(","), isDrawing: isDrawing || all, numberings: new Set(numberings.keys()), isNumbered: [...numberings.values(), [...numberings.values()].join("")].some(hit) };
  };
  const ALWAYS = 'li,summary,[style*="list-item" i],[style*="data:" i],[background*="data:" i]';
  // Elements of a tree, by what is to be hidden of them: `alone` ::before and ::after that say a value, `together` those
  // that say it with their text, `marked` their mark of a list, `drawn` what they have behind or around them, `pictured`
  // themselves and `picturedBeside` ::before and ::after, in whose place a picture stands.
  const generated = (tree, { all, selector, isDrawing, numberings, isNumbered }, { hit, any, digits }) => {
    const out = { alone: [], together: [], marked: [], drawn: [], pictured: [], picturedBeside: [] };
    const counted = digits || isNumbered;
    let asked = [...tree.querySelectorAll(all ? "*" : [selector, ALWAYS].filter(Boolean).join(","))];
    if (all && !any) asked = asked.filter((e) => e.matches(ALWAYS) || [...e.attributes].some((a) => hit(a.value)));
    for (const e of asked) {
      const [before, after, mark] = [...SIDES, MARK].map((side) => written(e, side));
      const own = counted && numberings.has(getComputedStyle(e).listStyleType);
      if (hit(mark) || own || (counted && counts(e, MARK)) || (isDrawing && isPicture(e, MARK, hit))) out.marked.push(e);
      if (hit(before) || hit(after) || (counted && SIDES.some((side) => counts(e, side)))) out.alone.push(e);
      else if ((before || after || mark) && !hit(mark) && !hit(e.textContent) && hit(mark + before + e.textContent + after)) {
        out.together.push(e);
        if (mark) out.marked.push(e);
      }
      if (!isDrawing) continue;
      if (drawsIn(e, hit)) out.drawn.push(e);
      if (isPicture(e, "", hit)) out.pictured.push(e);
      if (SIDES.some((side) => isPicture(e, side, hit))) out.picturedBeside.push(e);
    }
    return out;
  };
  hands.styles = { SIDES, DRAWN, writers, generated, hasMark, drawsIn, isDrawn };
})();

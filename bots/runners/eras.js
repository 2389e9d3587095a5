// eras: by which era the box of a year counts, as its screen tells it: printed before the box (令和[ ]年), in its
// heading (申請年月日（和暦）), or in a note beside the boxes (例 R8.4.1). Words of a neighbour tell nothing.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.eraOf) return;
  const { fold, text, width } = hands;

  const ERAS = [["令和", 2018, /^(令和|令|R|5)$/i], ["平成", 1988, /^(平成|平|H|4)$/i], ["昭和", 1925, /^(昭和|昭|S|3)$/i],
    ["大正", 1911, /^(大正|大|T|2)$/i], ["明治", 1867, /^(明治|明|M|1)$/i]];
  const eraOf = (words) => ERAS.find(([name, , short]) => words.startsWith(name) || (short.test(words) && !/^\d$/.test(words)));
  hands.eraOf = eraOf;
  hands.eraNamed = (name) => ERAS.find(([one]) => one === name) || null;

  // ---- printed before the box of the year
  const PRINTED = /(?:(令和|平成|昭和|大正|明治)|(?:^|[^A-Za-z])([RHSTM]))[.\s]*$/;
  const OUTERMOST = /^(TR|DL|FIELDSET|FORM|TABLE|BODY)$/;
  const eraSaid = (words) => {
    const found = PRINTED.exec(width(words));
    return found ? eraOf(found[1] || found[2]) : null;
  };
  hands.printedEra = (e) => {
    let words = "";
    for (let at = e; at && !OUTERMOST.test(at.tagName); at = at.parentElement) {
      for (let near = at.previousSibling; near; near = near.previousSibling) {
        if (near.nodeType === 1 && (hands.isControl(near) || hands.holdsControl(near))) return eraSaid(words);
        words = text(near) + words;
      }
    }
    return eraSaid(words);
  };

  // ---- lines of words before and behind the boxes of one field, up to the next control of another
  const UNREAD = /^(SELECT|OPTION|OPTGROUP|TEXTAREA|INPUT|BUTTON|SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/;
  const HEAD = /^(TH|DT|LEGEND|CAPTION|H[1-6])$/;
  const blockOf = (node) => {
    let at = node.parentElement;
    while (at && /^(inline|contents)/.test(getComputedStyle(at).display)) at = at.parentElement;
    return at;
  };
  // {lines, joined}: the nearest line first; `joined` = another control stands in the farthest of them.
  const linesFrom = (start, step, els) => {
    let outer = start;
    while (outer.parentElement && !OUTERMOST.test(outer.tagName)) outer = outer.parentElement;
    const walker = document.createTreeWalker(outer, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    walker.currentNode = start;
    const lines = [""];
    let block = blockOf(start);
    const move = (node) => { if (blockOf(node) !== block) { block = blockOf(node); lines.push(""); } };
    for (let node = walker[step](); node; node = walker[step]()) {
      if (node.nodeType === 1) {
        const other = hands.isControl(node) || (node.tagName === "LABEL" && node.control && !els.includes(node.control));
        if (other && !els.includes(node)) { move(node); return { lines, joined: true }; }
        if (node.tagName === "BR" || node.tagName === "HR") lines.push("");
        if (HEAD.test(node.tagName) && step === "nextNode") return { lines, joined: false };
        continue;
      }
      const holder = node.parentElement;
      if (!node.data.trim() || holder.closest("label")?.control || UNREAD.test(holder.tagName) || !hands.seenText(holder)) continue;
      move(node);
      const last = lines.length - 1;
      lines[last] = step === "nextNode" ? lines[last] + node.data : node.data + lines[last];
    }
    return { lines, joined: false };
  };
  const NOTE = /^(?:[(［[【〔<※*]|注|例|(?:記入|入力)例)|(?:記入|入力)(?:して|し、|する)|ください|下さい|^(?:令和|平成|昭和|大正|明治|[和西]暦)(?:の年)?$/u;
  const LEAD = /^\s*(?:[([【〔<［][^)\]】〕>］]*[)\]】〕>］]|(?:※|\*|例|(?:記入|入力)例).*)/u;
  const isNote = (line) => NOTE.test(line);
  const filled = (lines) => lines.map((line) => width(line).trim()).filter(Boolean);
  const notes = (lines) => { const at = lines.findIndex((one) => !isNote(one)); return at < 0 ? lines : lines.slice(0, at); };
  const behind = (els) => {
    const { lines: [own, ...rest], joined } = linesFrom(els[els.length - 1], "nextNode", els);
    // What stands before another control on its line is its own, but for a note that ends the words of these.
    if (joined && !rest.length) return [LEAD.exec(width(own))?.[0] || ""];
    return [width(own), ...notes(filled(joined ? rest.slice(0, -1) : rest))];
  };
  const before = (els) => {
    const { lines: [own, ...rest], joined } = linesFrom(els[0], "previousNode", els);
    if (joined && !rest.length) return [width(own).replace(LEAD, "")];
    const found = filled(joined ? rest.slice(0, -1) : rest);
    const near = notes(found);
    // Notes right behind another field are that field's.
    return [width(own), ...(joined && near.length === found.length ? [] : near)];
  };

  // ---- what such words say
  const NAME = "令和|平成|昭和|大正|明治";
  const YEAR_OF_WORK = new RegExp(`(?:${NAME}|[RHSTM]|(?:19|20)\\d\\d)?\\s*(?:\\d{1,2}|元)?年度`, "gu");
  // 昭和町 and 明治安田 are names
  const NAMED = new RegExp(`(${NAME})(?=$|[^\\p{Script=Han}]|年|元|又|及|以|表記|形式|入力|記入|表示)`, "gu");
  const LETTER = /(?<![A-Za-z0-9])([RHSTM])(?=\s*\.?\s*(?:\d{1,2}\s*[.\-/・年]|元|年))|^\s*([RHSTM])\s*$|[([]([RHSTM])[)\]]/gu;
  const WESTERN = /西暦|y{4}|(?<!\d)(?:19|20)\d\d(?!\d)|4桁/iu;
  const SHORT = /(?<![\d.\-/・年])\d{1,2}\s*[.\-/・年]\s*\d{1,2}\s*[.\-/・月]\s*\d{1,2}/u;
  const DATED = new RegExp(`(?:${NAME}|(?<![A-Za-z])[RHSTM])\\s*\\.?\\s*(?:\\d{1,2}|元)\\s*[.\\-/・年]`, "u");
  const SHOWN = /例|→|⇒|入力|記入|ように|形式/u;
  // Eras that are named, 和暦 without a name, the common era; a date that may be no example; an example without era.
  const saidBy = (line) => {
    const words = width(line).replace(YEAR_OF_WORK, "");
    const names = [...words.matchAll(NAMED)].map(([, one]) => one);
    const letters = [...words.matchAll(LETTER)].map((one) => eraOf(one[1] || one[2] || one[3])[0]);
    const isShown = SHOWN.test(words);
    const dated = DATED.test(words) && !isShown;
    const short = isShown && !names.length && !letters.length && SHORT.test(words);
    return { names: [...names, ...letters], own: /和暦|元号/u.test(words), western: WESTERN.test(words), dated, short };
  };
  const headings = (e) => {
    const own = [...(e.labels || [])].map(text);
    const set = e.closest("fieldset");
    const legend = set?.querySelector(":scope > legend");
    const grouped = legend && hands.all([set], hands.CONTROL).length === 3 ? [text(legend)] : [];
    const shown = ["aria-label", "placeholder", "title"].map((name) => e.getAttribute(name) || "");
    const spoken = (e.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => (id && e.getRootNode().getElementById(id))).filter(Boolean).map(text);
    return [...own, ...shown, ...spoken, ...grouped, ...hands.namesByPlace(e).map(({ words }) => words)];
  };
  // By which era the words of these boxes count the year: an era | "own" (that of the date) | "western" |
  // "unclear" | null where nothing is said. A room of four places, or a year that stands in it, speaks for the
  // common era against a mere date beside the boxes (a limit, a conversion by the page), not against an instruction.
  hands.eraTold = (els, year) => {
    const lines = new Set([...headings(year), ...before(els), ...behind(els), ...hands.gapsOf(els)].filter(Boolean).map(fold));
    const said = [...lines].map(saidBy);
    const isLong = /^\d{4}$/.test(width(hands.held(year)).trim()) || year.maxLength === 4;
    const sure = said.filter(({ dated }) => !dated);
    if (said.some(({ dated }) => dated) && !isLong) return "unclear";
    const names = new Set(sure.flatMap((one) => one.names));
    const [own, western, short] = ["own", "western", "short"].map((kind) => sure.some((one) => one[kind]));
    const counted = names.size > 0 || own;
    if (names.size > 1 || (counted && western) || (short && !counted)) return "unclear";
    if (names.size) return hands.eraNamed([...names][0]);
    return own ? "own" : western ? "western" : null;
  };
})();

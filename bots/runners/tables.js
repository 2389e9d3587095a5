// Which words name a control by where it stands: header cells, dt/dd, and text before it.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.namesByPlace) return;
  const { fold, text, up } = hands;
  const CONTROL = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset])'
    + ':not([type=image]),textarea,select,[contenteditable=""],[contenteditable=true],'
    + '[contenteditable=plaintext-only],[role=combobox],[role=textbox],[role=spinbutton],'
    + '[role=checkbox],[role=switch],[role=radio],[role=searchbox]';
  hands.CONTROL = CONTROL;
  const LONGEST = 60;
  const holds = (node) => node.nodeType === 1 && (node.matches(CONTROL) || node.querySelector(CONTROL) !== null);
  const label = (node) => {
    const words = fold(text(node));
    return words.length <= LONGEST ? words : "";
  };

  // ---- tables, with colspan and rowspan laid out
  const grids = new WeakMap();
  hands.grid = (table) => {
    const known = grids.get(table);
    if (known && known.size === table.rows.length) return known;
    const grid = { size: table.rows.length, at: [], of: new Map() };
    [...table.rows].forEach((row, r) => {
      grid.at[r] = grid.at[r] || [];
      let c = 0;
      for (const cell of row.cells) {
        while (grid.at[r][c]) c += 1;
        grid.of.set(cell, [r, c]);
        for (let i = 0; i < Math.min(cell.rowSpan || 1, 200); i += 1) {
          grid.at[r + i] = grid.at[r + i] || [];
          for (let j = 0; j < Math.min(cell.colSpan || 1, 200); j += 1) grid.at[r + i][c + j] = cell;
        }
        c += cell.colSpan || 1;
      }
    });
    grids.set(table, grid);
    return grid;
  };
  const isTh = (cell) => cell.tagName === "TH" || /^(row|column)header$/.test(cell.getAttribute("role") || "");
  const plain = (cell) => !holds(cell) && label(cell) !== "";

  // The header words of a cell: a th to its left; else a th above in its column; else the cell beside it.
  hands.headersOf = (cell) => {
    const table = cell.closest("table");
    if (!table) return [];
    const named = (cell.getAttribute("headers") || "").split(/\s+/).filter(Boolean)
      .map((id) => cell.getRootNode().getElementById(id)).filter(Boolean).map(label).filter(Boolean);
    if (named.length) return named;
    const grid = hands.grid(table);
    const place = grid.of.get(cell);
    if (!place) return [];
    const [r, c] = place;
    let beside = null;
    for (let k = c - 1; k >= 0; k -= 1) {
      const left = grid.at[r][k];
      if (!left || left === cell) continue;
      if (isTh(left)) return label(left) ? [label(left)] : [];
      if (!beside && plain(left)) beside = left;
      if (holds(left) && !beside) break;
    }
    for (let k = r - 1; k >= 0; k -= 1) {
      const above = grid.at[k] && grid.at[k][c];
      if (above && above !== cell && isTh(above) && label(above)) {
        const first = grid.at[k][0];
        const across = grid.at[k].every((one) => one === first) && grid.at[r].some((one) => one !== cell);
        if (!across) return [label(above)];
      }
    }
    if (beside) return [label(beside)];
    const over = r > 0 && grid.at[r - 1] ? grid.at[r - 1] : [];
    if (holds(cell) && over[c] && plain(over[c]) && over.length > 1 && over.every((one) => !one || !holds(one))) return [label(over[c])];
    return [];
  };

  // ---- dt / dd
  hands.termOf = (dd) => {
    let at = dd.previousElementSibling;
    while (at && at.tagName === "DD") at = at.previousElementSibling;
    if (at && at.tagName === "DT") return label(at);
    return "";
  };

  // ---- text before a control among its siblings
  const UNIT = /^(?:年|月|日|時|分|秒|歳|才|円|人|名|枚|号|番|番地|丁目|内線|様|殿|%|-|‐|―|－|ー|~|〜|～|\/|／|\.|:|：|\(|\)|（|）|@|〒|から|まで|,|、)*$/u;
  const STOP = /^(FORM|BODY|HTML|TABLE|TBODY|THEAD|TR|FIELDSET|DL|MAIN)$/;
  const HEADING = /^(H[1-6]|LEGEND|CAPTION|HEADER|NAV|THEAD)$/;
  const BLOCK = /^(P|DIV|SECTION|ARTICLE|LI|DT|DD|LABEL)$/;
  const NOT_A_LABEL = /^(TABLE|DL|UL|OL|HR|PRE|FIGURE|CANVAS|IFRAME|BUTTON|A)$/;
  const isOption = (e) => e.type === "radio" || e.type === "checkbox"
    || /^(radio|checkbox|switch)$/.test(e.getAttribute("role") || "");

  // What parent's children say in order: [words, controls that follow them].
  const segments = (parent) => {
    const out = [];
    let pending = "";
    let after = null; // the option control whose own text may follow
    for (const child of parent.childNodes) {
      if (child.nodeType === 3 || (child.nodeType === 1 && !holds(child))) {
        if (child.nodeType === 1 && HEADING.test(child.tagName)) { pending = ""; continue; }
        const part = text(child);
        if (child.nodeType === 1 && hands.isBadge(part)) continue;
        if (child.nodeType === 1 && child.tagName === "BR") { if (!after) continue; after = null; pending = ""; continue; }
        if (child.nodeType === 1 && NOT_A_LABEL.test(child.tagName)) pending = "";
        else if (child.nodeType === 1 && BLOCK.test(child.tagName)) { pending = part.trim() ? part : pending; }
        else pending += part;
        continue;
      }
      if (child.nodeType !== 1) continue;
      const controls = child.matches(CONTROL) ? [child] : [...child.querySelectorAll(CONTROL)];
      const words = after ? "" : fold(pending);
      pending = "";
      if (words && words.length <= LONGEST && !UNIT.test(words)) out.push([words, [...controls]]);
      else if (out.length) out[out.length - 1][1].push(...controls);
      else out.push(["", [...controls]]);
      after = controls.length === 1 && isOption(controls[0]) && !(controls[0].labels || []).length ? controls[0] : null;
    }
    return out;
  };
  const cache = new WeakMap();
  const round = { now: 0 };
  hands.freshRound = () => { round.now += 1; };
  const segmentsOf = (parent) => {
    const known = cache.get(parent);
    if (known && known.round === round.now) return known.list;
    const list = segments(parent);
    cache.set(parent, { round: round.now, list });
    return list;
  };
  hands.textBefore = (e) => {
    let child = e;
    for (let parent = up(e), i = 0; parent && i < 6 && !STOP.test(child.tagName); parent = up(parent), i += 1) {
      for (const [words, controls] of segmentsOf(parent)) {
        if (!words || !controls.includes(e)) continue;
        return { words, key: controls[0], controls };
      }
      if (STOP.test(parent.tagName) || /^(TD|TH|DD)$/.test(parent.tagName)) return null;
      child = parent;
    }
    return null;
  };

  // ---- the text of a radio or check box: its label, else what follows, else what precedes it
  const beside = (e, step) => {
    let words = "";
    for (let at = e[step]; at; at = at[step]) {
      if (at.nodeType === 1 && (holds(at) || at.tagName === "BR")) break;
      words = step === "nextSibling" ? words + text(at) : text(at) + words;
    }
    return fold(words);
  };
  hands.optionText = (e) => {
    const own = [...(e.labels || [])].map((one) => fold(text(one))).filter(Boolean);
    if (own.length) return own[0];
    const aria = fold(e.getAttribute("aria-label") || "");
    if (aria) return aria;
    if (!e.name) return beside(e, "nextSibling") || beside(e, "previousSibling");
    const peers = [...e.getRootNode().querySelectorAll(`input[type=${e.type}]`)].filter((one) => one.name === e.name && one.form === e.form);
    const follows = peers.map((one) => beside(one, "nextSibling"));
    if (follows.every(Boolean)) return follows[peers.indexOf(e)];
    const precedes = peers.map((one) => beside(one, "previousSibling"));
    if (precedes.every(Boolean)) return precedes[peers.indexOf(e)];
    return beside(e, "nextSibling") || beside(e, "previousSibling");
  };
  hands.isOption = isOption;
  hands.holdsControl = holds;

  // Every way in which its place names a control: [{words, key, via}].
  hands.namesByPlace = (e) => {
    const out = [];
    for (let cell = e.closest("td,th,[role=gridcell],[role=cell]"), i = 0; cell && i < 3; i += 1) {
      const words = hands.headersOf(cell);
      for (const one of words) out.push({ words: one, key: cell, via: "header" });
      if (words.length) break;
      const outer = up(cell);
      cell = outer ? outer.closest("table")?.parentElement?.closest("td,th") ?? null : null;
    }
    const dd = e.closest("dd");
    if (dd && hands.termOf(dd)) out.push({ words: hands.termOf(dd), key: dd, via: "dt" });
    const before = hands.textBefore(e);
    if (before) out.push({ words: before.words, key: before.key, via: "before" });
    return out;
  };
})();

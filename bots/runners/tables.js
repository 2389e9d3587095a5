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
  const PRESSED = "a[href],button,input[type=button],input[type=submit],input[type=image],[role=button],[role=link]";
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

  // ---- does a row of words name the boxes beneath it, or those above it?
  const BARE = (cell) => !cell || (!holds(cell) ? text(cell).trim() === "" : isUnit(label(cell)));
  const kindOf = (cells) => {
    const each = [...new Set(cells || [])].filter(Boolean);
    if (!each.some(holds)) {
      const said = each.filter(plain);
      return said.length > 1 || (each.length === 1 && said.length && isTh(said[0])) ? "words" : "";
    }
    return each.every(BARE) ? "boxes" : "";
  };
  const kinds = (grid, k) => {
    if (grid.round !== round.now) { grid.round = round.now; grid.kinds = []; grid.heads = []; }
    if (grid.kinds[k] === undefined) grid.kinds[k] = kindOf(grid.at[k]);
    return grid.kinds[k];
  };
  // "down" for a row of words above its boxes, "up" for one below them, "both" where that cannot be told.
  const serves = (grid, k) => {
    if (kinds(grid, k) !== "words" || kinds(grid, k - 1) !== "boxes") return "down";
    if (grid.at[k].some((cell) => cell && cell.closest("thead"))) return "down";
    const turns = (from, step) => { let at = from; while (kinds(grid, at + step) && kinds(grid, at + step) !== kinds(grid, at)) at += step; return at; };
    const first = kinds(grid, turns(k, -1));
    const last = kinds(grid, turns(k, 1));
    if (first === "boxes") return last === "words" ? "up" : "both";
    return last === "words" && kinds(grid, k + 1) === "boxes" ? "both" : "down";
  };
  // The cell of words straight below a box, in a form that writes its words there.
  const below = (grid, cell, r, c) => {
    const under = grid.at[r + 1] && grid.at[r + 1][c];
    if (!under || under === cell || !holds(cell) || !plain(under) || kinds(grid, r) !== "boxes") return null;
    return serves(grid, r + 1) === "down" ? null : under;
  };
  const aboveTh = (grid, cell, r, c) => {
    for (let k = r - 1; k >= 0; k -= 1) {
      const above = grid.at[k] && grid.at[k][c];
      if (!above || above === cell || !isTh(above) || !label(above)) continue;
      const across = grid.at[k].every((one) => one === grid.at[k][0]) && grid.at[r].some((one) => one !== cell);
      if (!across && serves(grid, k) !== "up") return above;
    }
    return null;
  };
  // ---- headings that are plain cells: a row of words over lines of boxes that have the same cells
  const edges = (grid, k) => grid.at[k].map((cell, c) => (cell === grid.at[k][c - 1] ? "-" : "|")).join("");
  const areAlike = (grid, k) => k > 0 && edges(grid, k - 1) === edges(grid, k);
  const isLine = (grid, k) => grid.at[k].some((one) => one && holds(one)) && grid.at[k].every((one) => !one || !holds(one) || BARE(one));
  // A line that is done (配当 | 1,200) is no row of headings; one of dates or hours may be either, so it leads to none.
  const NO_WORD = /^[\d\s\p{P}\p{S}]*$/u;
  const mayBeDone = (grid, k) => areAlike(grid, k) && isLine(grid, k - 1) && grid.at[k].some((one) => one && plain(one) && NO_WORD.test(label(one)));
  // The row of headings of a line, or -1. Of several rows of words, as with a row of units, it is the first.
  const headRow = (grid, line) => {
    const lines = [];
    let found = -1;
    for (let k = line; isLine(grid, k); k -= 1) {
      if (kinds(grid, k - 1) === "words" && areAlike(grid, k)) {
        let first = k - 1;
        while (areAlike(grid, first) && kinds(grid, first - 1) === "words") first -= 1;
        if (serves(grid, k - 1) !== "up" && !mayBeDone(grid, first)) found = first;
        lines.push(k);
        break;
      }
      if (grid.heads[k] !== undefined) { found = grid.heads[k]; break; }
      lines.push(k);
      if (!areAlike(grid, k)) break;
    }
    for (const k of lines) grid.heads[k] = found;
    return found;
  };
  const aboveTd = (grid, cell, r, c) => {
    if (!holds(cell)) return null;
    const head = headRow(grid, r);
    if (head >= 0) return plain(grid.at[head][c]) ? grid.at[head][c] : null;
    const over = r > 0 && grid.at[r - 1] ? grid.at[r - 1] : [];
    const fits = over[c] && plain(over[c]) && over.length > 1 && over.every((one) => !one || !holds(one));
    return fits && serves(grid, r - 1) !== "up" ? over[c] : null;
  };
  // A row between that may be headings of its own: words in each cell, and not the same ones (満 | 満) or signs (× | ×).
  const mayHead = (grid, k) => {
    const said = grid.at[k].slice(1).map((one) => (one ? label(one) : ""));
    return kinds(grid, k) === "words" && said.every((one) => /[\p{L}\p{N}]/u.test(one)) && new Set(said).size === said.length;
  };
  // The first of the rows that have the same cells, if it is one of headings; -1 where that cannot be told.
  const firstRow = (grid, r) => {
    let k = r;
    while (areAlike(grid, k) && (k === r || !mayHead(grid, k))) k -= 1;
    const isHead = k < r && !areAlike(grid, k) && kinds(grid, k) === "words" && !grid.at[k].some((one) => one && one.querySelector(PRESSED));
    return isHead ? k : -1;
  };
  // What a cell is called by whoever has named its row: its column, also where words beside it name it already.
  hands.columnHead = (cell) => {
    const table = cell.closest("table");
    const grid = table && hands.grid(table);
    const place = grid && grid.of.get(cell);
    if (!place) return "";
    const [r, c] = place;
    const th = aboveTh(grid, cell, r, c);
    const known = th || !holds(cell) ? -1 : headRow(grid, r);
    const row = known < 0 ? firstRow(grid, r) : known;
    const head = th || (row < 0 ? null : grid.at[row][c]);
    return head && plain(head) ? label(head) : "";
  };
  hands.headedFromAbove = (cell) => {
    const grid = hands.grid(cell.closest("table"));
    const [r, c] = grid.of.get(cell) || [0, 0];
    return Boolean(aboveTh(grid, cell, r, c));
  };
  // To the left: [the th, the nearest text that is no unit between boxes].
  const leftward = (grid, cell, r, c) => {
    let beside = null;
    for (let k = c - 1; k >= 0; k -= 1) {
      const left = grid.at[r][k];
      if (!left || left === cell) continue;
      if (isTh(left)) return { th: left, beside };
      if (!beside && plain(left) && !(isUnit(label(left)) && k > 0 && grid.at[r].slice(0, k).some((one) => one && holds(one)))) beside = left;
      if (holds(left) && !beside) break;
    }
    return { th: null, beside };
  };

  // Cells of one row that stand together after its words, each with a box of its own: the words of the row lead
  // to none of them alone. A box that nobody can write into (a name that a code brings) does not count.
  const isOpen = (one) => Boolean(one) && holds(one) && BARE(one) && [...one.querySelectorAll(CONTROL)]
    .some((e) => !hands.isOption(e) && !e.readOnly && !e.disabled && hands.visible(e));
  const together = (grid, cell, r, c) => {
    if (!isOpen(cell)) return [];
    const row = grid.at[r];
    const isWord = (one) => Boolean(one) && (isTh(one) || plain(one));
    let from = c;
    let to = c;
    while (from > 0 && !isWord(row[from - 1])) from -= 1;
    while (to + 1 < row.length && !isWord(row[to + 1])) to += 1;
    return from > 0 ? [...new Set(row.slice(from, to + 1))].filter(isOpen) : [];
  };
  const aboveOf = (grid, cell) => {
    const [r, c] = grid.of.get(cell);
    return aboveTh(grid, cell, r, c) || aboveTd(grid, cell, r, c);
  };
  // What such a cell is called: by its column, if all of them have one; else by the words of the row, as the others.
  const sharedHead = (grid, cell, r, c) => {
    const cells = together(grid, cell, r, c);
    if (cells.length < 2) return null;
    if (cells.every((one) => aboveOf(grid, one))) return aboveOf(grid, cell);
    const [i, k] = grid.of.get(cells[0]);
    return grid.at[i][k - 1];
  };

  // A row of text boxes that begins with a box and ends with words: these may stand to the right, or the
  // first box has none and the last words are a remark. So a box answers to both, and what lies between two
  // boxes is told as standing twice.
  const wordsRight = (grid, cell, r, c) => {
    const list = [...new Set(grid.at[r])].filter((one) => one && (holds(one) || plain(one)));
    const turns = list.length > 3 && list.length % 2 === 0
      && list.every((one, i) => (i % 2 ? plain(one) && !isUnit(label(one)) : holds(one) && BARE(one) && !hands.isOption(one.querySelector(CONTROL))));
    const at = list.indexOf(cell);
    return turns && at >= 0 && !aboveTh(grid, cell, r, c) && !aboveTd(grid, cell, r, c) ? list[at + 1] : null;
  };

  // The header cells of a cell: a th to its left, with the nearer text for a box; else a th above in its
  // column; else the cell beside it; else the words over or under it.
  const headCells = (cell) => {
    const table = cell.closest("table");
    if (!table) return [];
    const named = (cell.getAttribute("headers") || "").split(/\s+/).filter(Boolean)
      .map((id) => cell.getRootNode().getElementById(id)).filter((one) => one && label(one));
    if (named.length) return named;
    const grid = hands.grid(table);
    const place = grid.of.get(cell);
    if (!place) return [];
    const [r, c] = place;
    const boxes = holds(cell) ? hands.rowOfBoxes(cell) : null;
    if (boxes && boxes.head) return [boxes.head];
    const right = holds(cell) ? wordsRight(grid, cell, r, c) : null;
    const { th, beside } = boxes ? {} : leftward(grid, cell, r, c);
    if (right) return [th, beside, right].filter((one) => one && label(one));
    const shared = boxes ? null : sharedHead(grid, cell, r, c);
    if (shared) return label(shared) ? [shared] : [];
    if (th) return label(th) ? [th, ...(beside && holds(cell) ? [beside] : [])] : [];
    const under = below(grid, cell, r, c);
    const down = aboveTh(grid, cell, r, c);
    if (down) return under ? [down, under] : [down];
    if (beside) return [beside];
    const over = aboveTd(grid, cell, r, c);
    return [over, under].filter(Boolean);
  };
  hands.headersOf = (cell) => headCells(cell).map(label);

  // ---- the words at the beginning of a row under a row of headings: 給与収入 of "費目 | 金額（円）"
  const beginnings = (cell) => {
    const table = cell.closest("table");
    const grid = table && hands.grid(table);
    const place = grid && grid.of.get(cell);
    if (!place || cell.closest("thead") || !hands.headedFromAbove(cell)) return [];
    const [r, c] = place;
    const before = grid.at[r].slice(0, c);
    // Headings that come again stand over several pairs in one row: 費目 | 金額 | 費目 | 金額.
    const heads = [...before, cell].map((one, k) => one && aboveTh(grid, one, r, k)).filter(Boolean).map(label);
    if (new Set(heads).size < heads.length) return [];
    const isOfRow = (one, k) => [r - 1, r + 1].every((at) => !grid.at[at] || grid.at[at][k] !== one);
    return before.filter((one, k) => one && !isTh(one) && isOfRow(one, k) && plain(one) && !NO_WORD.test(label(one))).map(label);
  };
  const filledCells = (row) => [...(row.cells || [])].filter(holds);
  // Such words name the one cell of their row in which there is something to fill in.
  const rowWords = (cell) => (cell.parentElement && filledCells(cell.parentElement).length === 1 ? beginnings(cell) : []);
  const wordsBefore = (cell) => {
    const first = cell.parentElement.cells[0];
    return first !== cell && plain(first) ? [label(first)] : [];
  };
  // Of the row that begins with these words and has several such cells: their headings.
  hands.rowHeads = (roots, words) => hands.all(roots, "tr").map(filledCells)
    .filter((cells) => cells.length > 1 && [...beginnings(cells[0]), ...wordsBefore(cells[0])].includes(words))
    .map((cells) => cells.map((cell) => hands.headersOf(cell)[0] || ""))[0] || [];
  hands.isTh = isTh;

  // ---- dt / dd
  hands.termOf = (dd) => {
    let at = dd.previousElementSibling;
    while (at && at.tagName === "DD") at = at.previousElementSibling;
    if (at && at.tagName === "DT") return label(at);
    return "";
  };

  // ---- text before a control among its siblings
  // A unit is at most one word with signs about it: 番号 or 年月日 is a label.
  const SIGNS = "(?:[-‐‑–—―−－ー~〜～/／.:：()（）@,、の]|から|まで)*";
  const UNIT = new RegExp(`^${SIGNS}(?:年|月|日|時|分|秒|歳|才|円|人|枚|号|番|番地|丁目|様|殿|%|〒)?${SIGNS}$`, "u");
  const SIGN = new RegExp(`^${SIGNS}$`, "u");
  const isUnit = (words) => UNIT.test(words);
  hands.isUnit = isUnit;
  // Units of one value in several boxes, in the order in which they stand.
  const FAMILIES = [["年", "月", "日", "時", "分", "秒"], ["丁目", "番地", "番", "号"]];
  const STEP = new RegExp(`^${SIGNS}(年|月|日|時|分|秒|丁目|番地|番(?!号)|号)`, "u");
  const rank = (words) => {
    const [, unit] = STEP.exec(words) || [];
    const family = FAMILIES.findIndex((one) => one.includes(unit));
    return family < 0 ? null : { family, at: FAMILIES[family].indexOf(unit) };
  };
  const rankOf = ({ lead, words }) => rank(lead || words);
  const follows = (a, b) => Boolean(a && b && a.family === b.family && a.at < b.at);
  const GOES_ON = /(?:の|から|[-‐‑–—―−－ー~〜～])$/u;
  // 氏名[ ] 年[ ] 月[ ] 日[ ]: after the 日 of a date there is no box, so each of these is a label.
  const isLabelled = (list, i) => {
    let at = i;
    while (list[at + 1] && follows(rankOf(list[at]), rankOf(list[at + 1]))) at += 1;
    return !list[at].lead && STEP.exec(list[at].words)?.[1] === "日" && list[at].controls.length > 0;
  };
  // Does a unit stand between two boxes of one value? Signs always do; 年 does if 月 follows, 月 if 年 went before.
  const joins = (list, i) => {
    const [prior, { words }, later] = [list[i - 1], list[i], list[i + 1]];
    if (SIGN.test(words) || GOES_ON.test(words)) return true;
    return !isLabelled(list, i) && (follows(rank(words), rankOf(later)) || follows(rankOf(prior), rank(words)));
  };
  const STOP = /^(FORM|BODY|HTML|TABLE|TBODY|THEAD|TR|FIELDSET|DL|MAIN)$/;
  const HEADING = /^(H[1-6]|LEGEND|CAPTION|HEADER|NAV|THEAD)$/;
  const BLOCK = /^(P|DIV|SECTION|ARTICLE|LI|DT|DD|LABEL)$/;
  const NOT_A_LABEL = /^(TABLE|DL|UL|OL|HR|PRE|FIGURE|CANVAS|IFRAME|BUTTON|A)$/;
  const isOption = (e) => e.type === "radio" || e.type === "checkbox"
    || /^(radio|checkbox|switch)$/.test(e.getAttribute("role") || "");

  // 人　うち児童：, between two boxes: the unit of the first, then the words of the second. A unit is glued to its
  // box; 年　齢 is one word written wide.
  const LINE = "\u2028"; // stands for a line break
  const MEASURED = /^(年|月|日|時|分|秒|歳|才|円|人|枚|号|番|番地|丁目|様|殿|%|個|件|回|級|か月)[）)]?(\s+)(\S.+)$/su;
  const WIDE = /^.(?:\s|$)/u;
  const ASIDE = /^[（(※＊*]/u;
  // {unit, gap, rest, words} of what is said between two boxes, or null.
  hands.unitAndWords = (said) => {
    const [, unit, gap, rest] = MEASURED.exec(said.trimEnd()) || [];
    const words = fold((rest || "").replaceAll(LINE, ""));
    return unit && !WIDE.test(words) && !WIDE.test(rest) && !ASIDE.test(rest) && !isUnit(words) ? { unit, gap, rest, words } : null;
  };
  // Is the last of these runs a box that has words of its own on its line, or one of several of one value?
  const isCalled = (out) => {
    for (const run of [...out].reverse()) {
      if (!run.own) return false;
      if (!isUnit(run.words)) return true;
      if (run.broken) return false;
    }
    return false;
  };
  // A colon tells that it is so; else the box before must have words on its left as well, and a tick may
  // have its words on either side.
  const parted = (said, out, controls) => {
    const last = out[out.length - 1];
    const cut = last && !isOption(last.controls[last.controls.length - 1]) ? hands.unitAndWords(said) : null;
    if (!cut || /[：:]$/u.test(cut.rest)) return cut;
    const isNext = !cut.rest.includes(LINE) && !said.endsWith(LINE) && (cut.gap.includes(LINE) || !isOption(controls[0]));
    return isNext && isCalled(out) ? cut : null;
  };

  const CLOSING = /^[^（(]*[）)]\s*$/u;
  // What parent's children say in order: runs of controls with the words before each, and what ends it.
  const runs = (parent) => {
    const out = [];
    let pending = "";
    let cut = false;
    let after = null; // the option control whose own text may follow
    let opened = false; // a bracket in that text: あり（[ ]年）
    for (const child of parent.childNodes) {
      if (child.nodeType === 3 || (child.nodeType === 1 && !holds(child))) {
        if (child.nodeType === 1 && HEADING.test(child.tagName)) { pending = ""; cut = true; continue; }
        const part = text(child);
        if (child.nodeType === 1 && hands.isBadge(part)) continue;
        if (child.nodeType === 1 && child.tagName === "BR") { pending = after ? "" : pending && pending + LINE; after = null; continue; }
        if (child.nodeType === 1 && NOT_A_LABEL.test(child.tagName)) pending = "";
        else if (child.nodeType === 1 && BLOCK.test(child.tagName)) { pending = part.trim() ? part : pending; }
        else pending += part;
        continue;
      }
      if (child.nodeType !== 1) continue;
      const controls = child.matches(CONTROL) ? [child] : [...child.querySelectorAll(CONTROL)];
      const cleft = cut || after ? null : parted(pending, out, controls);
      const said = fold(pending.replaceAll(LINE, ""));
      const isInside = opened && !after && (CLOSING.test(pending) ? isOption(controls[0]) : isUnit(said));
      opened = after ? hands.isOpened(pending) : opened && !CLOSING.test(pending);
      const words = isInside ? "" : cleft ? cleft.words : said;
      out.push({ words, lead: cleft ? cleft.unit : "", controls, cut, own: !after, broken: pending.includes(LINE) });
      pending = "";
      cut = false;
      const [one, ...others] = controls;
      const sole = !others.length && isOption(one) && !(one.labels || []).length && !hands.saysItself(one) ? one : null;
      after = sole && !/^(before|shared)$/.test(hands.sideOf(sole)?.side || "") ? sole : null;
    }
    out.push({ words: fold(pending.replaceAll(LINE, "")), lead: "", controls: [], cut, own: true, broken: false });
    return out;
  };
  // [words, controls that follow them]
  const segments = (parent) => {
    const out = [];
    const list = runs(parent);
    list.slice(0, -1).forEach(({ words: said, controls, cut, own }, i) => {
      const words = own ? said : "";
      const unit = isUnit(words);
      const long = words.length > LONGEST;
      if (words && !long && !unit) out.push([words, [...controls]]);
      else if (!out.length || cut || long) out.push(["", [...controls]]);
      else if (!words || joins(list, i)) out[out.length - 1][1].push(...controls);
      else out.push([rank(words) || words === "〒" ? words : "", [...controls]]);
    });
    return out;
  };
  const cache = new WeakMap();
  const round = { now: 0 };
  hands.freshRound = () => { round.now += 1; };
  hands.roundNow = () => round.now;
  const segmentsOf = (parent) => {
    const known = cache.get(parent);
    if (known && known.round === round.now) return known.list;
    const list = segments(parent);
    cache.set(parent, { round: round.now, list });
    return list;
  };
  // The word before one of several boxes names that box; what all of them are called stands further out.
  const isItsOwn = (e, words) => {
    const side = isOption(e) ? hands.sideOf(e) : null;
    return Boolean(side) && side.side === "before" && side.boxes.length > 1 && words === side.before;
  };
  // The words to the right of a text box in a line that can be read so, if nothing further out names it.
  const textRight = (e) => {
    const line = isOption(e) ? null : hands.lineToTheRight(e);
    if (!line) return null;
    const [first] = line.boxes;
    const cell = first.closest("td,th,dd");
    const isNamed = cell && (cell.tagName === "DD" ? hands.termOf(cell) : hands.headersOf(cell).length);
    return isNamed || said(up(first), first) ? null : { words: line.words, left: line.left, isFirst: e === first };
  };
  hands.textBefore = (e) => said(e, e);
  // What is said before e, looked for from one of its ancestors outwards.
  const said = (from, e) => {
    let child = from;
    for (let parent = up(from), i = 0; parent && i < 6 && !STOP.test(child.tagName); parent = up(parent), i += 1) {
      for (const [words, controls] of segmentsOf(parent)) {
        if (!words || !controls.includes(e) || isItsOwn(e, words)) continue;
        return { words, key: controls[0], controls };
      }
      if (STOP.test(parent.tagName) || /^(TD|TH|DD)$/.test(parent.tagName)) return null;
      child = parent;
    }
    return null;
  };

  hands.isOption = isOption;
  hands.holdsControl = holds;

  const UNCLOSED = /^[（(][^）)]+$/u; // （その他：[ ]）
  // Every way in which its place names a control: [{words, key, via}].
  hands.namesByPlace = (e) => {
    const out = [];
    const [first] = hands.family(e);
    for (let cell = e.closest("td,th,[role=gridcell],[role=cell]"), i = 0; cell && i < 3; i += 1) {
      const words = hands.headersOf(cell);
      const row = isOption(e) && cell.closest("table") ? hands.rowOfBoxes(cell)?.row : null;
      const key = e.type === "radio" && e.name ? first : row || hands.radioBeside(e, cell) || cell;
      for (const one of words) out.push({ words: one, key, via: "header" });
      for (const one of rowWords(cell)) out.push({ words: one, key, via: "row" });
      if (words.length) break;
      const outer = up(cell);
      cell = outer ? outer.closest("table")?.parentElement?.closest("td,th") ?? null : null;
    }
    const dd = e.closest("dd");
    if (dd && hands.termOf(dd)) out.push({ words: hands.termOf(dd), key: dd, via: "dt" });
    const before = hands.textBefore(e);
    const right = textRight(e);
    // What is before the first box of such a line belongs to the line above.
    const named = before && !right?.isFirst ? { key: right ? e : before.key, via: "before" } : null;
    if (named) out.push({ words: before.words, ...named });
    if (named && UNCLOSED.test(before.words)) out.push({ words: before.words.slice(1), ...named });
    if (right) for (const words of [right.words, right.left]) out.push({ words, key: e, via: "after" });
    return out;
  };
})();

// sides: on which side of a radio or check box its words stand. Forms are written both ways, and a text
// between two boxes could mean either. The whole row of boxes decides; where it does not, nothing is guessed.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.sideOf) return;
  const { fold, text, all, isOption, holdsControl: holds } = hands;
  const OPTION = "input[type=radio],input[type=checkbox],[role=radio],[role=checkbox],[role=switch]";

  // What is known of this page as it is now: thrown away when it is searched anew or has changed.
  const known = (make) => {
    let kept = new WeakMap();
    let stamp = "";
    return (key) => {
      const now = `${hands.roundNow()} ${hands.busy.changed}`;
      if (now !== stamp) { kept = new WeakMap(); stamp = now; }
      if (!kept.has(key)) kept.set(key, make(key));
      return kept.get(key);
    };
  };
  // Of a label with a text box in a bracket, その他（[ ]）, the words before that bracket.
  const labelWords = (label, e) => {
    const inner = all([label], hands.CONTROL).find((one) => one !== e && !isOption(one));
    if (!inner || inner.getRootNode() !== label.getRootNode()) return fold(text(label));
    const range = document.createRange();
    range.setStart(label, 0);
    range.setEndBefore(inner);
    const said = text(range.cloneContents());
    return (hands.isOpened(said) && fold(hands.unopened(said))) || fold(text(label));
  };
  // What is written within a choice that is drawn by the page itself (role=radio). A sign in front shows its state, as
  // ON and OFF in a switch do: no words.
  const STATE = /^[○◯●◉◎☐☑□■✓✔]\s*(?=.)/u;
  const contentWords = (e) => {
    if (e.tagName === "INPUT") return "";
    const words = fold([...e.childNodes].map(text).join("")).replace(STATE, "");
    const isState = e.getAttribute("role") === "switch" && hands.flag(words) !== null;
    return isState || !/[\p{L}\p{N}]/u.test(words) ? "" : words;
  };
  const ownWords = (e) => {
    const own = [...(e.labels || [])].map((one) => labelWords(one, e)).find(Boolean);
    return own || fold(e.getAttribute("aria-label") || "") || contentWords(e);
  };
  hands.saysItself = (e) => contentWords(e) !== "";
  const bare = (e) => Boolean(e) && isOption(e) && !ownWords(e);

  // ---- a line: boxes and the texts around them, up to a line break or a heading
  const CUT = /^(BR|HR|H[1-6]|LEGEND|CAPTION|HEADER)$/;
  const linesOf = (parent) => {
    const lines = [];
    let line = null;
    const open = () => { line = { boxes: [], gaps: [""] }; lines.push(line); };
    open();
    for (const child of parent.childNodes) {
      if (child.nodeType === 1 && CUT.test(child.tagName) && !holds(child)) { open(); continue; }
      if (child.nodeType === 1 && holds(child)) {
        line.boxes.push(child.matches(hands.CONTROL) ? child : null);
        line.gaps.push("");
        continue;
      }
      const isOthers = child.nodeType === 1 && child.tagName === "LABEL" && child.control;
      if (isOthers || (child.nodeType === 1 && hands.isBadge(text(child)))) continue;
      line.gaps[line.gaps.length - 1] += text(child);
    }
    return lines;
  };
  const LEAD = /^[\s\u3000\u00A0]/u;
  const TRAIL = /[\s\u3000\u00A0]$/u;
  const HINT = /^[（(※]/u;
  const CLOSES = /^[^（(]*[）)]\s*$/u; // what ends the words of the choice before: あり（[ ]回）
  const HEAD = /[：:]$/u;
  const same = (list) => new Set(list).size < 2;
  // One bare box with what stands before and after it.
  const seatsOf = ({ boxes, gaps }) => boxes.flatMap((e, i) => {
    if (!bare(e)) return [];
    const [prior, then] = [boxes[i - 1], boxes[i + 1]].map((one) => one === null || (one && !isOption(one)));
    const left = gaps[i];
    const isOthers = prior && (hands.isUnit(fold(left)) || CLOSES.test(left));
    return [{
      e, at: i, apart: 1, left, right: gaps[i + 1], before: isOthers ? "" : fold(left),
      after: fold(then ? hands.unopened(gaps[i + 1]) : gaps[i + 1]),
      next: i + 1 < boxes.length,
    }];
  });
  // The white space of a text tells to which box it belongs, if all texts between boxes are written alike.
  const byNearness = (seats) => {
    const inner = seats.filter((seat) => seat.next && seat.after);
    if (!inner.length) return "";
    if (inner.every(({ right }) => LEAD.test(right) && !TRAIL.test(right))) return "before";
    if (inner.every(({ right }) => !LEAD.test(right) && TRAIL.test(right))) return "after";
    return "";
  };
  const byEvenness = (seats) => {
    const before = same(seats.map(({ left }) => TRAIL.test(left)));
    const after = same(seats.map(({ right }) => LEAD.test(right)));
    return before === after ? "" : before ? "before" : "after";
  };
  const whichRead = (seats) => {
    const last = seats[seats.length - 1];
    let before = seats.every((seat) => seat.before);
    let after = seats.every((seat) => seat.after);
    const hints = seats.filter(({ right }) => HINT.test(right.trim())).length;
    if (before && after && HINT.test(last.right.trim()) && hints === 1) after = false;
    const heads = seats.filter(({ left }) => HEAD.test(left.trim())).length;
    if (before && after && heads && seats.length > 1 && heads === seats.length) after = false;
    else if (before && after && heads === 1 && HEAD.test(seats[0].left.trim())) before = false;
    return { before, after };
  };
  // Is there a text that stands between two of the boxes?
  const disputed = (seats) => seats.some((seat, i) => i > 0 && seats[i - 1].at === seat.at - seat.apart && seat.before && seats[i - 1].after);
  const decideLine = (seats) => {
    if (seats.every((seat) => !seat.before && !seat.after)) return "none";
    const { before, after } = whichRead(seats);
    if (before !== after) return before ? "before" : "after";
    const near = byNearness(seats);
    if (near) return near;
    if (seats.length === 1) return seats[0].next ? "shared" : "single";
    return (before && byEvenness(seats)) || (before || disputed(seats) ? "unclear" : "single");
  };
  const decided = (side) => side === "before" || side === "after";
  // → Map(box → {side, before, after, boxes, head})
  const inParent = known((parent) => {
    const lines = linesOf(parent).filter(({ boxes }) => boxes.some(bare)).map(seatsOf).map((seats) => ({ seats, side: decideLine(seats) }));
    const sure = new Set(lines.map(({ side }) => side).filter(decided));
    const out = new Map();
    for (const line of lines) {
      const side = !decided(line.side) && line.side !== "none" && sure.size === 1 ? [...sure][0] : line.side;
      const boxes = line.seats.map(({ e }) => e);
      for (const { e, before, after } of line.seats) out.set(e, { side, before, after, boxes, head: line.seats[0].before });
    }
    return out;
  });

  // ---- a line of text boxes that begins with a box and has words after each: these may be theirs
  const toTheRight = known((parent) => {
    const out = new Map();
    const lines = linesOf(parent);
    lines.forEach(({ boxes, gaps }, i) => {
      const words = gaps.map((gap) => hands.unitAndWords(gap)?.words || fold(gap));
      const isHeaded = words[0] || (i > 0 && !lines[i - 1].boxes.length && lines[i - 1].gaps.some((gap) => fold(gap)));
      const isRight = boxes.length > 1 && boxes.every((e) => e && !isOption(e) && !ownWords(e))
        && words.slice(1).every((one, k) => one && !hands.isUnit(one) && !HINT.test(gaps[k + 1].trim()));
      if (!isHeaded && isRight) boxes.forEach((e, k) => out.set(e, { boxes, words: words[k + 1], left: k > 0 ? words[k] : "" }));
    });
    return out;
  });
  hands.lineToTheRight = (e) => (e.parentNode ? toTheRight(e.parentNode).get(e) || null : null);

  // ---- check boxes and radios in a row of cells: boxes in cells of their own, their words in the cells between
  // The cell of the same row in which the label of an option stands, if it is another than its own.
  const labelCell = (e) => {
    const cell = e.closest("td,th");
    const said = [...(e.labels || [])].map((one) => one.closest("td,th")).find((one) => one && fold(text(one)));
    return said && said !== cell && said.parentElement === cell.parentElement ? said : null;
  };
  const soleOption = (cell) => {
    const [found, ...others] = all([cell], hands.CONTROL);
    const isSole = found && !others.length && isOption(found) && fold(text(cell)) === "";
    return isSole && (bare(found) || labelCell(found)) ? found : null;
  };
  const seatsOfRow = (list) => list.flatMap((one, i) => {
    if (!one.option) return [];
    const [left, right] = [list[i - 1], list[i + 1]].map((near) => (near && near.words ? near : null));
    const then = list[i + 2];
    return [{
      e: one.option, cell: one.cell, at: i, apart: 2, leftCell: left, rightCell: right, before: left ? left.words : "",
      after: right ? right.words : "", taken: Boolean(right && then && then.field),
    }];
  });
  const byHeads = (seats) => {
    const left = seats.map(({ leftCell }) => leftCell.th);
    const right = seats.map(({ rightCell }) => rightCell.th);
    if (!right.some(Boolean) && left.some(Boolean)) return "after";
    return left.every(Boolean) && !right.every(Boolean) ? "before" : "";
  };
  // Where a row says of one of its boxes which words are its label, the others stand like it.
  const byLabels = (seats) => {
    const sides = seats.map(({ e, leftCell, rightCell }) => {
      const own = labelCell(e);
      return own && own === rightCell?.cell ? "after" : own && own === leftCell?.cell ? "before" : "";
    }).filter(Boolean);
    return sides.length && same(sides) ? sides[0] : "";
  };
  const decideRow = (seats) => {
    if (byLabels(seats)) return byLabels(seats);
    const before = seats.every((seat) => seat.before);
    const after = seats.every((seat) => seat.after);
    if (before !== after) return before ? "before" : "after";
    if (!before) return disputed(seats) ? "unclear" : "none";
    if (seats.length === 1) return seats[0].taken ? "before" : "none";
    const radios = seats.every(({ e }) => e.type === "radio" && e.name === seats[0].e.name);
    return byHeads(seats) || (!radios && seats[seats.length - 1].taken ? "before" : "unclear");
  };
  // The word for the whole row: the nearest to the left that belongs to none of its boxes.
  const headOf = (list, seat, labels) => {
    for (let i = seat.at - 1; i >= 0 && !list[i].field; i -= 1) if (list[i].words && !labels.has(list[i])) return list[i].cell;
    return null;
  };
  const inRow = known((row) => {
    const out = new Map();
    const table = row.closest("table");
    const grid = table && hands.grid(table);
    const cells = grid ? [...new Set(grid.at[[...table.rows].indexOf(row)] || [])].filter(Boolean) : [];
    const list = cells.map((cell) => {
      const option = soleOption(cell);
      const field = !option && holds(cell);
      return { cell, option, field, words: field || option ? "" : fold(text(cell)), th: hands.isTh(cell) };
    }).filter((one) => one.field || one.option || one.words);
    if (list.every(({ cell, option }) => !option || hands.headedFromAbove(cell))) return out;
    const seats = seatsOfRow(list).filter(({ cell }) => cell.parentElement === row);
    if (!seats.length) return out;
    const side = decideRow(seats);
    if (side === "none") return out;
    const labels = new Set(seats.map((seat) => (side === "before" ? seat.leftCell : seat.rightCell)).filter(Boolean));
    const boxes = seats.map(({ e }) => e);
    for (const seat of seats) {
      out.set(seat.e, { side, before: seat.before, after: seat.after, boxes, head: seats[0].before, headCell: headOf(list, seat, labels), row });
    }
    return out;
  });

  // How the words of a bare box stand; null for one that has words of its own, or none.
  hands.sideOf = (e) => {
    if (!bare(e) || !e.parentNode) return null;
    const found = inParent(e.parentNode).get(e);
    if (found && found.side !== "none") return found;
    const cell = e.closest("td,th");
    return (cell && cell.parentElement && inRow(cell.parentElement).get(e)) || null;
  };
  // For the cell of a box whose words stand in the cells beside it: {head, row}, else null.
  hands.rowOfBoxes = (cell) => {
    const e = cell.querySelector(OPTION);
    const found = e && cell.parentElement ? inRow(cell.parentElement).get(e) : null;
    return found ? { head: found.headCell, row: found.row } : null;
  };

  // ---- radios of one name are one field
  const families = known((root) => {
    const out = new Map();
    for (const e of root.querySelectorAll("input[type=radio]")) {
      if (!e.name) continue;
      if (!out.has(e.name)) out.set(e.name, []);
      out.get(e.name).push(e);
    }
    return out;
  });
  hands.family = (e) => (e.type === "radio" && e.name
    ? (families(e.getRootNode()).get(e.name) || [e]).filter((one) => one.form === e.form) : [e]);

  // ---- the text of a radio or check box: its label, else what stands on the side where the row has it
  const alone = (e, side) => {
    const peers = hands.family(e).map(hands.sideOf);
    if (peers.every((one) => one && one.after)) return side.after;
    if (peers.every((one) => one && one.before)) return side.before;
    return side.after || side.before;
  };
  hands.optionText = (e) => {
    const side = hands.sideOf(e);
    if (!side) return ownWords(e);
    if (side.side === "single") return alone(e, side);
    if (side.side === "before" || side.side === "shared") return side.before;
    return side.after || (side.side === "unclear" ? side.before : "");
  };
  // Every text that may mean this box.
  hands.optionNames = (e) => {
    const side = hands.sideOf(e);
    return side && /^(shared|unclear)$/.test(side.side) ? [side.before, side.after].filter(Boolean) : [hands.optionText(e)];
  };

  // ---- boxes whose texts can be read in two ways, and nothing in the item tells in which
  const meansAll = (item, side, words) => {
    const wanted = hands.several ? hands.several(item.value || "") : [];
    const after = side.boxes.map((e) => hands.sideOf(e).after);
    const radios = side.boxes.every((e) => e.type === "radio" && e.name && e.name === side.boxes[0].name);
    // Called by the text before the first box, with choices among the rest: so that text is the heading.
    return words === side.head && (radios || (wanted.length > 0 && wanted.every((one) => after.includes(fold(one)))));
  };
  const byCode = (item, side, words) => {
    const texts = side.boxes.flatMap(hands.optionNames);
    const coded = side.boxes.filter((e) => e.value !== "on" && e.value === item.value);
    return coded.length === 1 && !texts.includes(words) && !texts.includes(fold(item.value));
  };
  // The boxes among which it cannot be told; [] if it can.
  hands.unclear = (els, item) => {
    const e = els.find((one) => hands.sideOf(one)?.side === "unclear");
    if (!e) return [];
    const side = hands.sideOf(e);
    const words = fold(item.words);
    const isDisputed = side.boxes.flatMap(hands.optionNames).some((one) => one === words || item.how === "regex");
    if (els.length === 1 && !isDisputed) return [];
    return meansAll(item, side, words) || byCode(item, side, words) ? [] : side.boxes;
  };
})();

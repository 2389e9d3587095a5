// spans: a part of a form that is a heading of several rows of its table: a cell beside them (rowspan), or a row of its
// own over them. A heading of one row is no part: it is the name of what stands in it.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.spanned) return;
  const { fold, text } = hands;
  const PRESSED = "a[href],button,[role=button],[role=link]";
  const REMARK = /^[※＊*・（(]|^注|。$/u;

  const isHeading = (cell) => Boolean(cell) && !hands.holdsControl(cell) && fold(text(cell)) !== ""
    && ![...cell.querySelectorAll(PRESSED)].some((one) => fold(text(one)) === fold(text(cell)));
  // The one cell of row k that has the row to itself, but for what stands beside several rows.
  const acrossOf = (grid, k) => {
    const own = [...new Set(grid.at[k])].filter((cell) => cell && cell.rowSpan === 1);
    return own.length === 1 && own[0].colSpan > 1 && isHeading(own[0]) ? own[0] : null;
  };
  // A remark among the rows ends no part, nor does a plain cell under headings that are th.
  const ends = (cell, head) => Boolean(cell) && (hands.isTh(cell) || (!hands.isTh(head) && !REMARK.test(text(cell).trim())));
  const rowsUnder = (table, grid, head) => {
    const [top] = grid.of.get(head);
    const around = grid.at[top].filter((cell) => cell !== head);
    const out = [];
    for (let k = top + 1; table.rows[k] && !ends(acrossOf(grid, k), head); k += 1) {
      if (!around.every((cell) => grid.at[k].includes(cell))) break;
      out.push(table.rows[k]);
    }
    return out;
  };
  // Of a row with a second such heading further on (所有者 | 氏名 | [ ] | 管理者 | 氏名 | [ ]) only the cells up to it.
  const cellsBeside = (table, grid, head) => {
    const [top, left] = grid.of.get(head);
    const lines = [...table.rows].slice(top, top + head.rowSpan).map((_, i) => grid.at[top + i]);
    const isWhole = (cell) => lines.every((line) => line.includes(cell));
    const cells = new Set();
    const width = Math.max(...lines.map((line) => line.length));
    for (let c = left + head.colSpan, isInside = false; c < width; c += 1) {
      const cell = lines[0][c];
      if (isInside && isHeading(cell) && isWhole(cell)) break;
      isInside = isInside || !isWhole(cell);
      for (const line of lines) if (line[c]) cells.add(line[c]);
    }
    const beside = [...cells];
    if (lines.length < 2 || beside.every(hands.isTh)) return [];
    const others = lines.flat().filter((cell) => cell && cell !== head && !cells.has(cell));
    return others.every((cell) => isHeading(cell) && isWhole(cell)) ? lines.map((_, i) => table.rows[top + i]) : beside;
  };
  // The rows, or cells, under the heading that this cell is; [] where it is none of several rows.
  hands.spanned = (cell) => {
    const table = cell.closest("table");
    const grid = table && hands.grid(table);
    const place = grid && grid.of.get(cell);
    if (!place || !isHeading(cell)) return [];
    if (acrossOf(grid, place[0]) === cell) return rowsUnder(table, grid, cell);
    return cell.rowSpan > 1 && !cell.closest("thead") ? cellsBeside(table, grid, cell) : [];
  };
})();

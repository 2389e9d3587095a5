// Tables as a whole: the words of their headings, and the rows that can be seen.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.listing) return;
  const { text, tidy, spoken, visible } = hands;
  const heading = (cell) => cell.tagName === "TH" || cell.getAttribute("role") === "columnheader";
  const words = (cell) => spoken(cell.innerText !== undefined ? cell.innerText : text(cell));
  // The last row of nothing but headings before the first row that has other cells; else the first row.
  const headOf = (rows) => {
    const first = rows.findIndex((row) => row.some((cell) => !heading(cell)));
    return first > 0 ? first - 1 : 0;
  };
  const gridOf = (table) => {
    if (table.rows) {
      const grid = hands.grid(table);
      const isListed = (row) => visible(row) && !row.closest("tfoot"); // a foot adds the rows up: it is none of them
      return grid.at.map((row, k) => (isListed(table.rows[k]) ? [...row] : [])).filter((row) => row.length);
    }
    const rows = [...table.querySelectorAll("[role=row]")].filter(visible);
    return rows.map((row) => [...row.querySelectorAll("[role=cell],[role=gridcell],[role=columnheader],[role=rowheader]")]);
  };
  // {headings, rows: texts} of the one table that the scopes leave, or {wrong} as for reading.
  hands.listing = ({ scopes }) => {
    const narrowed = hands.narrow(scopes);
    if (!narrowed.roots) return { wrong: narrowed };
    const rows = gridOf(narrowed.roots[0]);
    if (!rows.length) return { headings: [], rows: [] };
    const head = headOf(rows);
    const said = rows.slice(head + 1).filter((row) => row.some((cell) => cell && !heading(cell)));
    return {
      headings: rows[head].map((cell) => (cell ? tidy(words(cell)) : "")),
      rows: said.map((row) => row.map((cell) => (cell ? words(cell) : ""))),
    };
  };
})();

// finding: words → elements. One core for filling, reading, clicking and looking. Exactly one, or told why not.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.find) return;
  const { fold, text, all, visible, up, CONTROL, isOption } = hands;

  // ---- roles
  const IMPLICIT = {
    button: 'button,input[type=submit],input[type=button],input[type=reset],input[type=image],summary',
    link: 'a[href],area[href]', heading: 'h1,h2,h3,h4,h5,h6',
    textbox: 'input:not([type]),input[type=text],input[type=search],input[type=tel],input[type=url],'
      + 'input[type=email],input[type=password],input[type=number],input[type=date],input[type=month],'
      + 'input[type=time],input[type=week],input[type=datetime-local],textarea,[contenteditable=""],[contenteditable=true]',
    combobox: 'select', checkbox: 'input[type=checkbox],[role=switch]', radio: 'input[type=radio]',
    row: 'tr', cell: 'td,th,[role=gridcell]', table: 'table,[role=grid]', dialog: 'dialog', img: 'img',
    tab: '', menuitem: '[role=menuitemcheckbox],[role=menuitemradio]', listbox: 'select[multiple]',
  };
  const ofRole = (role) => [`[role=${role}]`, IMPLICIT[role]].filter(Boolean).join(",");
  const PRESSED = new Set(["button", "link", "tab", "menuitem"]);
  const CLICKED = [...PRESSED].map(ofRole).join(",") + ",[role=option],[role=treeitem]";
  const FIELDS = new Set(["textbox", "combobox", "checkbox", "radio"]);
  const WORD = { button: "ボタン", link: "リンク", textbox: "入力欄", combobox: "選択欄", checkbox: "チェック",
    radio: "ラジオ", tab: "タブ", menuitem: "メニュー", row: "行", cell: "セル", table: "表",
    heading: "見出し", dialog: "ダイアログ", img: "画像" };
  hands.roleOf = (e) => (isOption(e) ? ["checkbox", "radio"] : Object.keys(IMPLICIT)).find((role) => e.matches(ofRole(role))) || "";

  const byId = (e, ids) => ids.split(/\s+/).map((id) => id && e.getRootNode().getElementById(id)).filter(Boolean);
  const aria = (e) => {
    const refs = e.getAttribute("aria-labelledby");
    const spoken = refs ? byId(e, refs).map(text).join(" ") : e.getAttribute("aria-label");
    return fold(spoken || "");
  };
  // The name of a thing that is pressed or looked at, not filled in.
  hands.nameOf = (e) => {
    if (aria(e)) return aria(e);
    if (e.tagName === "INPUT") return fold(/^(submit|button|reset)$/.test(e.type) ? e.value || (e.type === "submit" ? "送信" : "") : e.alt || e.title || "");
    if (e.tagName === "IMG" || e.tagName === "AREA") return fold(e.alt || e.title || "");
    const inner = e.tagName === "TABLE" ? fold(text(e.caption || document.createTextNode(""))) : fold(buttonText(e));
    return inner || fold(e.title || "");
  };
  const buttonText = (e) => {
    if (e.tagName !== "BUTTON") return text(e);
    return [...e.childNodes].map(text).join("");
  };

  // ---- the visible thing for a control: itself, its label, or the widget that stands for it
  const LISTY = '[role=combobox],[role=listbox],[aria-haspopup]:not([aria-haspopup=false]),.select2-selection,.chosen-single,.chosen-choices,.ts-control,.choices__inner';
  hands.standIn = (e) => {
    if (visible(e)) return e;
    if (e.type === "file") return e;
    if (isOption(e)) {
      if (e.getAttribute("aria-hidden") === "true") {
        const near = up(e)?.querySelector("[role=checkbox],[role=switch],[role=radio]");
        return near && visible(near) ? near : null;
      }
      return [...(e.labels || [])].some(visible) || (up(e) && visible(up(e)) && up(e).tagName === "LABEL") ? e : null;
    }
    for (let box = up(e), i = 0; box && i < 2; box = up(box), i += 1) {
      const found = all([box], LISTY).filter((one) => one !== e && visible(one));
      if (found.length >= 1) return found[0];
    }
    return null;
  };

  // ---- fields by their words
  const grouped = (e) => {
    const box = e.closest("fieldset,[role=group],[role=radiogroup]");
    if (!box) return null;
    const legend = box.querySelector(":scope > legend");
    const words = aria(box) || (legend ? fold(text(legend)) : "");
    return words && (isOption(e) || box.getAttribute("role")) ? { words, key: box } : null;
  };
  // Labels that are `for` a box around choices, or around one field: {words, box}. The browser joins them to nothing.
  const labelledBoxes = (roots) => all(roots, "label[for]").filter((one) => !one.control).flatMap((one) => {
    const box = one.getRootNode().getElementById(one.htmlFor);
    const inner = box ? all([box], CONTROL) : [];
    return inner.length === 1 || (inner.length > 1 && inner.every(isOption)) ? [{ words: fold(text(one)), box }] : [];
  });
  // A widget and its own inner parts are one control: the real input in it, else the outermost.
  const NATIVE = "input:not([type=hidden]),select,textarea";
  const inOther = (e) => (e.matches(NATIVE) ? false
    : Boolean(up(e)?.closest(CONTROL)) || [...e.querySelectorAll(NATIVE)].some(visible));
  // index: words → Map(key → {els, via}); weak: the same by placeholder and title; beside: text boxes by the
  // choice in whose words they stand, for 入力欄「その他」
  hands.index = (roots) => {
    hands.freshRound();
    const strong = new Map();
    const weak = new Map();
    const beside = new Map();
    const put = (into, words, key, e, via) => {
      if (!words) return;
      if (!into.has(words)) into.set(words, new Map());
      const keys = into.get(words);
      if (!keys.has(key)) keys.set(key, { els: new Set(), via });
      keys.get(key).els.add(e);
    };
    const controls = all(roots, CONTROL);
    const owners = hands.choicesOf(controls);
    const boxed = labelledBoxes(roots);
    for (const control of controls) {
      const e = inOther(control) ? null : hands.standIn(control);
      if (!e) continue;
      for (const one of control.labels || []) {
        const words = fold(text(one));
        put(strong, words, control, e, "label");
        if (one.control === control && one.htmlFor && !words) put(weak, fold(one.title || ""), control, e, "title");
      }
      put(strong, aria(control), control, e, "aria");
      if (owners.has(control)) put(beside, hands.optionText(owners.get(control)), control, e, "beside");
      if (isOption(control)) for (const words of hands.optionNames(control)) put(strong, words, control, e, "option");
      const group = grouped(control);
      if (group) put(strong, group.words, group.key, e, "group");
      for (const { words, box } of boxed) if (hands.within(box, control)) put(strong, words, box, e, "group");
      for (const { words, key, via } of hands.namesByPlace(control)) put(strong, words, key, e, via);
      put(weak, fold(control.placeholder || control.getAttribute("data-placeholder") || ""), control, e, "placeholder");
      put(weak, fold(control.title || ""), control, e, "title");
    }
    return { strong, weak, beside };
  };
  const same = (a, b) => a.length === b.length && a.every((e) => b.includes(e));
  const covers = (a, b) => b.every((e) => a.includes(e));
  // Each different set of elements once; of sets in each other the larger if it has a shape, else the smaller.
  const reduce = (sets) => {
    const shaped = sets.flatMap((els) => hands.choiceAndBox(els) || [hands.shape(els)]);
    const out = [];
    for (const set of shaped) {
      const at = out.findIndex((one) => same(one, set) || covers(one, set) || covers(set, one));
      if (at < 0) { out.push(set); continue; }
      const [large, small] = out[at].length >= set.length ? [out[at], set] : [set, out[at]];
      out[at] = hands.isShape(large) ? large : small;
    }
    return out;
  };
  // The controls of one cell that answer to its heading.
  hands.shape = (els) => {
    if (els.length < 2) return els;
    const radios = els.filter((e) => e.type === "radio" || e.getAttribute("role") === "radio");
    const checks = els.filter((e) => e.type === "checkbox" || /^(checkbox|switch)$/.test(e.getAttribute("role") || ""));
    const texts = els.filter((e) => !radios.includes(e) && !checks.includes(e));
    if (radios.length > 1) return texts.length && radios.every(hands.isEraChoice) ? [...radios, ...texts] : radios;
    const list = hands.listBeforeOther(els);
    if (list) return [list];
    const areInTicks = checks.length > 1 && texts.every((e) => hands.choiceOf(e, els));
    if (!texts.length || areInTicks) return checks.length ? checks : radios;
    // Boxes to tick, then a box for "その他（　）": the heading asks for the ticks. A text with a tick beside
    // or behind it ("同上") is the text. A text between ticks may be either: it stays with them, and is told.
    const at = els.indexOf(texts[0]);
    const [first, second] = checks.map((e) => els.indexOf(e));
    if (checks.length > 1 && second < at) return checks;
    return checks.length > 1 && first < at ? els : texts;
  };
  hands.isShape = (els) => els.length > 1 && (els.every(isOption) || els.length <= 8);

  const regexOf = (words) => { try { return new RegExp(words, "u"); } catch { return /$^/; } };
  const matches = (item) => {
    if (item.how === "regex") { const r = regexOf(item.words); return (words) => r.test(words); }
    const wanted = fold(item.words);
    return (words) => words === wanted;
  };
  const direct = (roots, item) => {
    if (item.how === "css") return all(roots, item.words);
    if (item.how === "id") return all(roots, `#${CSS.escape(item.words)}`);
    const out = [];
    for (const root of roots) {
      const found = document.evaluate(item.words, root, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
      for (let i = 0; i < found.snapshotLength; i += 1) out.push(found.snapshotItem(i));
    }
    return out;
  };
  const byPeers = (els) => {
    const first = els[0];
    const one = els.length > 1 && first.type === "radio" && els.every((e) => e.type === "radio" && e.name === first.name);
    return one ? [els] : els.map((e) => [e]);
  };

  // Boxes whose words can be read in two ways are told one by one, as what stands there several times.
  hands.fields = (roots, item, index) => {
    const sets = fieldSets(roots, item, index);
    const isDirect = /^(css|xpath|id)$/.test(item.how);
    const disputed = sets.flatMap((els) => (isDirect && els.length === 1 ? [] : hands.unclear(els, item)));
    if (!disputed.length) return sets;
    const boxes = [...new Set(disputed)];
    return [...boxes.map((e) => [e]), ...sets.filter((els) => !els.some((e) => boxes.includes(e)))];
  };
  const fieldSets = (roots, item, index) => {
    if (/^(css|xpath|id)$/.test(item.how)) return byPeers(direct(roots, item).map(hands.standIn).filter(Boolean));
    const fits = matches(item);
    const role = item.kind && FIELDS.has(item.kind) ? ofRole(item.kind) : "";
    const collect = (...maps) => {
      const sets = [];
      for (const names of maps) for (const words of item.how === "regex" ? [...names.keys()].filter(fits) : [fold(item.words)]) for (const { els } of (names.get(words) || new Map()).values()) {
        const right = role ? [...els].filter((e) => e.matches(role)) : [...els];
        if (right.length) sets.push(right);
      }
      return reduce(sets);
    };
    const strong = item.kind === "textbox" ? collect(index.strong, index.beside) : collect(index.strong);
    const found = strong.length ? strong : collect(index.weak);
    return found.length || !isRow(roots) ? found : boxesInColumn(roots, fits, item.kind, role);
  };
  // The field of an item: by its words, else by a label that says them and a hint (labels.js). {sets, names}
  hands.fieldsOrHinted = (roots, item, index) => {
    const sets = hands.fields(roots, item, index);
    if (!sets.length) return hands.hinted(index, item, reduce);
    return { sets, names: sets.map(() => item.words) };
  };
  // ---- in a row that is named: what stands in the column of these words
  const isRow = (roots) => roots.length === 1 && Boolean(roots[0].matches && roots[0].matches("tr,[role=row]"));
  const headed = (row, fits) => [...(row.cells || [])].filter((cell) => { const words = hands.columnHead(cell); return words && fits(words); });
  // A box of its own, or a cell that is edited where it stands; of these elsewhere a list of results would be taken for
  // the form that is still to come.
  const boxesInColumn = (roots, fits, kind, role) => {
    const boxes = headed(roots[0], fits).map((cell) => all([cell], CONTROL).map(hands.standIn).filter((e) => e && (!role || e.matches(role))));
    const edited = kind ? [] : all(roots, "[role=gridcell]").filter((e) => visible(e) && e.getAttribute("aria-readonly") !== "true"
      && hands.headersOf(e).some((words) => fits(fold(words))));
    const found = boxes.filter((els) => els.length);
    return found.length ? reduce(found) : edited.map((e) => [e]);
  };
  const columnsOf = (roots) => (isRow(roots) ? [...(roots[0].cells || [])].map(hands.columnHead).filter(Boolean) : []);
  // What is pressed there, of whatever words: ○ in a table of rooms and hours. A link of those words may come yet.
  const pressedInColumn = (roots, fits, selector) => {
    if (!isRow(roots) || !hands.isStill()) return [];
    const cells = headed(roots[0], fits);
    const pressed = all(cells, selector).filter(visible);
    return innermost(pressed.length ? pressed : all(cells, CONTROL).filter(isOption).map(hands.standIn).filter(Boolean));
  };

  // ---- things to press or to look at
  hands.things = (roots, item) => {
    if (/^(css|xpath|id)$/.test(item.how)) return direct(roots, item).filter(visible);
    const fits = matches(item);
    if (item.kind) {
      const named = FIELDS.has(item.kind)
        ? hands.fields(roots, item, hands.index(roots)).flat()
        : all(roots, ofRole(item.kind)).filter((e) => visible(e) && fits(item.kind === "cell" ? fold(text(e)) : hands.nameOf(e)));
      return named.length || !PRESSED.has(item.kind) ? innermost(named) : pressedInColumn(roots, fits, ofRole(item.kind));
    }
    const pressed = all(roots, CLICKED).filter((e) => visible(e) && fits(hands.nameOf(e)));
    if (pressed.length) return innermost(pressed);
    // Words in a cell of their own are pressed themselves: in a list a row is chosen so.
    const boxes = all(roots, CONTROL).filter((e) => isOption(e) && !hands.sideOf(e)?.row && hands.standIn(e) && hands.optionNames(e).some(fits));
    const disputed = new Set(boxes.flatMap((e) => hands.unclear([e], item)));
    if (disputed.size) return [...disputed];
    if (boxes.length) return boxes.map(hands.standIn);
    const said = innermost(saying(roots, fits));
    return said.length ? said : pressedInColumn(roots, fits, CLICKED);
  };
  const innermost = (els) => els.filter((e) => !els.some((other) => other !== e && hands.within(e, other)));
  const saying = (roots, fits) => {
    const found = [];
    const say = (e) => {
      if (/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|OPTION)$/.test(e.tagName)) return;
      if (e.childElementCount <= 12 && fits(fold(text(e))) && visible(e)) found.push(e);
    };
    for (const e of all(roots, "*")) say(e);
    return found;
  };

  // ---- parts of the screen
  const rank = (e) => { const m = /^H([1-6])$/.exec(e.tagName); return m ? +m[1] : +(e.getAttribute("aria-level") || 9); };
  const partOf = (head) => {
    if (head.tagName === "LEGEND" || head.tagName === "CAPTION" || head.tagName === "SUMMARY") return [head.parentElement];
    const labelled = head.id && all([document], `[aria-labelledby~="${CSS.escape(head.id)}"]`)[0];
    if (labelled) return [labelled];
    const dialog = head.closest("dialog,[role=dialog]");
    if (dialog && dialog.querySelector(HEADS) === head) return [dialog];
    let at = head;
    for (let box = up(head), i = 0; box && i < 3; box = up(box), i += 1) {
      const heads = [...box.querySelectorAll(HEADS)];
      if (heads[0] === head && heads.slice(1).every((one) => rank(one) > rank(head)) && box.childElementCount > 1 && !/^(BODY|FORM|MAIN)$/.test(box.tagName)) return [box];
      if (at.nextElementSibling) break;
      at = box;
    }
    const out = [];
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      const inner = next.matches(HEADS) ? next : next.querySelector(HEADS);
      if (inner && rank(inner) <= rank(head)) break;
      out.push(next);
    }
    return out;
  };
  // What a cell of these words spans as a heading (spans.js), or null.
  const spannedBy = (cell, wanted) => {
    const found = cell && fold(text(cell)) === wanted ? hands.spanned(cell) : [];
    return found.length ? found : null;
  };
  const HEADS = "h1,h2,h3,h4,h5,h6,[role=heading],legend,caption,summary";
  const cellsOf = (row) => row.cells ? [...row.cells] : [...row.querySelectorAll("[role=cell],[role=gridcell],[role=rowheader]")];
  const cellWords = (cell) => {
    const own = fold(text(cell));
    if (own) return own;
    const box = cell.querySelector("input:not([type=hidden]),select");
    return box ? fold(box.tagName === "SELECT" ? box.selectedOptions[0]?.label || "" : box.value) : "";
  };
  const rows = (roots) => all(roots, "tr,[role=row]").filter(visible);
  hands.scope = (roots, scope) => {
    const wanted = fold(scope.part || scope.row || scope.table || "");
    if (scope.last_row) {
      // A foot adds the rows up: it is none of them.
      const bodies = rows(roots).filter((row) => !row.closest("tfoot") && cellsOf(row).some((cell) => cell.tagName !== "TH"));
      const tables = new Set(bodies.map((row) => row.closest("table,[role=grid],[role=table]")));
      return tables.size === 1 ? [[bodies[bodies.length - 1]]] : [...tables].map((table) => [table]);
    }
    if (scope.row) {
      const fits = (cell) => cellWords(cell) === wanted && (!scope.row_header || columnWords(cell).includes(fold(scope.row_header)));
      const found = rows(roots).filter((row) => cellsOf(row).some(fits));
      // A box that stands by its heading is what was searched for, not what was found.
      const listed = found.filter((row) => cellsOf(row).some((cell) => fits(cell) && (text(cell).trim() || cell.previousElementSibling?.tagName !== "TH")));
      return (listed.length ? listed : found).map((row) => [row]);
    }
    if (scope.table) {
      const tables = all(roots, ofRole("table")).filter(visible).filter((table) => hands.nameOf(table) === wanted);
      if (tables.length) return tables.map((table) => [table]);
      const heads = all(roots, HEADS).filter((e) => visible(e) && fold(text(e)) === wanted);
      return heads.flatMap((head) => all(partOf(head), ofRole("table")).filter(visible).slice(0, 1)).map((table) => [table]);
    }
    const spoken = all(roots, "[role=region],[role=group],[role=dialog],section,fieldset,dialog,form,nav").filter((e) => visible(e) && aria(e) === wanted);
    if (spoken.length) return innermost(spoken).map((e) => [e]);
    const heads = all(roots, HEADS).filter((e) => visible(e) && fold(text(e)) === wanted);
    if (heads.length) return heads.map((head) => spannedBy(head.closest("td,th"), wanted) || partOf(head));
    const spans = all(roots, "td,th").filter(visible).map((cell) => spannedBy(cell, wanted)).filter(Boolean);
    if (spans.length) return spans;
    return all(roots, "[class*=title],[class*=heading],[class*=header],th[colspan],strong,b").filter((e) => visible(e) && fold(text(e)) === wanted).map(partOf);
  };
  const columnWords = (cell) => {
    const table = cell.closest("table");
    if (!table) return [];
    const grid = hands.grid(table);
    const [r, c] = grid.of.get(cell) || [0, 0];
    const out = hands.headersOf(cell);
    for (let k = r - 1; k >= 0; k -= 1) if (grid.at[k] && grid.at[k][c]) { const one = grid.at[k][c]; if (one.tagName === "TH" || k === 0) out.push(fold(text(one))); }
    return out;
  };
  // Of a row that is not there: the cells that hold its words among others, with
  // their headings. A number in a longer one is another number.
  const nearRows = (roots, { row }) => {
    const wanted = fold(row || "");
    if (!/\p{L}/u.test(wanted)) return [];
    const near = rows(roots).flatMap(cellsOf).filter((cell) => !hands.holdsControl(cell) && fold(text(cell)).includes(wanted));
    return near.map((cell) => ({ words: hands.tidy(text(cell)), head: hands.columnHead(cell) })).filter(({ words }) => words.length <= 30).slice(0, 20);
  };
  // Narrow step by step: {roots} or {wrong: index, count, near}
  hands.narrow = (scopes) => {
    let roots = [document];
    for (let i = 0; i < scopes.length; i += 1) {
      const found = hands.scope(roots, scopes[i]);
      if (found.length !== 1) return { wrong: i, count: found.length, near: found.length ? [] : nearRows(roots, scopes[i]) };
      [roots] = found;
    }
    return { roots };
  };

  // ---- telling about what was found: never a value
  // Whether another may be found too, here or in another frame: then each is described.
  hands.mayBeOneOf = (sets) => sets.length > 1 || (sets.length === 1 && top.length > 0);
  hands.describe = (e, words) => {
    const role = hands.roleOf(e);
    const head = e.closest("fieldset,section,table,form,dialog");
    const title = head && head.querySelector("legend,caption,h1,h2,h3,h4");
    const row = e.closest("tr");
    const where = title ? hands.tidy(text(title)).slice(0, 30) : "";
    const line = row && row.rowIndex >= 0 ? `${row.rowIndex + 1}行目` : "";
    const frame = window !== top && window.name ? `フレーム ${window.name}` : "";
    const extra = [frame, where, line].filter(Boolean).join(" ");
    const side = isOption(e) ? hands.sideOf(e) : null;
    const said = side && side.side === "unclear" ? hands.optionNames(e).map((one) => `「${one}」`).join("か") : `「${words}」`;
    return `${WORD[role] || ""}${said}${extra ? `（${extra}）` : ""}`;
  };
  hands.clickNames = (roots) => new Set(all(roots, CLICKED).filter(visible).map(hands.nameOf));

  // kind "field": for fill; "thing": to press or look at. Answers without side effects.
  // With `spot` ("look" or "press") it is told as well where the one thing can be hit (pressing.js), which
  // may scroll to it.
  hands.find = ({ items, kind, scopes, spot }) => {
    const narrowed = hands.narrow(scopes);
    if (!narrowed.roots) return { wrong: narrowed };
    const { roots } = narrowed;
    const index = kind === "field" ? hands.index(roots) : null;
    return { found: items.map((item) => {
      const things = () => hands.things(roots, item).map((e) => [e]);
      const { sets, names } = index ? hands.fieldsOrHinted(roots, item, index) : { sets: things(), names: null };
      const near = sets.length ? [] : hands.near([...(index ? [...index.strong.keys(), ...index.weak.keys()] : hands.clickNames(roots)), ...columnsOf(roots)], item.words);
      return {
        count: sets.length,
        keys: sets.length === 1 ? sets[0].map(hands.keep) : [],
        spot: spot && sets.length === 1 ? hands.spotOf(sets[0][0], spot === "press") : null,
        told: hands.mayBeOneOf(sets) ? sets.map((els, i) => hands.describe(els[0], names ? names[i] : item.words)) : [],
        near,
        status: hands.statusOfDocument(),
        row: index && !sets.length ? hands.rowHeads(roots, fold(item.words)) : [],
      };
    }) };
  };
})();

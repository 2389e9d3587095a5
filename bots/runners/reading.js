// reading: what the screen shows for a word; whether texts are visible.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.shown) return;
  const { fold, text, tidy, spoken, all, visible, up } = hands;

  const SEEN = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const lines = () => {
    const out = [];
    for (const tree of hands.trees([document])) {
      const bodies = tree === document ? [document.body] : [...tree.children].filter((e) => e.innerText !== undefined);
      for (const body of bodies) if (body) out.push(...(body.innerText || "").split(/[\n\t]+/));
      for (const e of tree.querySelectorAll("input[type=submit],input[type=button]")) if (visible(e)) out.push(e.value);
    }
    return out;
  };
  // innerText leaves transparent and clipped things in: look at the element that says it.
  const reallySeen = (wanted) => {
    for (const tree of hands.trees([document])) {
      const walker = document.createTreeWalker(tree === document ? document.body : tree, NodeFilter.SHOW_ELEMENT);
      for (let e = walker.nextNode(); e; e = walker.nextNode()) {
        if (/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(e.tagName)) continue;
        if (e.tagName === "INPUT") { if (/^(submit|button)$/.test(e.type) && fold(e.value).includes(wanted) && visible(e)) return true; continue; }
        if (!fold(e.textContent || "").includes(wanted)) continue;
        if ([...e.children].some((child) => fold(child.textContent || "").includes(wanted))) continue;
        if (e.checkVisibility(SEEN) && e.getClientRects().length) {
          const box = e.getBoundingClientRect();
          if (box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0) return true;
        }
      }
      const direct = tree === document ? document.body : null;
      if (direct && [...direct.childNodes].some((n) => n.nodeType === 3 && fold(n.data).includes(wanted))) return true;
    }
    return false;
  };
  hands.shown = ({ texts }) => {
    if (!document.body) return [];
    const said = lines().map(fold).filter(Boolean);
    return texts.filter((one) => {
      const wanted = fold(one);
      return wanted && said.some((line) => line.includes(wanted)) && reallySeen(wanted);
    });
  };

  // ---- the line, list item or row of a table in which a text is seen
  const ITEM = "tr,li,dd,[role=row],[role=listitem],option";
  const UNSEEN = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD|TITLE)$/;
  const itemsOf = (wanted) => {
    const out = new Set();
    const say = (words) => out.add(fold(words.replace(/[\t\n]+/g, " ")).slice(0, 400));
    // Only into what says it: a page is large, and what was asked for stands in one corner of it.
    const visit = (e) => {
      if (UNSEEN.test(e.tagName) || !fold(e.textContent || "").includes(wanted)) return false;
      if ([...e.children].filter(visit).length) return true;
      if (!visible(e)) return true;
      const item = e.closest(ITEM);
      if (item) say(item.innerText || "");
      else for (const line of (e.innerText || e.textContent).split("\n")) if (fold(line).includes(wanted)) say(line);
      return true;
    };
    for (const tree of hands.trees([document])) {
      for (const child of tree === document ? [document.body] : tree.children) if (child) visit(child);
      for (const e of tree.querySelectorAll("input[type=submit],input[type=button]")) if (fold(e.value).includes(wanted) && visible(e)) say(e.value);
    }
    return [...out];
  };
  hands.sayings = ({ text: one }) => itemsOf(fold(one));

  // ---- after a sign-in: whether a field that hides what is typed stands there, and how the document came
  const hides = (e) => e.type === "password" || !["none", "", undefined].includes(getComputedStyle(e).webkitTextSecurity);
  hands.signIn = () => ({
    secret: all([document], "input").some((e) => hides(e) && visible(e)),
    status: hands.statusOfDocument(),
    frameset: document.body?.tagName === "FRAMESET",
  });

  // ---- what stands beside a word: the cell after a heading, the dd after a dt, the text after "label："
  const value = (node) => {
    const controls = [...node.querySelectorAll(hands.CONTROL)].filter((e) => hands.standIn(e));
    if (!controls.length) return spoken(node.innerText !== undefined ? node.innerText : text(node));
    const els = hands.shape(controls);
    return els.map(hands.held).filter(Boolean).join("-");
  };
  const cells = (roots, wanted, put) => {
    for (const cell of all(roots, "td,[role=cell],[role=gridcell]")) {
      if (!visible(cell) || cell.querySelector("table") || hands.holdsControl(cell)) continue;
      const cut = cell.closest("tr");
      const first = cut && cut.cells && [...cut.cells].filter((one) => one.tagName === "TD");
      if (hands.headersOf(cell).some(wanted)) put(cell);
      else if (first && first.length === cut.cells.length && first.length % 2 === 0) {
        const at = first.indexOf(cell);
        if (at % 2 === 1 && wanted(fold(text(first[at - 1])))) put(cell);
      }
    }
  };
  const inline = (roots, wanted, put) => {
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let n = walker.nextNode(); n; n = walker.nextNode()) {
        const m = /^\s*([^：:]{1,40})[：:]\s*(\S[\s\S]*)?$/u.exec(n.data);
        const box = n.parentElement;
        if (!m || !box || !wanted(fold(m[1])) || !visible(box) || box.closest("label,th,dt,script,style")) continue;
        if (m[2] && m[2].trim()) { put(box, spoken(m[2])); continue; }
        const next = n.nextElementSibling || n.nextSibling;
        if (next && next.nodeType === 1 && !hands.holdsControl(next)) put(next);
      }
    }
  };
  const pairs = (roots, wanted, put) => {
    for (const e of all(roots, "div,span,p,label,strong,b")) {
      if (e.childElementCount || !wanted(fold(text(e))) || !visible(e) || e.htmlFor) continue;
      const next = e.nextElementSibling;
      if (next && !hands.holdsControl(next) && tidy(next.textContent) && visible(next) && next.parentElement.childElementCount === 2) put(next);
    }
  };
  // A place beside, or under, the word that is there but shows nothing.
  const blankPlace = (roots, item) => {
    const plain = fold(item.words);
    const wanted = (words) => fold(words.replace(/[：:]\s*$/u, "")) === plain;
    return !/^(css|xpath|id|regex)$/.test(item.how) && !item.kind && all(roots, "td,dd,div,span,p,b,strong").some((e) => {
      if (tidy(e.textContent) || hands.holdsControl(e)) return false;
      const before = e.previousElementSibling;
      return Boolean(before && visible(before) && wanted(text(before))) || (e.matches("td") && hands.headersOf(e).some(wanted));
    });
  };
  // Sets of elements that a word could mean for reading, with the text that each shows.
  hands.texts = (roots, item, index) => {
    if (/^(css|xpath|id)$/.test(item.how)) {
      return hands.things(roots, item).map((e) => ({ els: [e], text: hands.isControl(e) ? hands.held(e) : spoken(e.innerText) }));
    }
    const kept = hands.fields(roots, item, index).map((els) => ({ els, field: true }));
    if (kept.length) return kept;
    if (item.kind) return hands.things(roots, item).map((e) => ({ els: [e], text: spoken(e.innerText) }));
    const pattern = item.how === "regex" ? new RegExp(item.words, "u") : null;
    const plain = fold(item.words);
    const wanted = (words) => (pattern ? pattern.test(words) : words === plain);
    const out = new Map();
    const put = (e, said) => { if (![...out.keys()].some((one) => hands.within(one, e) || hands.within(e, one))) out.set(e, said ?? value(e)); };
    cells(roots, wanted, put);
    for (const dd of all(roots, "dd")) if (visible(dd) && !hands.holdsControl(dd) && wanted(hands.termOf(dd))) put(dd);
    if (!out.size) { inline(roots, wanted, put); pairs(roots, wanted, put); }
    const hinted = out.size ? [] : hands.fieldsOrHinted(roots, item, index).sets;
    if (hinted.length) return hinted.map((els) => ({ els, field: true }));
    if (!out.size && hands.isStill()) return hands.running(roots, wanted, pattern ? "" : plain); // last: help beside a field says such words too
    return [...out].map(([e, said]) => ({ els: [e], text: said }));
  };
  hands.isControl = (e) => e.matches(hands.CONTROL);

  const leads = (sets, item, before, roots, index) => sets.some(({ els }) => els.includes(before))
    || hands.fieldsOrHinted(roots, item, index).sets.some((els) => els.includes(before));
  // The only control of the document that has the name `own`, where words lead to another thing.
  const named = (own, byWords) => {
    if (!own || (byWords.length === 1 && byWords[0].field && hands.ownName(byWords[0].els[0]) === own)) return null;
    const found = all([document], hands.CONTROL).filter((e) => hands.ownName(e) === own && visible(e));
    return found.length === 1 ? [{ els: found, field: true }] : null;
  };
  hands.read = ({ items, scopes }) => {
    const narrowed = hands.narrow(scopes);
    if (!narrowed.roots) return { wrong: narrowed };
    const index = hands.index(narrowed.roots);
    return { found: items.map((item) => {
      const byWords = hands.texts(narrowed.roots, item, index);
      const sets = named(item.own, byWords) || byWords;
      const one = sets.length === 1 ? sets[0] : null;
      let held = "";
      let said = "";
      if (one && one.field) {
        const plan = item.value !== undefined ? hands.divide(one.els, item) : {};
        said = plan.words ? plan.words() : "";
        held = plan.read ? plan.read() : one.els.length === 1 ? hands.heldWords(one.els[0]) : hands.readSet(one.els, item.value);
      } else if (one) held = one.text;
      const before = item.keys ? hands.kept(item.keys[0]) : null; // the element that was found by these words
      return {
        field: Boolean(one && one.field), name: one && one.field ? hands.ownName(one.els[0]) : "",
        stands: Boolean(before) && leads(sets, item, before, narrowed.roots, index), seen: Boolean(before) && visible(before),
        empty: Boolean(one && one.field) && hands.isEmpty(one.els),
        controls: one && one.field ? hands.controlsBeside(one.els[0]) : 0,
        form: one && one.field ? hands.formOf(one.els[0]) : null, locked: Boolean(one && one.field && hands.locked(one.els[0])),
        names: Boolean(one && one.field && one.els[0].type === "file") && hands.namesFiles(item.value),
        count: sets.length, held, said, keys: one ? one.els.map(hands.keep) : [],
        told: hands.mayBeOneOf(sets) ? sets.map(({ els }) => hands.describe(els[0], item.words)) : [],
        plain: Boolean(one && !one.field), isNew: Boolean(one) && hands.isNew(one.els[0]), blank: !sets.length && blankPlace(narrowed.roots, item),
        near: sets.length ? [] : hands.near([...index.strong.keys(), ...index.weak.keys()], item.words),
        status: hands.statusOfDocument(),
      };
    }) };
  };
  // Whether the page says the names of the files that it was given: it has kept them, though its box is empty again. A
  // line that refuses or asks says nothing of the kind.
  const REFUSES = /ません|なかった|もう一度|再度|直し|ください|\b(not|again|please|must|lost)\b/i;
  hands.namesFiles = (names) => {
    const said = lines().filter((line) => !REFUSES.test(line)).map(fold);
    return Boolean(names) && names.split("、").every((one) => said.some((line) => line.includes(fold(one))));
  };
  hands.heldWords = (e) => (hands.isControl(e) ? hands.held(e) : spoken(hands.listWords(e)));
  // A name in the two boxes of its parts, put together as it is written: 姓 first. No box holds the space
  // between them, so a value that is written without one is compared without one.
  const nameOf = (els, value) => {
    if (els.length !== 2 || !els.every((e) => e.tagName === "INPUT" && !hands.isOption(e))) return null;
    const parts = hands.divideText(els, { value: "姓 名", column: "text" });
    if (!parts) return null;
    const space = value && !/\s/.test(value.trim()) ? "" : " ";
    return parts.steps.map(({ e }) => hands.held(e).trim()).filter(Boolean).join(space);
  };
  // A code with the name that it brings beside it: a value is compared with the one that it is.
  const brought = (els, value) => {
    const isBrought = value && els.length > 1 && els.filter((e) => !hands.locked(e)).length < 2 && !hands.divideText(els, { value, column: "text" });
    return isBrought ? els.map(hands.held).find((one) => fold(one) === fold(value)) : undefined;
  };
  hands.readSet = (els, value) => (els.every(hands.isOption)
    ? els.filter((e) => hands.held(e) === "1").map(hands.optionText).join("、")
    : nameOf(els, value) ?? brought(els, value) ?? els.map(hands.held).filter(Boolean).join("-"));
  hands.rects = ({ sets }) => sets.map((keys) => {
    const els = keys.map(hands.kept).filter(Boolean);
    if (!els.length) return null;
    const seen = els.flatMap((e) => {
      const own = hands.rect(e);
      if (own[2] > 2 && own[3] > 2) return [own];
      const label = [...(e.labels || [])].find(visible) || up(e);
      return label ? [hands.rect(label)] : [];
    });
    if (!seen.length) return null;
    const left = Math.min(...seen.map((r) => r[0]));
    const top = Math.min(...seen.map((r) => r[1]));
    return [left, top, Math.max(...seen.map((r) => r[0] + r[2])) - left, Math.max(...seen.map((r) => r[1] + r[3])) - top];
  });
})();

// lists: the visible choices of a widget that is no native select.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.choice) return;
  const { tidy, all, visible, up } = hands;
  const ROLES = "[role=option],[role=treeitem],[role=menuitem],[role=menuitemradio],[role=gridcell]";
  const words = (e) => tidy(e.innerText || e.textContent);

  const says = (e, wanted) => words(e) === wanted || tidy(e.getAttribute("aria-label") || "") === wanted;
  // The visible thing that says exactly `text`: the option, else the last element that says it; where it can
  // be hit; how many options of the same list say so; and whether the press before it met another thing.
  // `part`: the option may say more than `text`, or say it in the other width (choices.js).
  hands.choice = (asked) => {
    const missed = hands.landed() === "missed";
    const found = missed ? [] : asked.part ? meant(asked.text) : sought(asked);
    const e = found.length === 1 ? found[0] : null;
    return {
      missed, several: found.length, key: e ? hands.keep(e) : null, spot: e ? hands.spotOf(e, true) : null,
      says: found.map(words),
    };
  };
  const shown = () => {
    const options = all([document], ROLES).filter(visible);
    return options.filter((e) => !options.some((one) => one !== e && e.contains(one)));
  };
  // Of a list that draws only the options in sight it cannot be told which there are.
  const isCut = (options) => {
    if (options.some((e) => Number(e.getAttribute("aria-setsize") || 0) > options.length)) return true;
    const drawn = options.reduce((sum, e) => sum + e.getBoundingClientRect().height, 0);
    for (let box = options[0].parentElement, i = 0; box && i < 4; box = box.parentElement, i += 1) {
      if (box.scrollHeight > box.clientHeight + 4 && box !== document.body && box !== document.documentElement) return box.scrollHeight > drawn * 1.5 + 40;
    }
    return false;
  };
  const meant = (text) => {
    const options = shown();
    if (!options.length || options.some((e) => listOf(e) !== listOf(options[0])) || isCut(options)) return [];
    const list = options.map((e) => ({ it: e, said: hands.width(words(e)).trim(), value: null, free: e.getAttribute("aria-disabled") !== "true" }));
    return hands.meant(list, text, false);
  };
  // The words of the choices, if all of them are drawn.
  hands.listedWords = () => {
    const options = shown();
    return options.length && isCut(options) ? [] : options.map(words).filter(Boolean).slice(0, 60);
  };
  const listOf = (e) => e.closest("[role=listbox],[role=menu],[role=tree],[role=grid],ul,ol") || e.parentElement;
  // What was typed is no choice: some write it beside its box a second time, to measure it.
  const isMirror = (e) => {
    const box = hands.active();
    return Boolean(box) && hands.isTexty(box) && (e.contains(box) || (e.parentElement.contains(box) && e.closest("[aria-hidden=true]") !== null));
  };
  const sought = ({ text, loose }) => {
    const wanted = tidy(text);
    const said = all([document], ROLES).filter((e) => says(e, wanted) && visible(e));
    const options = said.filter((e) => !said.some((one) => one !== e && e.contains(one)));
    if (options.length) return options.filter((e) => listOf(e) === listOf(options[0]));
    if (!loose) return [];
    const saying = all([document], "*").filter((e) => !/^(OPTION|SCRIPT|STYLE|INPUT|TEXTAREA|SELECT|HTML|BODY|LABEL)$/.test(e.tagName)
      && e.textContent.length < wanted.length + 40 && words(e) === wanted && visible(e) && !isMirror(e));
    const deepest = saying.filter((e) => !saying.some((one) => one !== e && e.contains(one)));
    return deepest.slice(-1);
  };
  // What a field says that it has opened, as far as that can be seen.
  const opened = (key) => {
    const e = hands.kept(key);
    const by = e && all([e], "[aria-expanded=true]").find((one) => one.getAttribute("aria-controls") || one.getAttribute("aria-owns"));
    let box = by ? by.getRootNode().getElementById(by.getAttribute("aria-controls") || by.getAttribute("aria-owns")) : null;
    for (let i = 0; box && !visible(box) && i < 3; i += 1) box = up(box);
    return box && box !== document.body && !hands.within(box, e) && visible(box) ? box : null;
  };
  // Whether choices are seen, what the opened list says, and how much was asked for so far.
  hands.listed = (key) => {
    const box = opened(key);
    return { choices: all([document], ROLES).some(visible), says: box ? words(box) : "", begun: hands.busy.begun };
  };

  // ---- a list that holds more than it shows
  const LAYER = /^(absolute|fixed)$/;
  // The box in which the opened list is searched: the only one, empty, in the layer that lies over the page with the list.
  hands.searchBox = (key) => {
    const field = hands.kept(key);
    const [first] = shown();
    let layer = first ? listOf(first) : null;
    while (layer && !LAYER.test(getComputedStyle(layer).position)) layer = up(layer);
    if (!layer || !field || hands.within(layer, field)) return null;
    const boxes = all([layer], "input").filter((e) => hands.isTexty(e) && visible(e) && !hands.locked(e));
    return boxes.length === 1 && boxes[0].value === "" ? hands.keep(boxes[0]) : null;
  };
  const scrolls = (e) => e.scrollHeight > e.clientHeight + 4 && e.clientHeight > 0 && getComputedStyle(e).overflowY !== "visible"
    && e !== document.body && e !== document.documentElement;
  const scrollerOf = (key) => {
    for (let box = up(shown()[0] || document.body), i = 0; box && i < 6; box = up(box), i += 1) if (scrolls(box)) return box;
    const box = opened(key);
    return (box && all([box], "*").find(scrolls)) || null;
  };
  const drawn = async () => {
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    await hands.task();
  };
  const SPELL = 800; // ms of scrolling between two answers
  const gathered = new Set();
  // Scrolls the opened list on, from its beginning or from where it stands, until `text` is drawn, its end is reached or
  // some time has gone. All that was drawn since the beginning is told with the end.
  hands.scrollList = async ({ key, text, begins }) => {
    const box = scrollerOf(key);
    if (begins) gathered.clear();
    if (box && begins) {
      box.scrollTop = 0;
      await drawn();
    }
    for (const until = performance.now() + SPELL; ;) {
      for (const e of shown()) gathered.add(words(e));
      const isFound = sought({ text }).length > 0 || (box !== null && all([box], "*").some((e) => !e.childElementCount && words(e) === tidy(text) && visible(e)));
      const ends = !box || !box.isConnected || box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
      if (isFound || ends || performance.now() > until) return { found: isFound, ends, says: ends ? [...gathered].filter(Boolean) : [] };
      box.scrollTop += Math.max(20, box.clientHeight * 0.8);
      await drawn();
    }
  };
  hands.takesText = () => {
    const e = hands.active();
    return Boolean(e) && hands.isTexty(e) && !e.readOnly;
  };
  hands.listState = async (key) => {
    await hands.task(); // frameworks render what was chosen
    const e = hands.kept(key);
    return {
      open: Boolean(e) && e.getAttribute("aria-expanded") === "true", held: e ? hands.listWords(e) : "",
      missed: hands.landed() === "missed",
    };
  };
  // From here on Enter is the picker's, or the cell's, alone: the form does not go with it. False where the
  // field (of no key: any) has not the focus. `tookEnter` ends that.
  let enter = null;
  hands.takesEnter = (key) => {
    const e = hands.active();
    if (!e || (key !== null && hands.kept(key) !== e)) return false;
    const bare = (event) => { if (event.key === "Enter") event.preventDefault(); };
    const keep = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    enter = { bare, keep, form: e.form };
    addEventListener("keydown", bare);
    addEventListener("submit", keep, true);
    if (e.form) Object.defineProperty(e.form, "submit", { value: () => {}, configurable: true });
    return true;
  };
  hands.tookEnter = () => {
    if (!enter) return;
    removeEventListener("keydown", enter.bare);
    removeEventListener("submit", enter.keep, true);
    if (enter.form) delete enter.form.submit;
    enter = null;
  };
  // Focus a text field and select what it holds, so that keys replace it; false for what holds no text.
  hands.forKeys = (key) => {
    const e = hands.kept(key);
    if (!e || !hands.isTexty(e) || e.isContentEditable) return false;
    e.focus();
    e.select();
    return hands.active() === e;
  };
})();

// lists: the visible choices of a widget that is no native select.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.choice) return;
  const { tidy, all, visible, up } = hands;
  const ROLES = "[role=option],[role=treeitem],[role=menuitem],[role=menuitemradio],[role=gridcell]";
  const words = (e) => tidy(e.innerText || e.textContent);

  const says = (e, wanted) => words(e) === wanted || tidy(e.getAttribute("aria-label") || "") === wanted;

  // ---- what belongs to the list that a field has opened
  let list = { key: null, before: new WeakSet(), said: [], came: null };
  // Before the field is pressed: what the page shows then is no choice of its list. What it opened earlier
  // and still shows is.
  hands.listBegins = ({ key, asked }) => {
    const box = opened(key);
    const shows = all([document], "*").filter((e) => !(box && hands.within(box, e)) && visible(e));
    const wanted = asked.map(tidy);
    const longest = Math.max(...wanted.map((one) => one.length)) + 40;
    const said = shows.filter((e) => e.textContent.length < longest && wanted.some((one) => says(e, one)));
    list = { key, before: new WeakSet(shows), said, came: null };
  };
  const LAYER = /^(absolute|fixed)$/;
  const fieldOf = () => (list.key === null ? null : hands.kept(list.key));
  // The layer over the page in which `e` stands.
  const layerOf = (e) => {
    let layer = e;
    while (layer && !LAYER.test(getComputedStyle(layer).position)) layer = up(layer);
    return layer;
  };
  // Whether what said the same before is gone: then `e` may be that, drawn anew.
  const isAnew = (e) => list.said.some((one) => !one.isConnected && says(one, words(e)));
  // Options may stand in the field itself, or be suggested already when it is pressed.
  const isOffered = (e) => {
    if (!list.before.has(e)) return e.matches("[role=option]") || !isAnew(e);
    const field = fieldOf();
    if (!field || hands.within(field, e)) return Boolean(field);
    const layer = e.matches("[role=option]") ? layerOf(e) : null;
    return Boolean(layer) && !hands.within(layer, field);
  };
  // What does something of its own when it is pressed.
  const ACTS = "button,a[href],area,input,select,textarea,summary,[role=button],[role=link],[role=tab],[role=switch],[role=checkbox]";
  const acts = (e, within) => {
    for (let n = e; n && n !== up(within); n = up(n)) if (n.matches(ACTS)) return true;
    return false;
  };
  // Whether `e`, which has no role, is a plain row of the list: it stands in what has come since the field was pressed,
  // in the box that is scrolled or that the field names, if there is one. Where the page was drawn anew around
  // the field, nothing is.
  const isRow = (e) => {
    const field = fieldOf();
    if (!field || list.before.has(e) || isAnew(e)) return false;
    let layer = e;
    for (let n = up(e); n && !list.before.has(n); n = up(n)) layer = n;
    const box = scrollerOf(list.key) || openedList(list.key);
    return !hands.within(layer, field) && !acts(e, layer) && (!box || hands.within(box, e));
  };

  // The visible choice that says exactly `text`: an option, else (`loose`) a row without a role; where it can
  // be hit; how many of the same list say so; and whether the press before it met another thing.
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
    const options = all([document], ROLES).filter((e) => visible(e) && isOffered(e));
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
  const isWhole = () => {
    const options = shown();
    return options.length > 0 && !isCut(options);
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
  const sought = ({ text, loose, box }) => {
    const wanted = tidy(text);
    const said = all([document], ROLES).filter((e) => says(e, wanted) && visible(e) && isOffered(e));
    const options = said.filter((e) => !said.some((one) => one !== e && e.contains(one)));
    if (options.length) return options.filter((e) => listOf(e) === listOf(options[0]));
    if (!loose) return [];
    const saying = all([box || document], "*").filter((e) => !/^(OPTION|SCRIPT|STYLE|INPUT|TEXTAREA|SELECT|HTML|BODY|LABEL)$/.test(e.tagName)
      && e.textContent.length < wanted.length + 40 && words(e) === wanted && visible(e) && !isMirror(e));
    return saying.filter((e) => !saying.some((one) => one !== e && e.contains(one)) && isRow(e));
  };
  // What a field says that it has opened, as far as that can be seen.
  const opened = (key) => {
    const e = hands.kept(key);
    const by = e && all([e], "[aria-expanded=true]").find((one) => one.getAttribute("aria-controls") || one.getAttribute("aria-owns"));
    let box = by ? by.getRootNode().getElementById(by.getAttribute("aria-controls") || by.getAttribute("aria-owns")) : null;
    for (let i = 0; box && !visible(box) && i < 3; i += 1) box = up(box);
    return box && box !== document.body && !hands.within(box, e) && visible(box) ? box : null;
  };
  // Many rows alike, each with words of its own.
  const FEWEST = 5;
  const rowsOf = (box) => {
    const rows = [...box.children].filter((e) => visible(e) && words(e));
    const [first] = rows;
    const alike = rows.filter((e) => e.tagName === first.tagName && Math.abs(e.offsetHeight - first.offsetHeight) < 2 && !acts(e, e) && !hands.holdsControl(e));
    return alike.length >= FEWEST && alike.length === rows.length ? rows.length : 0;
  };
  const LISTS = "[role=listbox],[role=menu],[role=tree],[role=grid]";
  // What has come over the page since the field was pressed, though the field does not name it: the only list, or else the
  // only box with many rows alike. Where there are two, it cannot be told which of them the field has opened.
  const came = (key) => {
    const field = hands.kept(key);
    if (list.key !== key || !field) return null;
    if (list.came && list.came.isConnected && visible(list.came)) return list.came;
    const fresh = all([document], "*").filter((e) => !list.before.has(e) && !hands.within(e, field) && visible(e));
    const lists = fresh.filter((e) => e.matches(LISTS));
    const boxes = lists.length ? lists : fresh.filter((e) => rowsOf(e) && layerOf(e) && !list.before.has(layerOf(e)));
    list.came = boxes.length === 1 ? boxes[0] : null;
    return list.came;
  };
  const openedList = (key) => opened(key) || came(key);
  // Whether choices are seen, what the opened list says, how many rows without a role it shows, and how much was asked
  // for so far.
  hands.listed = (key) => {
    const box = openedList(key);
    const rows = box ? Math.max(rowsOf(box), ...all([box], "*").map(rowsOf)) : 0;
    return { choices: all([document], ROLES).some(visible), says: box ? words(box) : "", rows, begun: hands.busy.begun };
  };

  // ---- a list that holds more than it shows
  // The box in which the opened list is searched: the only one, empty, in the layer that lies over the page with the list.
  hands.searchBox = (key) => {
    const field = hands.kept(key);
    const [first] = shown();
    const layer = first ? layerOf(listOf(first)) : null;
    if (!layer || !field || hands.within(layer, field)) return null;
    const boxes = all([layer], "input").filter((e) => hands.isTexty(e) && visible(e) && !hands.locked(e));
    return boxes.length === 1 && boxes[0].value === "" ? hands.keep(boxes[0]) : null;
  };
  const scrolls = (e) => e.scrollHeight > e.clientHeight + 4 && e.clientHeight > 0 && getComputedStyle(e).overflowY !== "visible"
    && e !== document.body && e !== document.documentElement;
  const scrollerOf = (key) => {
    const field = hands.kept(key);
    const fits = (box) => scrolls(box) && !(field && hands.within(box, field));
    for (let box = up(shown()[0] || document.body), i = 0; box && i < 6; box = up(box), i += 1) if (fits(box)) return box;
    const box = openedList(key);
    const inside = box && all([box], "*").find(fits);
    if (inside) return inside;
    for (let n = box; n && !list.before.has(n); n = up(n)) if (fits(n)) return n; // it may be drawn at full height in a window
    return null;
  };
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });
  // Until the page has drawn what follows from scrolling. Of a list that has all of its rows, only what it asks for when
  // its end is seen is waited for: observers are told behind the frame.
  const drawn = async (isWhole) => {
    await frame();
    await (isWhole ? hands.task() : frame());
    await hands.task();
  };
  const SPELL = 800; // ms of scrolling between two answers
  // What was drawn since the beginning: the words of the choices, and where in the scrolled content `text` stands.
  let seen = { says: new Set(), places: [] };
  const take = (box, text) => {
    for (const e of shown()) seen.says.add(words(e));
    if (!box) return;
    const edge = box.getBoundingClientRect();
    for (const e of sought({ text, loose: true, box })) {
      const at = e.getBoundingClientRect();
      const place = { x: at.left - edge.left + box.scrollLeft, y: at.top - edge.top + box.scrollTop, width: at.width, height: at.height };
      const isSame = (one) => Math.abs(one.x - place.x) < place.width / 2 && Math.abs(one.y - place.y) < place.height / 2;
      if (!seen.places.some(isSame)) seen.places.push(place);
    }
  };
  // Scrolls the opened list on, from its beginning or from where it stands, until its end is reached or some time has
  // gone. A list of which all is drawn is at its end at once. `busy`: more may come yet; `height`: of its content, px.
  hands.scrollList = async ({ key, text, begins }) => {
    const box = scrollerOf(key);
    if (begins) {
      seen = { says: new Set(), places: [] };
      if (box && box.scrollTop > 0) {
        box.scrollTop = 0;
        await drawn(isWhole());
      }
    }
    for (const until = performance.now() + SPELL; ;) {
      take(box, text);
      const ends = !box || !box.isConnected || box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
      if (ends || performance.now() > until) {
        const { open, putOff } = hands.state();
        return { ends, busy: open > 0 || putOff > 0, height: box ? box.scrollHeight : 0, count: seen.places.length, says: ends ? [...seen.says].filter(Boolean) : [] };
      }
      const whole = isWhole();
      box.scrollTop += whole ? box.scrollHeight : Math.max(20, box.clientHeight * 0.8);
      await drawn(whole);
    }
  };
  // Whether the opened list can hold more than is in sight.
  hands.isScrolled = (key) => scrollerOf(key) !== null;
  // Scrolls the list back to where the choice was seen.
  hands.scrollBack = async (key) => {
    const box = scrollerOf(key);
    if (!box) return;
    const whole = isWhole();
    box.scrollTop = Math.max(0, seen.places[0].y - (box.clientHeight - seen.places[0].height) / 2);
    if (!whole) await drawn(whole);
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

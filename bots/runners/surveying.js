// Surveying: every field and button of a page by the words that a recipe may use for it, for people who write one.
// What is told are words of the screen and how sure they are; nothing that a field holds.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.survey) return;
  const { all, visible, isOption } = hands;
  const PRESSED = "button,input[type=submit],input[type=button],input[type=image],a[href],[role=button],[role=link],[role=tab],[role=menuitem]";
  const CLICKED = "[onclick]";  // of old pages: a cell or a picture that does what a button does
  const LONGEST = 40;  // characters of the words of such a thing
  const MOST = 300;
  let surveyed = [];
  let pressed = [];

  const SEPARATE = ["parts of a time", "several"];  // no value is divided among them: each box takes its own
  const kindOf = (els) => {
    const [first] = els;
    if (els.every((e) => e.type === "radio" || e.getAttribute("role") === "radio")) return "radio";
    if (els.every(isOption)) return "check";
    if (els.length > 1) {
      const hasChoice = els.some((e) => e.tagName === "SELECT" || isOption(e));
      if (hasChoice && hands.areDateParts(els)) return "parts of a date";
      if (hands.areTimeParts(els)) return "parts of a time";
      return hasChoice ? "several" : "parts";
    }
    if (first.tagName === "SELECT") return "list";
    if (first.tagName === "TEXTAREA") return "long text";
    return first.type === "file" ? "file" : "text";
  };
  const selector = (e) => {
    const name = e.getAttribute("name");
    if (name && e.getRootNode().querySelectorAll(`[name="${CSS.escape(name)}"]`).length === 1) return `css=[name="${name}"]`;
    return e.id ? `css=#${CSS.escape(e.id)}` : "";
  };
  // In which form a box of text wants a date: as its hint or what stands beside it says, or shows by an example.
  const BESIDE = 60;
  const FORMS = [
    [/(?:YYYY|(?:19|20)\d\d)([/.-])(?:MM|\d\d)\1(?:DD|\d\d)(?!\d)/i, (found) => `YYYY${found[1]}MM${found[1]}DD`],
    [/YYYYMMDD|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)/i, () => "YYYYMMDD"],
    [/[RHS]\d\d\.\d\d\.\d\d(?!\d)/i, () => "R06.04.01"],
    [/[RHS]\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)/i, () => "R6.4.1"],
    [/(?:令和|平成|昭和)(?:\d{1,2}|元)年\d{1,2}月\d{1,2}日/, () => "令和6年4月1日"],
  ];
  const besideOf = (e) => [...(e.labels || []), e.parentElement].map((one) => hands.width(hands.text(one)).trim()).filter((words) => words.length <= BESIDE);
  const dateForm = (els) => {
    const [e] = els;
    if (els.length !== 1 || e.tagName !== "INPUT") return "";
    if (e.type === "date") return "date";
    const described = (e.getAttribute("aria-describedby") || "").split(/\s+/).map((id) => (id ? e.getRootNode().getElementById(id) : null));
    const told = [e.placeholder, e.title, ...described.map((one) => (one ? hands.text(one) : "")), ...besideOf(e)].map((words) => hands.width(words || ""));
    for (const words of told) {
      for (const [form, write] of FORMS) {
        const found = form.exec(words);
        if (found) return write(found);
      }
    }
    return "";
  };
  const details = (whole) => {
    const els = hands.settableOf(whole);
    const [e] = els;
    const kind = kindOf(els);
    return {
      kind,
      parts: SEPARATE.includes(kind) ? els.map(selector) : [],
      boxes: els.length,
      longest: els.length === 1 && e.maxLength > 0 ? e.maxLength : 0,
      choices: hands.offered(els),
      required: els.some((one) => one.required || one.getAttribute("aria-required") === "true"),
      secret: e.type === "password",
      readOnly: els.every((one) => hands.locked(one) === "readonly" && hands.route(one, "") === "readonly"),
      form: dateForm(els),
    };
  };
  // What stands several times in one row, as ○ in a table of rooms and hours, is told apart by its column.
  const columnOf = (e) => {
    const cell = e.closest("td,th");
    const isTwin = (one) => one !== e && one.closest("td,th") !== cell && visible(one) && hands.nameOf(one) === hands.nameOf(e);
    return cell && all([cell.parentElement], PRESSED).some(isTwin) ? hands.columnHead(cell) : "";
  };
  const isBare = (e) => !e.matches(PRESSED);
  const roleOf = (e) => (isBare(e) ? "" : hands.roleOf(e) || "button");
  const nameOf = (e) => {
    const name = hands.nameOf(e);
    if (!isBare(e)) return name;
    return name.length <= LONGEST && !e.matches(hands.CONTROL) && !e.querySelector(`${PRESSED},${CLICKED},${hands.CONTROL}`) ? name : "";
  };
  const headingOf = () => {
    const found = all([document], "h1,h2,h3,[role=heading]").filter(visible);
    const first = found.sort((a, b) => level(a) - level(b))[0];
    return first ? hands.tidy(hands.text(first)) : "";
  };
  const level = (e) => Number(e.getAttribute("aria-level") || e.tagName.slice(1)) || 2;
  const inPlace = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  const inOrder = (a, b) => inPlace(a.els[0], b.els[0]);

  // Words and the sets of elements that each of them leads to.
  const named = (index, words) => words.map((one) => ({ words: one, sets: hands.fields([document], { words: one, how: "words", kind: "" }, index) }));
  const gather = (found, list, via) => {
    for (const { words, sets } of list) {
      for (const els of sets) {
        const known = found.find((one) => one.els.length === els.length && els.every((e) => one.els.includes(e)));
        const one = known || { els, names: [], via, doubtful: [] };
        if (!known) found.push(one);
        (sets.length === 1 ? one.names : one.doubtful).push(words);
      }
    }
  };
  hands.survey = () => {
    const index = hands.index([document]);
    const found = [];
    gather(found, named(index, [...index.strong.keys()]), "label");
    const isNamed = (e) => found.some((one) => one.names.length && one.els.includes(e));
    const weak = named(index, [...index.weak.keys()]).filter(({ sets }) => !sets.flat().some(isNamed));
    gather(found, weak, "hint");
    const whole = found.filter((one) => !found.some((other) => other !== one && other.els.length > one.els.length
      && (other.names.length || !one.names.length) && one.els.every((e) => other.els.includes(e))));
    const taken = new Set(whole.flatMap(({ els }) => els));
    for (const control of all([document], hands.CONTROL)) {
      const e = hands.standIn(control);
      if (e && !taken.has(e) && !(isOption(e) && taken.size && [...taken].some((one) => one.name && one.name === e.name))) whole.push({ els: [e], names: [], via: "", doubtful: [] });
    }
    surveyed = whole.sort(inOrder).slice(0, MOST);
    pressed = all([document], `${PRESSED},${CLICKED}`).filter((e) => visible(e) && !isOption(e) && nameOf(e)).slice(0, MOST).sort(inPlace);
    return {
      fields: surveyed.map(({ els, names, via, doubtful }) => ({
        names, via, doubtful, selector: names.length ? "" : selector(hands.settableOf(els)[0]), ...details(els),
      })),
      heading: headingOf(), charset: document.characterSet === "UTF-8" ? "" : document.characterSet,
      pressed: pressed.map((e) => ({ name: nameOf(e), role: roleOf(e), column: columnOf(e) })),
    };
  };

  // ---- numbers on the page, for a picture
  let layer = null;
  const mark = (els, number, colour) => {
    const boxes = els.map((e) => e.getBoundingClientRect());
    const left = Math.min(...boxes.map((box) => box.left)) + scrollX;
    const top = Math.min(...boxes.map((box) => box.top)) + scrollY;
    const right = Math.max(...boxes.map((box) => box.right)) + scrollX;
    const bottom = Math.max(...boxes.map((box) => box.bottom)) + scrollY;
    const frame = document.createElement("div");
    frame.style.cssText = `position:absolute;left:${left - 2}px;top:${top - 2}px;width:${right - left}px;height:${bottom - top}px;border:2px solid ${colour};border-radius:3px`;
    const told = document.createElement("b");
    told.textContent = String(number);
    told.style.cssText = `position:absolute;left:-2px;top:${top < 16 ? 0 : -16}px;background:${colour};color:#fff;font:bold 12px/16px sans-serif;padding:0 5px;border-radius:3px`;
    frame.append(told);
    return frame;
  };
  // Fields from `start` on; what is pressed by the number that its words and its role have in `numbers`.
  hands.numbered = ({ start, numbers }) => {
    hands.unnumbered();
    layer = document.createElement("div");
    layer.style.cssText = "position:absolute;left:0;top:0;width:0;height:0;z-index:2147483647";
    const inside = layer.attachShadow({ mode: "closed" });
    for (const e of pressed) {
      const number = numbers[`${roleOf(e)} ${nameOf(e)}`];
      if (number) inside.append(mark([e], number, "#1b6e3c"));
    }
    surveyed.forEach(({ els, names }, k) => inside.append(mark(els, start + k, names.length ? "#0b5cad" : "#b3261e")));
    document.documentElement.append(layer);
    return surveyed.length;
  };
  hands.unnumbered = () => {
    layer?.remove();
    layer = null;
    return true;
  };
})();

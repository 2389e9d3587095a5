// filling: set the fields of one step in one pass, as a person at the keyboard would leave them.
// Order for each: focus, task, insert, task, blur, task. Stops where the page changes what is still to come.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.fill) return;
  const { task, busy } = hands;

  const setter = (e) => {
    const proto = e.tagName === "TEXTAREA" ? HTMLTextAreaElement : e.tagName === "SELECT" ? HTMLSelectElement : HTMLInputElement;
    return Object.getOwnPropertyDescriptor(proto.prototype, "value").set;
  };
  const send = (e, Kind, type, more) => e.dispatchEvent(new Kind(type, { bubbles: true, composed: true, ...more }));
  const key = (e, type) => send(e, KeyboardEvent, type, { key: "Unidentified", keyCode: 229, cancelable: true });
  const inputEvent = (e, type, data) => send(e, InputEvent, type, { inputType: "insertText", data, cancelable: type === "beforeinput" });

  const selectAll = (e) => {
    if (!e.isContentEditable) { e.select(); return; }
    const range = document.createRange();
    range.selectNodeContents(e);
    const chosen = getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
  };
  const focused = (e) => {
    const at = hands.active();
    return at === e || (e.isContentEditable && e.contains(at));
  };
  // Text by the browser's own insertion: trusted input and, on the real blur, trusted change.
  const insert = async (e, value) => {
    e.focus();
    await task();
    if (!e.isConnected) return "gone";
    if (!focused(e)) return "nofocus";
    selectAll(e);
    key(e, "keydown");
    const free = e.isContentEditable || inputEvent(e, "beforeinput", value);
    if (free) {
      if (value === "") document.execCommand("delete");
      else document.execCommand("insertText", false, value);
      if (!e.isContentEditable && e.value === "" && value !== "" && e.isConnected) {
        setter(e).call(e, value);
        inputEvent(e, "input", value);
        send(e, Event, "change");
      }
    }
    if (e.isConnected) key(e, "keyup");
    await task();
    e.blur();
    return "";
  };
  const choose = (e, step) => {
    e.focus();
    if (step.options) for (const o of e.options) o.selected = step.options.includes(o);
    else {
      const at = [...e.options].indexOf(step.option);
      if (at < 0) return "gone";
      e.selectedIndex = at;
    }
    send(e, Event, "input");
    send(e, Event, "change");
    e.blur();
    return "";
  };
  const tick = (e, on) => {
    e.focus();
    if ((hands.held(e) === "1") !== on) e.click();
    e.blur();
    return "";
  };
  const put = (e, value) => {
    e.focus();
    setter(e).call(e, value);
    send(e, Event, "input");
    send(e, Event, "change");
    e.blur();
    return "";
  };
  const apply = async (step) => {
    const { e } = step;
    if (!e.isConnected) return "gone";
    if (hands.locked(e)) return hands.locked(e);
    if ("check" in step) return tick(e, step.check);
    if (step.option || step.options) return choose(e, step);
    if (hands.isSettable(e)) return put(e, step.text);
    return insert(e, step.text);
  };

  const jumps = (e) => /submit|__doPostBack|location/.test(e.getAttribute("onchange") || e.getAttribute("onclick") || "");

  // ---- the parts of one value, each in a box of its own: one may bring the choices of the next, open it, or throw over
  // what was chosen in it
  const PART_TIMES = 3; // a part is set so often at most in one document
  let partTimes = new Map(); // by field and part
  let cameMeanwhile = true; // whether this document came while its fill was under way
  const sameText = (one, other) => one === other || (/^\d+$/.test(one) && /^\d+$/.test(other) && Number(one) === Number(other));
  const holds = (step) => {
    if ("check" in step) return (hands.held(step.e) === "1") === step.check;
    return step.option ? step.e.selectedOptions[0] === step.option : sameText(hands.width(hands.held(step.e)).trim(), step.text);
  };
  // A part that is set after others may be shut until they are.
  const mayOpen = (step, i) => i > 0 && !("check" in step);
  const isListed = ({ e, option, place }) => Boolean(place) && e.options.length === place.length && e.options[place.index] === option && option.label === place.label;
  // Whether a part can be set now. Its list may have been made anew since it was looked at.
  const isReady = (step, i) => {
    const now = step.find && !isListed(step) ? step.find() : step;
    if (!now || now.several) return false;
    Object.assign(step, now);
    return !(mayOpen(step, i) && hands.locked(step.e) === "disabled");
  };
  // Sets the parts that do not hold what they shall. Answers "" | why a part could not be set | {awaits: the part that is
  // not there yet} | {partly: why the page is waited for before the next part}.
  const setParts = async ({ item, plan: { steps } }) => {
    let isSet = false;
    for (const [i, step] of steps.entries()) {
      if (!isReady(step, i)) return { awaits: step };
      const key = `${item.at} ${i}`;
      const times = partTimes.get(key) || 0;
      // What is held is not set again: its change would bring the other lists anew.
      if ((times || cameMeanwhile || "check" in step) && (holds(step) || times >= PART_TIMES)) continue;
      partTimes.set(key, times + 1);
      const begun = busy.begun;
      const failed = await apply(step);
      if (failed) return failed === "gone" && isSet ? { partly: failed } : failed;
      isSet = true;
      await task();
      if (!steps.slice(i + 1).some(({ e }) => e.tagName === "SELECT")) continue;
      if (jumps(step.e)) return { partly: "jump" };
      if (busy.begun > begun) return { partly: "request" };
    }
    return "";
  };
  const setOne = async (one) => {
    const { steps, read } = one.plan;
    if (steps.length < 2) {
      const failed = steps.length ? await apply(steps[0]) : "";
      await task();
      return failed;
    }
    const failed = await setParts(one);
    const isOver = !failed && steps.some((step) => !("check" in step)) && read() !== one.item.value;
    return isOver ? setParts(one) : failed;
  };

  // ---- planning: everything is looked at before anything is set
  const changes = (item) => item.plan.steps && item.plan.steps.some(({ e }) => e.tagName === "SELECT" || hands.isOption(e));
  // What is asked for may bring other choices: then the choices that follow wait for the answer. Text
  // does not wait; it is read again once the answer is there, and set again where it was overwritten.
  const waits = (one, ahead) => one.els.some((e) => e.tagName === "SELECT" || hands.isOption(e))
    || ahead.some(({ els }) => els.some((e) => e.tagName === "SELECT"));
  // A line break that is put into a box of one line is the Enter of its form: the browser sends it, half filled.
  const breaks = ({ e, text: value }) => /[\r\n]/.test(value || "") && e.tagName !== "TEXTAREA" && !e.isContentEditable;
  // Why a value cannot be divided over boxes: it is written so that another of its kind could be, or no value of such a
  // shape belongs there.
  const DAY = { value: "2020-04-01", date: { year: 2020, month: 4, day: 1, era: "令和", eraYear: 2 } };
  const misshapen = (els, item) => {
    const take = (another) => !hands.divide(els, { ...item, ...another }).shape;
    if (item.noDay && take(DAY)) return "noDay";
    return /^0\d{8,10}$/.test(hands.width(item.value).replace(/\D/g, "")) && take({ value: "03-1234-5678" }) ? "parts" : "shape";
  };
  const planOne = (whole, item, before) => {
    const els = hands.settableOf(whole, item);
    const plan = hands.divide(els, item);
    const told = { els, item, plan, route: "pass", wrong: "" };
    const may = before.some(changes);
    const selects = els.every((e) => e.tagName === "SELECT" || els.length > 1);
    if (plan.missing || plan.several) {
      told.wrong = may && selects && els.some((e) => e.tagName === "SELECT") ? "" : plan.several ? "several" : "missing";
      told.route = "later";
      return told;
    }
    const areShut = els.every(hands.isShut);
    if ((plan.shape && !areShut) || plan.western) { told.wrong = plan.shape ? misshapen(els, item) : "western"; return told; }
    const steps = plan.steps || els.map((e) => ({ e }));
    if (steps.some(breaks)) { told.wrong = "lines"; return told; }
    const routes = steps.map((step, i) => {
      const route = hands.route(step.e, item.value);
      return route === "disabled" && mayOpen(step, i) ? "pass" : route;
    });
    const locked = routes.find((one) => one === "disabled" || one === "readonly");
    if (locked) {
      told.wrong = may && locked === "disabled" ? "" : locked;
      told.route = "later";
      return told;
    }
    const apart = [...new Set(routes.filter((one) => one !== "pass"))];
    if (item.keys && els.length === 1 && hands.isTexty(els[0]) && !apart.length) told.route = "typed";
    else if (apart.length) [told.route] = apart;
    return told;
  };
  const shape = (told) => told.map(({ els }) => els.map((e) => `${e.tagName}${e.disabled}${e.readOnly}${e.isConnected}${e.options ? [...e.options].map((o) => o.label).join() : ""}`).join()).join("|");

  const idle = (companions, before, e) => companions.length > 0 && e.value !== ""
    && companions.every((one, i) => one.value === before[i]);

  // Why a choice cannot be made: how many are meant, which, or which there are; and whether more may come.
  const choicesOf = ({ els, plan, awaits }) => {
    if (awaits) return { several: (awaits.find && awaits.find() || {}).several || 0, offered: [], complete: hands.isComplete(els), part: awaits.part || "" };
    if (!plan.missing && !plan.several) return { several: 0, offered: [], complete: false, part: "" };
    const offered = plan.several ? plan.names || [] : hands.offered(els);
    return { several: plan.several || 0, offered, complete: hands.isComplete(els), part: plan.part || "" };
  };
  // The words of the choices that a field has and that were not taken.
  const othersOf = ({ els, plan }) => {
    const taken = plan.words ? plan.words() : "";
    return els.length === 1 || els.every(hands.isOption) ? hands.offered(els).filter((words) => words !== taken) : [];
  };
  const told = (one, how) => {
    const e = one.plan.steps && one.plan.steps.length ? one.plan.steps[0].e : one.els[0];
    return {
      at: one.item.at, how,
      held: one.plan.read ? one.plan.read() : hands.held(e),
      said: one.plan.words ? one.plan.words() : "",
      keys: one.keys || (one.keys = one.els.map(hands.keep)),
      parts: one.plan.steps ? one.plan.steps.map((step) => ({ key: hands.keep(step.e), text: "text" in step ? step.text : null, check: "check" in step ? step.check : null, option: step.option ? hands.optionLabel(step.option) : null })) : [],
      others: othersOf(one), suspect: one.suspect || "", trait: one.trait, locked: one.els.map(hands.locked).find(Boolean) || "",
      ...choicesOf(one),
    };
  };

  // Fingerprints of all choices of a field: of the values, of the words, and of which word stands for which value.
  const fingerprint = (lines) => {
    let [one, other] = [0x811c9dc5, 0x9dc5811c]; // FNV-1a twice: 64 bits, to tell lists apart and not to hide them
    for (const letter of [...lines].sort().join("\n\n")) {
      one = Math.imul(one ^ letter.codePointAt(0), 0x01000193);
      other = Math.imul(other ^ letter.codePointAt(0), 0x010001b3);
    }
    return `${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`;
  };
  const choices = (els) => {
    const pairs = els.flatMap((e, i) => {
      if (e.tagName === "SELECT") return [...e.options].map((o) => [`${i} ${o.value}`, `${i} ${hands.optionLabel(o)}`]);
      return hands.isOption(e) ? [[e.value, hands.optionText(e)]] : [];
    });
    if (pairs.length < 2) return "";
    return [pairs.map(([value]) => value), pairs.map(([, words]) => words), pairs.map((one) => one.join("\n"))].map(fingerprint).join(" ");
  };
  // What tells a field from the others of its form on another day; never a value.
  const ownName = (e) => (e.getAttribute("name") || e.id || "").slice(0, 80);
  hands.ownName = ownName;
  const trait = ([e, ...others], controls) => ({
    name: ownName(e), type: e.type || e.tagName.toLowerCase(), place: controls.indexOf(e) + 1,
    choices: choices([e, ...others]),
    more: [...new Set(others.filter((one) => !/^(radio|checkbox)$/.test(one.type)).map(ownName))].filter((one) => one !== ownName(e)).slice(0, 12).join(" "),
  });
  // A word stands at another field than in the rehearsal if the field of that name is elsewhere now, or
  // if neither name nor place is what it was. Names that are made anew with every page tell nothing. The
  // same of the further boxes of a divided field: a value is divided over them by their order.
  const boxes = (told) => told.more.split(" ").filter(Boolean);
  const isOther = (known, now, controls) => {
    const others = boxes(now);
    const moved = (one, i) => others[i] !== undefined && others[i] !== one && controls.some((e) => ownName(e) === one);
    if (known.name && known.name === now.name) return boxes(known).some(moved);
    if (known.name && controls.some((e) => ownName(e) === known.name)) return true;
    return known.place !== now.place || known.type !== now.type;
  };

  // The same values and the same words as in the rehearsal, but not the same word for each value: what is chosen by
  // its words would send another value. Where values or words are others, the list is another one and proves nothing.
  const isExchanged = (known, now) => {
    const [values, words, pairs] = (known.choices || "").split(" ");
    const [nowValues, nowWords, nowPairs] = now.choices.split(" ");
    return Boolean(pairs) && values === nowValues && words === nowWords && pairs !== nowPairs;
  };

  // The characters of a value that the browser could not send in the encoding of this document: it would put &#12316; in
  // their place, and the field would show nothing of it. A link's query is encoded as a form is. [tried with all of Unicode]
  const unsendable = ({ els, item }) => {
    const own = els[0].form ? els[0].form.acceptCharset : "";
    if (document.characterSet === "UTF-8" || /utf-?8/i.test(own) || typeof item.value !== "string" || !els.some(hands.isTexty)) return [];
    const link = document.createElement("a");
    return [...new Set(item.value)].filter((letter) => {
      link.setAttribute("href", `?${letter}`);
      return letter.codePointAt(0) > 127 && (link.search.includes("%26%23") || /[¥‾]/.test(letter)); // these two go as the bytes of \ and ~
    });
  };

  // Sets in order until the page moves; answers with what was done and what is left.
  hands.fill = async ({ items, scopes, started }) => {
    const looked = hands.resolve({ items, scopes });
    if (looked.wrong || looked.found.some((one) => one.count !== 1)) return looked;
    const plans = [];
    const controls = hands.all([document], hands.CONTROL);
    for (const [i, item] of items.entries()) {
      plans.push(planOne(looked.sets[i], item, plans));
      plans[i].trait = trait(plans[i].els, controls);
    }
    if (!started) {
      const other = plans.filter((one) => one.item.known && isOther(one.item.known, one.trait, controls));
      const exchanged = plans.find((one) => one.item.known && isExchanged(one.item.known, one.trait));
      if (other.length) return { other: other.map((one) => ({ at: one.item.at, known: one.item.known, now: one.trait })) };
      if (exchanged) return { exchanged: exchanged.item.at };
      const bad = plans.filter((one) => one.wrong).map((one) => ({ at: one.item.at, wrong: one.wrong, boxes: one.els.length, names: hands.boxNames(one.els), ...choicesOf(one), held: one.plan.read ? one.plan.read() : hands.held(one.els[0]) }));
      if (bad.length) return { bad };
      const lost = plans.map((one) => ({ at: one.item.at, letters: unsendable(one) })).find((one) => one.letters.length);
      if (lost) return { unsendable: { ...lost, charset: document.characterSet } };
    }
    const done = [];
    const rest = [];
    let stop = "";
    const requests = busy.begun;
    if (!started) {
      busy.before = busy.timers;
      hands.beginTurns();
      partTimes = new Map();
      cameMeanwhile = false;
    }
    const { timers } = busy;
    const address = location.href;
    for (const [i, one] of plans.entries()) {
      if (stop || one.wrong || (one.route !== "pass")) {
        // A list is pressed next: where, is told here, which spares a question.
        const spot = !stop && one.route === "list" && !one.wrong ? hands.spotOf(one.els[0], true) : null;
        rest.push({ ...told(one, one.route), stop, spot });
        if (!stop && one.route !== "pass") stop = "route";
        continue;
      }
      const begun = busy.begun;
      const ahead = plans.slice(i + 1);
      const before = shape(ahead);
      const companions = one.els.length === 1 && hands.isTexty(one.els[0]) ? hands.companions(one.els[0]) : [];
      const companionsBefore = companions.map((x) => x.value);
      const outcome = await setOne(one);
      if (outcome.awaits) {
        one.awaits = outcome.awaits;
        rest.push({ ...told(one, "later"), stop, spot: null });
        stop = "route";
        continue;
      }
      one.failed = outcome.partly ? "partly" : outcome;
      if (idle(companions, companionsBefore, one.els[0])) one.suspect = "companion";
      done.push(one);
      if (outcome.partly) stop = outcome.partly;
      else if (outcome === "gone") stop = "gone";
      else if (busy.begun > begun && waits(one, ahead)) stop = "request";
      else if (location.href !== address) stop = "moved";
      else if (one.plan.steps.some(({ e }) => jumps(e))) stop = "jump";
      else if (shape(ahead) !== before) stop = "changed";
    }
    await task();
    return {
      done: done.map((one) => told(one, one.failed || "pass")), rest, stop, token: hands.token,
      requests: busy.begun - requests, timers: Math.max(0, busy.timers - timers),
    };
  };
  // The same search as find, keeping the elements here.
  hands.resolve = ({ items, scopes }) => {
    const narrowed = hands.narrow(scopes);
    if (!narrowed.roots) return { wrong: narrowed };
    const index = hands.index(narrowed.roots);
    const all = items.map((item) => hands.fieldsOrHinted(narrowed.roots, item, index));
    const found = all.map(({ sets, names }, i) => ({
      count: sets.length,
      told: sets.length > 1 ? sets.map((els, k) => hands.describe(els[0], names[k])) : [],
      near: sets.length ? [] : hands.near([...index.strong.keys(), ...index.weak.keys()], items[i].words),
      status: hands.statusOfDocument(),
      row: sets.length ? [] : hands.rowHeads(narrowed.roots, hands.fold(items[i].words)),
    }));
    return { found, sets: found.every((one) => one.count === 1) ? all.map(({ sets }) => sets[0]) : [] };
  };
  // Read fields again: those set before (by keys) or by their words.
  hands.reread = ({ items }) => items.map((item) => {
    if (!item.keys.every(hands.gave)) return { at: item.at, left: true }; // of a document that has gone
    const els = item.keys.map(hands.kept);
    if (els.some((e) => !e)) return { at: item.at, gone: true };
    const plan = hands.divide(els, item);
    const on = els.length === 1 ? els[0] : null;
    const held = on && item.list ? hands.listWords(on) : plan.read ? plan.read() : on ? hands.held(on) : hands.readSet(els, item.value);
    return { at: item.at, held, said: plan.words ? plan.words() : "", name: ownName(els[0]), controls: hands.controlsBeside(els[0]) };
  });
  hands.gaveAll = (sets) => sets.map((keys) => keys.every(hands.gave)); // else they are of a document that has gone
  // Which form of the document an element belongs to, -1 = none; null for a link to another page.
  hands.formOf = (e) => {
    const link = e.closest("a[href]");
    if (link && !/^(#|javascript:)/i.test(link.getAttribute("href"))) return null;
    return [...document.forms].indexOf(e.form || e.closest("form"));
  };
  hands.formOfKept = (key) => { const e = hands.kept(key); return e ? hands.formOf(e) : null; };
  // How many named controls the form of an element has, or the document where it is in none: what a form is known by
  // that comes back in another document.
  hands.controlsBeside = (e) => {
    const form = e.form || document;
    return new Set([...(form.elements || form.querySelectorAll("input,select,textarea"))]
      .filter((one) => one.name && !/^(hidden|submit|button|image|reset|fieldset|output)$/.test(one.type)).map((one) => one.name)).size;
  };
  // What elements that were taken away (`keys`) stood in: a "dialog" of their own, in no form with others, or a form of
  // which an element that was set `before` still "stands". One that has been set again `later` was used again for
  // another field.
  hands.formAround = ({ keys, before, later }) => {
    const again = later.map(hands.kept);
    if (keys.every(hands.wentWithDialog)) return "dialog";
    return before.map(hands.kept).some((e) => e && !again.includes(e)) ? "stands" : "";
  };
  // putOff: timers that were set since the fill began and have not run yet
  hands.state = () => ({ open: busy.open, putOff: Math.max(0, busy.timers - busy.before), since: performance.now() - busy.changed });
})();

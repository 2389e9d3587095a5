// One value in several boxes: era, year, month, day; a group of choices; texts are divided in dividing.js.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.divide) return;
  const { fold, tidy, text, width, isOption, eraOf, printedEra } = hands;

  const options = (e) => [...e.options].map((o) => [o, tidy(o.label || o.text)]);
  // Options that a person can choose, each once: the same words with the same value are the same choice,
  // whichever of them is taken the same is sent. The same words with another value are a question.
  const choiceKey = (o) => `${o.value}\n${hands.optionLabel(o)}`;
  const once = (list) => list.filter((o, i, all) => all.findIndex((one) => choiceKey(one) === choiceKey(o)) === i);
  const apart = (list) => {
    const free = list.filter((o) => !o.disabled);
    return once(free.length ? free : list);
  };
  const isEra = (e) => e.tagName === "SELECT" && options(e).filter(([, words]) => eraOf(width(words))).length >= 2
    && options(e).every(([o, words]) => !o.value || !words || eraOf(width(words)) || !/\d{2,}/.test(words));

  // The word right after a box, or in its own label, name or placeholder: 年, 月, 日
  const partWord = (e) => {
    for (let at = e.nextSibling; at; at = at.nextSibling) {
      if (at.nodeType === 1 && hands.holdsControl(at)) break;
      const words = fold(text(at));
      if (words) { const m = /^(年|月|日)/.exec(words); if (m) return m[1]; break; }
    }
    const own = fold([...(e.labels || [])].map(text).join("") || e.getAttribute("aria-label") || e.placeholder || e.title || "");
    const said = /(年|月|日)$/.exec(own);
    if (said) return said[1];
    const name = `${e.name} ${e.id}`.toLowerCase();
    if (/year|nen|yyyy|_y\b|yy\b/.test(name)) return "年";
    if (/month|tsuki|_m\b|mm\b|gatsu/.test(name)) return "月";
    if (/day|hi\b|_d\b|dd\b|nichi/.test(name)) return "日";
    return "";
  };
  // Boxes that nothing calls year, month and day: the signs between them say it, or their size.
  const areDate = (els) => {
    const gaps = hands.gapsOf(els);
    return gaps.every((gap) => gap !== null && /^\s*[-/.・年月]?\s*$/.test(gap)) && (els.every(hands.isSmall) || gaps.every((gap) => gap.trim()));
  };
  const dateParts = (els) => {
    const radios = els.filter((e) => e.type === "radio");
    const eraRadios = radios.length > 1 && radios.every((e) => eraOf(hands.optionText(e)));
    if (radios.length && !eraRadios) return null;
    const era = eraRadios ? radios : els.filter(isEra).slice(0, 1);
    const rest = els.filter((e) => !era.includes(e) && !isOption(e));
    if (rest.length !== 3) return null;
    const said = rest.map(partWord);
    const words = new Set(said).size === 3 && said.every(Boolean) ? said : ["年", "月", "日"];
    if (said.some((one, i) => one && one !== words[i]) || (said.includes("") && !areDate(rest))) return null;
    const by = Object.fromEntries(words.map((word, i) => [word, rest[i]]));
    const isTold = era.length > 0 || by["年"].tagName === "SELECT"; // by the choice itself
    const printed = isTold ? null : printedEra(by["年"]);
    const counted = isTold || printed ? null : hands.eraTold(rest, by["年"]);
    return { era, printed, counted, year: by["年"], month: by["月"], day: by["日"] };
  };
  hands.areDateParts = (els) => dateParts(els) !== null;
  // Hours and minutes in turn, of one time or from one to another. Nothing is divided among them: each takes its own.
  const ofTime = (e, i) => {
    if (e.tagName !== "SELECT") return hands.isTexty(e) && hands.isSmall(e);
    const said = options(e).map(([, words]) => /^(\d{1,2}) ?[時分]?$/.exec(width(words).trim()));
    const numbers = said.filter(Boolean).map((one) => Number(one[1]));
    return numbers.length > 1 && numbers.length >= said.length - 1 && Math.max(...numbers) <= (i % 2 ? 59 : 24);
  };
  hands.areTimeParts = (els) => {
    if (els.length % 2 || !els.every(ofTime)) return false;
    const gaps = hands.gapsOf(els);
    const isTold = (e, i) => i % 2 || /^\s*[時:]/.test(gaps[i] ?? "") || (e.tagName === "SELECT" && options(e).some(([, words]) => /時/.test(words)));
    return els.every(isTold);
  };
  hands.isEraChoice = (e) => eraOf(hands.optionText(e)) !== undefined;
  // Options of a list that are one number with its one unit: 3 is 3歳児クラス and 1 is 1号認定. What has another
  // number, a sign or a comma says more than the number, and so do words of a range.
  const UNIT = /^(\d{1,4}) ?(\p{L}*)$/u;
  const RANGE = /未満|以上|以下|超|以内|以外|以降|以後|以前|まで|から|より|満たない|前後|程度|ほど|くらい|ぐらい|約|未|過|強|弱|半|代|.台$|余|[十百千万億兆割倍]/u;
  const unitOptions = (e, number) => apart(options(e).filter(([, words]) => {
    const found = UNIT.exec(width(words).trim());
    return found && Number(found[1]) === number && !RANGE.test(found[2]);
  }).map(([o]) => o));
  // A number as this box writes it: the option with that number, or padded as its maxlength and hint say.
  const numberedOptions = (e, numbers, era) => {
    const said = options(e).filter(([, words]) => {
      const label = width(words);
      const digits = (label.match(/\d+/g) || []).map(Number);
      const named = eraOf(label);
      if (named) return era && named[0] === era.name && (digits[0] ?? (label.includes("元") ? 1 : -1)) === era.year;
      return digits.length ? numbers.includes(digits[0]) : /^元年?$/.test(label) && numbers.includes(1);
    });
    const kept = said.length ? said : options(e).filter(([o]) => /^\d+$/.test(o.value) && numbers.includes(Number(o.value)));
    return apart(kept.map(([o]) => o));
  };
  const numbered = (e, numbers, era) => {
    if (e.tagName === "SELECT") {
      const all = numberedOptions(e, numbers, era);
      // 1989年(昭和64年) and 1989年(平成元年) are told apart by the era of the day
      const ofEra = era ? all.filter((o) => hands.optionLabel(o).includes(era.name)) : [];
      const found = ofEra.length === 1 ? ofEra : all;
      const place = found.length ? { index: found[0].index, length: e.options.length, label: found[0].label } : null;
      return found.length > 1 ? { several: found.length } : place ? { option: found[0], place } : null;
    }
    const padded = e.value && /^0\d$/.test(e.value) || /^(yy|mm|dd|0\d)$/i.test(e.placeholder || "");
    const value = String(numbers[0]);
    return { text: padded ? value.padStart(2, "0") : value };
  };
  const divideDate = (els, { date, value }) => {
    const parts = dateParts(els);
    if (!parts) return null;
    const out = [];
    const era = date.era ? { name: date.era, year: date.eraYear } : null;
    if (parts.era.length) {
      if (!era) return { missing: true };
      if (parts.era.length > 1) {
        const radio = parts.era.find((e) => eraOf(hands.optionText(e))[0] === era.name);
        if (!radio) return { missing: true, part: "元号" };
        out.push({ e: radio, check: true });
      } else {
        const option = options(parts.era[0]).find(([, words]) => (eraOf(width(words)) || [])[0] === era.name);
        if (!option) return { missing: true, part: "元号" };
        out.push({ e: parts.era[0], option: option[0] });
      }
    }
    if (parts.counted === "unclear") return { shape: true, read: () => readDate(parts) };
    if (parts.counted && parts.counted !== "western") parts.printed = parts.counted === "own" ? hands.eraNamed(date.era) : parts.counted;
    if (parts.counted === "own" && !parts.printed) return { missing: true };
    if (parts.printed && (!era || parts.printed[0] !== era.name)) return { missing: true };
    const ofEra = parts.era.length || parts.printed;
    const sought = [["年", parts.year, ofEra ? [era.year] : [date.year], era], ["月", parts.month, [date.month]], ["日", parts.day, [date.day]]];
    for (const [part, e, numbers, ofDay] of sought) {
      const find = () => numbered(e, numbers, ofDay);
      const how = find();
      if (how && how.several) return how;
      // A list of days may be made from the year and the month: what is not in it yet is looked for once they are set.
      if (!how && !out.length) return { missing: true, part };
      out.push({ e, part, find, ...how });
    }
    // In a column of texts the day may be written in any way: it is compared as it is written there.
    const whole = `${String(date.year).padStart(4, "0")}-${two(date.month)}-${two(date.day)}`;
    return { steps: out, read: () => { const held = readDate(parts); return held === whole ? value : held; } };
  };
  const numberIn = (e) => {
    const words = width(hands.held(e));
    const named = eraOf(words);
    const digits = words.match(/\d+/);
    const n = digits ? Number(digits[0]) : /元/.test(words) ? 1 : NaN;
    return named ? named[1] + n : n;
  };
  const two = (n) => String(n).padStart(2, "0");
  const readDate = (parts) => {
    let base = parts.printed ? parts.printed[1] : 0;
    if (parts.era.length > 1) { const on = parts.era.find((e) => e.checked); base = on ? eraOf(hands.optionText(on))[1] : NaN; }
    else if (parts.era.length) { const named = eraOf(width(hands.held(parts.era[0]))); base = named ? named[1] : NaN; }
    const [y, m, d] = [parts.year, parts.month, parts.day].map(numberIn);
    if ([base, y, m, d].some(Number.isNaN)) return [parts.year, parts.month, parts.day].map(hands.held).filter(Boolean).join("-");
    return `${base + y}-${two(m)}-${two(d)}`;
  };

  // ---- choices
  // By the words, else by the value. Where 1 is the value of 本庁 and 1課 is another choice (`near`), it cannot be
  // told which is meant; nor where 1 is the value of one choice and printed as the code of another (choices.js).
  const optionsSaying = (e, words, near, isCode) => {
    const wanted = tidy(words);
    const said = options(e).filter(([, label]) => label === wanted).map(([o]) => o);
    if (said.length) return apart(said);
    const coded = [...e.options].filter((o) => o.value === wanted && wanted !== "");
    const list = [...e.options].map(hands.optionChoice);
    const printed = coded.length ? hands.printed(list, wanted, false) : [];
    if (coded.length) return apart([...coded, ...near, ...printed]);
    const meant = hands.meant(list, wanted, isCode);
    return meant.length ? once([...meant, ...near]) : [];
  };
  const several = (value) => value.split(/[、,;\n]/).map((one) => one.trim()).filter(Boolean);
  const boxesSaying = (els, one, isCode) => {
    const said = els.filter((e) => hands.optionText(e) === fold(one));
    const coded = els.filter((e) => e.value && e.value !== "on" && e.value === one);
    const list = els.map(hands.boxChoice);
    if (said.length) return [...new Set([...said, ...coded])];
    return coded.length ? [...new Set([...coded, ...hands.printed(list, one, false)])] : hands.meant(list, one, isCode);
  };
  const severalOf = (list, words) => ({ several: list.length, names: list.map(words) });
  const divideChoice = (els, { value, column }) => {
    const radios = els.every((e) => e.type === "radio" || e.getAttribute("role") === "radio");
    const wanted = radios ? [value.trim()] : several(value);
    if (radios && wanted[0] === "") return { steps: [], read: () => hands.readSet(els) };
    const found = wanted.map((one) => boxesSaying(els, one, column === "code"));
    const many = found.find((list) => list.length > 1);
    if (many) return severalOf(many, hands.optionText);
    const on = [...new Set(found.flat())];
    const asked = new Map(found.flatMap((list, i) => list.map((e) => [e, wanted[i]])));
    const read = () => els.filter((e) => hands.held(e) === "1").map((e) => asked.get(e) ?? hands.optionText(e)).join("、");
    const words = () => els.filter((e) => hands.held(e) === "1").map(hands.optionText).join("、");
    if (radios) return on.length ? { steps: [{ e: on[0], check: true }], read, words } : { missing: true };
    if (on.length !== wanted.length) return { missing: true };
    return { steps: els.map((e) => ({ e, check: on.includes(e) })), read, words, glue: "、" };
  };
  // Behind a printed era (令和[ ]年度) a year of the common era would be read as one of that era.
  const WESTERN = /^(?:1[89]|20)\d{2}(?:年|年度)?$/;
  const divideOne = (e, item) => {
    const { value } = item;
    if (hands.isTexty(e) && WESTERN.test(width(value).trim()) && printedEra(e)) return { western: true };
    if (e.tagName === "SELECT") {
      const wanted = e.multiple ? several(value) : [value];
      const plain = !e.multiple && item.number !== null && item.number !== undefined;
      const near = plain ? unitOptions(e, item.number) : [];
      const isCode = item.column === "code";
      const found = wanted.map((one) => optionsSaying(e, one, isCode ? [] : near, isCode));
      const many = found.find((list) => list.length > 1);
      if (many) return severalOf(many, hands.optionLabel);
      if (found.some((list) => !list.length)) {
        if (near.length > 1) return severalOf(near, hands.optionLabel);
        if (near.length) return { steps: [{ e, option: near[0] }], read: () => (e.selectedOptions[0] === near[0] ? value : hands.held(e)), words: () => hands.held(e) };
        return { missing: true };
      }
      const chosen = found.map((list) => list[0]);
      const step = e.multiple ? { e, options: chosen } : { e, option: chosen[0] };
      const asked = new Map(chosen.map((o, i) => [choiceKey(o), wanted[i]]));
      const read = () => [...e.selectedOptions].map((o) => asked.get(choiceKey(o)) ?? hands.optionLabel(o)).join("、");
      return { steps: [step], read, words: () => hands.held(e) };
    }
    if (isOption(e)) {
      const words = hands.optionText(e);
      const on = words && words === fold(value) ? true : hands.flag(value);
      if (on === null) return { missing: true };
      return { steps: [{ e, check: on }], read: () => ((hands.held(e) === "1") === on ? value : hands.held(e) === "1" ? "1" : "0") };
    }
    if (hands.isSettable(e)) {
      const wanted = settable(e, item);
      if (wanted === null) return { shape: true };
      return { steps: [{ e, text: wanted }], read: () => (hands.held(e) === wanted ? value : hands.held(e)) };
    }
    return { steps: [{ e, text: value }], read: () => hands.held(e) };
  };
  const settable = (e, item) => {
    const { date, value } = item;
    const plain = width(value).trim();
    if (plain === "") return "";
    if (e.type === "date") return date ? `${String(date.year).padStart(4, "0")}-${two(date.month)}-${two(date.day)}` : null;
    if (e.type === "month") {
      const m = /^(\d{4})[-/年](\d{1,2})月?$/.exec(plain);
      return date ? `${date.year}-${two(date.month)}` : m ? `${m[1]}-${two(m[2])}` : null;
    }
    if (e.type === "time") { const m = /^(\d{1,2})[:時](\d{1,2})分?$/.exec(plain); return m ? `${two(m[1])}:${two(m[2])}` : null; }
    if (e.type === "datetime-local") { const m = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})/.exec(plain); return m ? `${m[1]}-${two(m[2])}-${two(m[3])}T${two(m[4])}:${m[5]}` : null; }
    return plain;
  };
  hands.several = several;

  // What is to be done for one item: {steps, read, words} | {missing} (no such choice; `part` of a date) | {several} (so
  // many of them) | {shape} (cannot be divided)
  // | {western} (a year of another era). `read` tells what is held as it is compared, `words` as the screen says it.
  hands.divide = (els, item) => {
    if (els.length === 1) return divideOne(els[0], item);
    if (item.date) {
      const found = divideDate(els, item);
      if (found) return found;
    }
    if (els.every(isOption)) return divideChoice(els, item);
    const boxed = els.filter((e) => !isOption(e));
    // Eras with the boxes of a date take a date, nothing else.
    if (item.value !== "" && boxed.length < els.length && els.filter(isOption).every(hands.isEraChoice)) return { shape: true };
    if (item.value === "") return { steps: boxed.map((e) => ({ e, text: "" })), read: () => boxed.map(hands.held).join("") };
    if (boxed.every((e) => e.tagName === "INPUT")) return hands.divideText(boxed, item) || { shape: true };
    return { shape: true };
  };
})();

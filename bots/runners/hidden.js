// hidden: what counts as a hidden value in a text, however it is written, and in texts that say it only together.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.sought) return;

  const BARE = /^[0-9a-z\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF]*$/;  // nothing of it would be taken away or changed
  const norm = (s) => (BARE.test(s || "") ? s || "" : (s || "").normalize("NFKC").replace(/[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]+/g, "")
    .replace(/[-‐‑‒–—―−ー－/／.．,，・()（）]/g, "").toLowerCase());
  // 12 digits with a right check digit (Individual Number)
  const isNumber = (digits) => {
    const q = (n) => (n <= 6 ? n + 1 : n - 5);
    let sum = 0;
    for (let n = 1; n <= 11; n += 1) sum += Number(digits[11 - n]) * q(n);
    const rest = sum % 11;
    return (rest <= 1 ? 0 : 11 - rest) === Number(digits[11]);
  };
  const holdsNumber = (s) => {
    for (const run of (s || "").normalize("NFKC").matchAll(/(?<![\d])\d(?:[\s\-‐‑–—―−ー]?\d){11}(?![\d])/g)) {
      if (isNumber(run[0].replace(/\D/g, ""))) return true;
    }
    return false;
  };
  // Forms in which people write a value too. They are looked for from the text, so that many values cost no more.
  const NUMERALS = "〇一二三四五六七八九";
  const IN_NUMERALS = /[〇一二三四五六七八九]{4,}/g;
  const inDigits = (plain) => plain.replace(IN_NUMERALS, (run) => [...run].map((one) => NUMERALS.indexOf(one)).join(""));
  const MAN = /(?<!\d)(\d{1,4})万(\d{0,4})(?!\d)/g; // 123万4567円
  // A name with a blank between its parts: 山田さん, 山田様, and 氏：山田 名：花子
  const NAME = /^(\p{L}+)\s+(\p{L}+)$/u;
  const CALLED = /さん|様(?![式子態々相])|殿|名:?/g;
  const LONGEST_FAMILY = 6; // signs of a family name that is looked for alone
  const namesOf = (values) => {
    const names = new Map();
    for (const value of values) {
      const [, family, given] = NAME.exec(value.trim()) || [];
      if (family) names.set(norm(family), [...(names.get(norm(family)) || []), norm(given)]);
    }
    return names;
  };
  function* namesIn(plain, names) {
    for (const { 0: word, index } of plain.matchAll(CALLED)) {
      const after = index + word.length;
      for (let n = 1; n <= LONGEST_FAMILY && n <= index; n += 1) {
        const given = names.get(plain.slice(index - n, index));
        if (!given) continue;
        if (!word.startsWith("名")) yield [index - n, index];
        else for (const one of given) if (plain.startsWith(one, after)) yield [index - n, after + one.length];
      }
    }
  }

  // Whether a text holds one of many: those of a whole sheet are told apart by how they begin, so that a picture
  // of its five hundredth row takes no longer than one of its first.
  const BEGINS = 4;
  const spotsOf = (wanted, whole, names) => {
    const short = wanted.filter((one) => one.length < BEGINS);
    const long = new Map();
    for (const one of wanted) if (one.length >= BEGINS) { const head = one.slice(0, BEGINS); if (long.has(head)) long.get(head).push(one); else long.set(head, [one]); }
    function* asTheyAre(plain) {
      for (const one of short) for (let at = plain.indexOf(one); at >= 0; at = plain.indexOf(one, at + 1)) yield [at, at + one.length];
      for (let at = 0; at + BEGINS <= plain.length; at += 1) {
        const likely = long.get(plain.slice(at, at + BEGINS));
        if (likely) for (const one of likely) if (plain.startsWith(one, at)) yield [at, at + one.length];
      }
    }
    // [first sign, sign after the last] of each that stands in a text without separators
    return function* spots(plain) {
      yield* asTheyAre(plain);
      if (names.size) yield* namesIn(plain, names);
      for (const { 0: amount, 1: high, 2: low, index } of plain.matchAll(MAN)) if (whole.has(high + low.padStart(4, "0"))) yield [index, index + amount.length];
      const digits = inDigits(plain);
      if (digits !== plain) yield* asTheyAre(digits);
    };
  };
  // An Individual Number in three parts
  const isSplitNumber = (parts) => parts.length === 3 && parts.every((one) => /^\d{4}$/.test(one)) && isNumber(parts.join(""));
  // Which of the texts (their places) say a value together. Few signs, and digits, are a value only where nothing more
  // stands with them: 1 and 2 of two cells are not in 31 and 25.
  const placesIn = (texts, spots) => {
    const parts = texts.map(norm);
    const plain = parts.join("");
    const owner = [];
    parts.forEach((part, i) => { for (let n = 0; n < part.length; n += 1) owner.push(i); });
    const found = new Set();
    const begins = (at) => owner[at] !== owner[at - 1];
    const isDigit = (sign) => sign >= "0" && sign <= "9";
    for (const [from, to] of spots(plain)) {
      const value = plain.slice(from, to);
      const free = (at) => begins(at) || (value.length >= BEGINS && !(isDigit(plain[at - 1]) && isDigit(plain[at])));
      if (free(from) && free(to)) for (let i = from; i < to; i += 1) found.add(owner[i]);
    }
    const filled = [...parts.keys()].filter((i) => parts[i]);
    filled.forEach((i, n) => {
      if (!/\d/.test(parts[i])) return;
      if (holdsNumber(texts[i])) found.add(i);
      const run = filled.slice(n, n + 3);
      if (isSplitNumber(run.map((one) => parts[one]))) for (const one of run) found.add(one);
    });
    return [...found];
  };

  // What is looked for when these values are to be hidden, and with them every Individual Number.
  hands.signs = norm;
  hands.sought = (values) => {
    const wanted = values.map(norm).filter(Boolean);
    const exact = wanted.filter((one) => one.length < 2);
    const whole = new Set(wanted.filter((one) => one.length >= BEGINS));
    const spots = spotsOf(wanted.filter((one) => one.length >= 2), whole, namesOf(values));
    let signs = null;  // made for the first style sheet that writes something: most pages have none
    return {
      any: wanted.length > 0,
      digits: wanted.some((one) => /\d/.test(one)),
      hit: (s) => { const plain = norm(s); return !spots(plain).next().done || exact.includes(plain) || holdsNumber(s); },
      same: (parts) => whole.has(parts.join("")) || isSplitNumber(parts),
      saying: (texts) => placesIn(texts, spots),
      concerns: (s) => { const plain = norm(s); signs ||= new Set(wanted.join("")); return /\d/.test(plain) || [...plain].some((sign) => signs.has(sign)); },
    };
  };
})();

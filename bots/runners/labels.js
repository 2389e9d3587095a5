// labels: a field whose label says more than the recipe: (フリガナ), 個人番号（12桁）. What stands in brackets may be
// a hint, or tell one field from another; it is dropped only where it cannot be the second.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.hinted) return;
  const { fold, busy } = hands;

  const WHOLE = /^[([【〔<]([^()[\]【】〔〕<>]+)[)\]】〕>]$/u;
  const TAIL = /^(.+?)[([【〔<]([^()[\]【】〔〕<>]+)[)\]】〕>]$/u;
  const HEAD = /^[([【〔<]([^()[\]【】〔〕<>]+)[)\]】〕>](.+)$/u;
  const HINT = /^(?:(?:半角|全角)?(?:英数字?|数字)?(?:で)?\d{1,3}(?:桁|文字|字)(?:以内|まで)?|必須|任意|(?:半角|全角)(?:英数字?|数字|文字)?|例[:).、 ]?.*|税込み?|円|ハイフン(?:なし|不要|あり))$/u;
  // Of these the value must be: a name in kanji has no place in 氏名（カナ）.
  const KANA = /^(?:(?:半角|全角)?(?:カナ|カタカナ)|フリガナ)$/u;
  const HIRAGANA = /^(?:かな|ひらがな|ふりがな)$/u;
  const isKana = (value) => /^[\u30A0-\u30FF\uFF66-\uFF9F\s\u3000()（）.．・･\-－A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+$/u.test(value);
  const isHiragana = (value) => /^[\u3040-\u309F\u30FC\s\u3000・]+$/u.test(value);
  const isHint = (part, value) => HINT.test(part)
    || (typeof value === "string" && ((KANA.test(part) && isKana(value)) || (HIRAGANA.test(part) && isHiragana(value))));

  // The label without its bracketed part, and that part; null for a label without one.
  const parted = (words) => {
    const whole = WHOLE.exec(words);
    if (whole) return { words: fold(whole[1]), part: "" };
    const tail = TAIL.exec(words);
    if (tail) return { words: fold(tail[1]), part: tail[2].trim() };
    const head = HEAD.exec(words);
    return head ? { words: fold(head[2]), part: head[1].trim() } : null;
  };
  // A label that says just the words may still be on its way.
  const SOON = 300;
  const LATER = 1000;
  const isStill = () => {
    const since = performance.now() - busy.changed;
    return document.readyState === "complete" && busy.open <= 0 && since >= (busy.timers ? LATER : SOON);
  };
  // Sets of elements whose label is the item's words and something in brackets, each with its label. One is
  // taken only for a hint; several are told, whatever is in the brackets. `now` = what was found before is asked for.
  hands.isStill = isStill;
  hands.hinted = (index, item, reduce) => {
    if (item.how !== "words" || item.kind || !(item.now || isStill())) return { sets: [], names: [] };
    const wanted = fold(item.words);
    const found = [];
    for (const [label, keys] of index.strong) {
      const one = parted(label);
      if (one && one.words === wanted) for (const { els } of keys.values()) found.push({ label, part: one.part, els: [...els] });
    }
    const sets = reduce(found.map(({ els }) => els));
    const of = (set) => found.filter(({ els }) => els.some((e) => set.includes(e)));
    const names = sets.map((set) => of(set)[0].label);
    if (sets.length > 1) return { sets, names };
    const isTaken = sets.length === 1 && of(sets[0]).every(({ part }) => part === "" || isHint(part, item.value))
      && !hands.unclear(sets[0], { ...item, words: names[0] }).length;
    return isTaken ? { sets, names } : { sets: [], names: [] };
  };

  // ---- did you mean
  const distance = (a, b) => {
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length];
  };
  const likeness = (wanted, one) => {
    if (Math.min(wanted.length, one.length) >= 2 && (one.includes(wanted) || wanted.includes(one))) return 1 + Math.min(wanted.length, one.length) / Math.max(wanted.length, one.length);
    const far = distance(wanted, one);
    const most = Math.max(wanted.length, one.length);
    return far <= Math.max(1, Math.floor(most / 3)) && far < most ? 1 - far / most : 0;
  };
  // What stands behind a colon (of no hour), or looks like a person, is no label of a form.
  const COLON = /(?<!\d):|:(?!\d\d)/u;
  const PERSONAL = /[様殿]|さん|\d{5}/u;
  // The HTTP status with which this document came, where it came over HTTP.
  hands.statusOfDocument = () => performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0;
  hands.near = (names, words) => {
    const wanted = fold(words);
    const labels = [...new Set([...names].map((one) => fold(one.split(COLON)[0])))];
    return labels.filter((one) => one && one !== wanted && one.length <= 30 && !PERSONAL.test(one))
      .map((one) => [likeness(wanted, one), one])
      .filter(([score]) => score > 0).sort((a, b) => b[0] - a[0]).slice(0, 3).map(([, one]) => one);
  };
})();

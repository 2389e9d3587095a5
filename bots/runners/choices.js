// choices: which choice the sheet means where its words are not simply the same. A choice may be printed with a
// code before its words (01:東地区); nothing is taken where two choices can be meant.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.meant) return;
  const { width, tidy, text, busy } = hands;

  const plain = (words) => width(words || "").trim();
  const CODE = "[A-Za-z]{0,2}\\d{1,8}|[A-Za-z]";
  const WORDS = "[\\p{L}(【「『〔].*";
  const SIGNED = new RegExp(`^(?:[[(【〔<](${CODE})[\\])】〕>]|(${CODE}) ?[:.)]) ?(${WORDS})$`, "u");
  // With nothing but a space between them 3 万円, 20 歳未満 and 2 A組 look the same: what may be an amount is none.
  const SPACED = /^([A-Za-z]{0,2}\d{1,8}) ([^\u0000-\u007F].*)$/u;
  const GLUED = /^([A-Za-z]{0,2}\d{1,8})([^\u0000-\u007F].*)$/u;
  const AMOUNT = /^(?:[歳才人名円万千百億年月日時分秒回件号番級種類期度割週枚部通本台個点世丁条項課班組区棟階軒代次等%㎡]|か月|ヶ月|カ月|ケ月).?$|未満|以上|以下|超|以内|以外|以降|以前|まで|から|前後|程度/u;
  const signed = (words) => {
    const found = SIGNED.exec(words);
    return found ? { code: found[1] || found[2], words: found[3] } : null;
  };
  const spaced = (words) => {
    const found = SPACED.exec(words);
    return found && !AMOUNT.test(found[2]) ? { code: found[1], words: found[2] } : null;
  };
  const number = (code) => (/^\d+$/.test(code) ? Number(code) : NaN);
  // The texts beside bare boxes have lost their spaces: then the box's own value must say that it is a code.
  const glued = (words, value) => {
    const found = GLUED.exec(words);
    const agrees = found && (found[1] === value || number(found[1]) === number(value));
    return agrees && !AMOUNT.test(found[2]) ? { code: found[1], words: found[2] } : null;
  };
  // A code is one only in a list of such choices: 3:その他 alone among plain words is not read apart.
  const parted = (list) => {
    const parts = list.map(({ said, value, box }) => signed(said) || spaced(said) || (box ? glued(said, value) : null));
    const real = list.filter(({ said, value }) => said && value !== "").length;
    const coded = parts.filter(Boolean).length;
    return coded >= 2 || (coded > 0 && coded === real) ? parts : parts.map(() => null);
  };

  hands.optionChoice = (o) => ({ it: o, said: plain(o.label || o.text), value: o.value, free: !o.disabled });
  hands.boxChoice = (e) => {
    const label = [...(e.labels || [])].map((one) => tidy(text(one))).find(Boolean);
    return { it: e, said: plain(label || hands.optionText(e)), value: e.value === "on" ? "" : e.value || "", free: true, box: true };
  };
  // The choices that print `wanted` as their code. Zeros before it make no other number, unless it is a code.
  hands.printed = (list, wanted, isCode) => {
    const code = plain(wanted);
    const parts = parted(list);
    const exact = list.filter((_, i) => parts[i] && parts[i].code === code);
    if (exact.length || isCode) return exact.map(({ it }) => it);
    return list.filter((_, i) => parts[i] && number(parts[i].code) === number(code)).map(({ it }) => it);
  };
  // The choices that `wanted` may mean, none of which says exactly that: in the other width, with another sign
  // between code and words, by the words alone or by the printed code alone.
  hands.meant = (list, wanted, isCode) => {
    const words = plain(wanted);
    if (!words) return [];
    const parts = parted(list);
    const those = (fits) => list.filter((one, i) => fits(one, parts[i]));
    const kept = (found) => (found.some(({ free }) => free) ? found.map(({ it }) => it) : []);
    const twins = those(({ said }) => said === words);
    if (twins.length) return kept(twins);
    const asked = signed(words) || spaced(words);
    if (asked) return kept(those((_, part) => part && part.code === asked.code && part.words === asked.words));
    const printed = new Set(hands.printed(list, wanted, isCode));
    return kept(those(({ it }, part) => printed.has(it) || (part && part.words === words)));
  };

  // ---- what is told of choices
  const PLACEHOLDER = /^[\s\-ー―—–.…▼▽*<>()（）【】]*(?:未選択|(?:下記|以下|一覧|リスト)?(?:から|より)?(?:お?選択|お?選び|選ぶ|select|choose).*)?[\s\-ー―—–.…▼▽*<>()（）【】]*$/iu;
  const real = (e) => [...e.options].filter((o) => !o.disabled && o.value !== "" && !PLACEHOLDER.test(plain(o.label || o.text)));
  // Whether a field holds nothing: a box without a text, a list at its first line that only asks to choose, no button
  // pressed. Of a field that is divided one empty box is enough.
  const isBare = (e) => {
    if (e.tagName === "SELECT") return !real(e).some((o) => o.selected);
    if (hands.isOption(e) || e.matches("input:not([role=combobox]), textarea")) return !plain(hands.held(e));
    return PLACEHOLDER.test(plain(hands.listWords(e)));
  };
  hands.isEmpty = (els) => (els.length > 1 && els.every(hands.isOption) ? els.every(isBare) : els.some(isBare));
  // The words of the choices of a field, as far as a person can choose them.
  hands.offered = (els) => {
    if (els.length === 1 && els[0].tagName === "SELECT") return real(els[0]).map(hands.optionLabel).slice(0, 60);
    return els.length > 1 && els.every(hands.isOption) ? els.map(hands.optionText).filter(Boolean).slice(0, 60) : [];
  };
  // Whether the choices of a field are all that there will be: nothing is under way or put off, a list has more
  // than its first line, and for a while they have been the same.
  const LONG_ENOUGH = 1000;
  const CLOCK = 3000;
  const seen = new WeakMap();
  hands.isComplete = (els) => {
    const selects = els.filter((e) => e.tagName === "SELECT");
    const now = selects.map((e) => [...e.options].map((o) => `${o.label}|${o.value}|${o.disabled}`).join("\n")).join("\n\n");
    const known = seen.get(els[0]);
    if (!known || known.now !== now) seen.set(els[0], { now, since: performance.now() });
    const same = performance.now() - seen.get(els[0]).since;
    // Timers that are heeded run within three seconds: after that it is a clock that sets them anew.
    const idle = busy.open <= 0 && (busy.timers <= busy.before || same >= CLOCK);
    return idle && same >= LONG_ENOUGH && selects.every((e) => real(e).length > 0);
  };
})();

// One text in several boxes: only where the text has a shape of which the parts are known (a phone number,
// a postal code, a code, a mail address, a name) and the boxes look like the parts of that shape. Boxes that
// merely stand under one heading (two lines of an address) are not parts of anything: a guess is never made.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.divideText) return;
  const { fold, text, width } = hands;

  const HYPHEN = "-‐‑‒–—―−ー－";
  const NOTHING = /^\s*$/;
  const JOINED = new RegExp(`^[${HYPHEN}\\s]*$`, "u");
  const PHONE = new RegExp(`^[${HYPHEN}()（）\\s]*$`, "u");
  const CUT = new RegExp(`[${HYPHEN}()（）\\s]+`, "u");
  const MOST = 8; // characters of a box that is made for a part of a number
  const NARROW = 110; // pixels of such a box

  // What stands between two boxes on one line; null where that cannot be told.
  const between = (a, b) => {
    if (a.getRootNode() !== b.getRootNode()) return null;
    const [one, two] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
    if (one.bottom <= two.top || two.bottom <= one.top) return null;
    const range = document.createRange();
    range.setStartAfter(a);
    range.setEndBefore(b);
    return range.collapsed ? "" : width(text(range.cloneContents()));
  };
  const gapsOf = (els) => els.slice(1).map((e, i) => between(els[i], e));
  hands.gapsOf = gapsOf;
  const room = (e) => (e.maxLength > 0 ? e.maxLength : Infinity);
  const isSmall = (e) => {
    if (e.tagName === "SELECT") return true;
    if (e.maxLength > 0) return e.maxLength <= MOST;
    if (e.hasAttribute("size")) return e.size <= MOST;
    return e.offsetWidth > 0 && e.offsetWidth <= NARROW;
  };
  hands.isSmall = isSmall;
  // Boxes of the parts of one number: on one line, nothing but its signs between them; and the signs, or
  // the size of every box, say that they are parts. Boxes without either may be three phone numbers.
  const areParts = (els, pieces, signs) => {
    const gaps = gapsOf(els);
    if (gaps.some((gap) => gap === null || !signs.test(gap))) return false;
    if (els.some((e, i) => pieces[i].length > room(e))) return false;
    return els.every(isSmall) || gaps.every((gap) => !NOTHING.test(gap));
  };
  const cutBy = (plain, lengths) => {
    let at = 0;
    return lengths.map((n) => { at += n; return plain.slice(at - n, at); });
  };

  const phone = (els, plain) => {
    const given = plain.split(CUT).filter(Boolean);
    if (!/^0\d{8,10}$/.test(given.join(""))) return null;
    if (given.length > 1) return given.length === els.length && els.length <= 3 ? { pieces: given, signs: PHONE } : null;
    // A number on land says nothing of where its parts end; one of a mobile phone does.
    return els.length === 3 && /^0[5789]0\d{8}$/.test(plain) ? { pieces: cutBy(plain, [3, 4, 4]), signs: PHONE } : null;
  };
  const postal = (els, plain) => {
    const found = new RegExp(`^(\\d{3})[${HYPHEN}]?(\\d{4})$`, "u").exec(plain);
    return found && els.length === 2 ? { pieces: [found[1], found[2]], signs: JOINED } : null;
  };
  // Codes and numbers with fixed parts: cut where the value has the same hyphens as the screen, or where the
  // boxes hold exactly so many characters.
  const code = (els, plain, kind) => {
    const fits = kind === "code" ? /^[0-9A-Za-z]+$/ : /^\d+$/;
    const given = plain.split(new RegExp(`[${HYPHEN}]`, "u"));
    if (!given.every((one) => fits.test(one))) return null;
    if (given.length > 1) {
      const hyphens = gapsOf(els).every((gap) => gap !== null && JOINED.test(gap) && !NOTHING.test(gap));
      return given.length === els.length && hyphens ? { pieces: given, signs: JOINED } : null;
    }
    const rooms = els.map(room);
    return rooms.reduce((a, b) => a + b, 0) === plain.length ? { pieces: cutBy(plain, rooms), signs: JOINED } : null;
  };
  // The numbers of a lot, 1-2-3: the words of 1丁目2番3号 stand between its boxes.
  const LOT = /^\s*(丁目|番地の?|番|の)\s*$/;
  const lot = (els, plain) => {
    const given = plain.split(new RegExp(`[${HYPHEN}]`, "u"));
    const numbers = given.length > 1 && given.length === els.length && given.every((one) => /^\d+$/.test(one));
    return numbers ? { pieces: given, signs: LOT } : null;
  };
  const mail = (els, plain) => {
    const pieces = plain.split("@");
    const [gap] = gapsOf(els);
    if (els.length !== 2 || pieces.length !== 2 || pieces.some((one) => !one || /\s/.test(one)) || !gap || gap.trim() !== "@") return null;
    return { pieces, seams: ["", "@", ""] };
  };

  // 姓 or 名, as the page calls a box: by the word before it, its own label, or its name.
  const SAID = [[/^(姓|氏|セイ|せい|みょうじ|名字|苗字|姓カナ|姓\(カナ\)|セイ\(カナ\))$/, "姓"], [/^(名|メイ|めい|名カナ|名\(カナ\)|メイ\(カナ\))$/, "名"]];
  const NAMED = [
    [/(^|[^a-z])(sei|myou?ji|surname|(last|family)[^a-z]*(name|nm|kana)|(name|kana)[^a-z]*(last|family))([^a-z]|$)/, "姓"],
    [/(^|[^a-z])(mei|(first|given)[^a-z]*(name|nm|kana)|(name|kana)[^a-z]*(first|given))([^a-z]|$)/, "名"],
  ];
  const partOf = (said, table) => table.filter(([shape]) => shape.test(said)).map(([, part]) => part);
  const wordBefore = (e) => {
    let words = "";
    for (let at = e.previousSibling; at; at = at.previousSibling) {
      if (at.nodeType === 1 && (hands.isControl(at) || hands.holdsControl(at) || at.tagName === "BR")) break;
      words = text(at) + words;
    }
    return fold(words);
  };
  const namePart = (e) => {
    const own = [...(e.labels || [])].map((one) => fold(text(one)));
    const said = [wordBefore(e), ...own, fold(e.getAttribute("aria-label") || ""), fold(e.placeholder || ""), fold(e.title || "")].filter(Boolean);
    const parts = new Set(said.flatMap((one) => partOf(one, SAID)));
    if (parts.size) return parts.size === 1 ? [...parts][0] : "";
    if (said.some((one) => !/^例|氏名|名前|カナ|かな|ガナ|がな/.test(one))) return "";
    const name = `${e.name} ${e.id}`.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
    const named = new Set(partOf(name, NAMED));
    return named.size === 1 ? [...named][0] : "";
  };
  const name = (els, value) => {
    const found = /^(\S+)([ \u3000])(\S+)$/.exec(value.trim());
    if (!found || els.length !== 2) return null;
    const order = els.map(namePart).join("");
    if (order !== "姓名" && order !== "名姓") return null;
    const pieces = [found[1], found[3]];
    const [first, second] = order === "姓名" ? els : [els[1], els[0]];
    if (pieces[0].length > room(first) || pieces[1].length > room(second)) return null;
    return { els: [first, second], pieces, seams: ["", found[2], ""] };
  };

  // What was cut away between the parts: what is read is put together with it again.
  const seamsOf = (value, count) => {
    const found = value.split(/[0-9A-Za-z\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]+/u);
    return found.length === count + 1 ? found : Array(count + 1).fill("");
  };

  // {steps, read}, or null where the value has no such shape or the boxes are not its parts.
  hands.divideText = (els, { value, column }) => {
    const plain = width(value).trim();
    const number = [phone, postal, code, lot].map((shape) => shape(els, plain, column)).find((cut) => cut && areParts(els, cut.pieces, cut.signs));
    const cut = number || mail(els, plain) || name(els, value);
    if (!cut) return null;
    const boxes = cut.els || els;
    const seams = cut.seams || seamsOf(value.trim(), boxes.length);
    return {
      steps: boxes.map((e, i) => ({ e, text: cut.pieces[i] })),
      read: () => { const held = boxes.map(hands.held); return held.some(Boolean) ? held.reduce((all, one, i) => all + one + seams[i + 1], seams[0]) : ""; },
    };
  };

  // ---- boxes beside it that nobody can fill in: the name that a code brings
  hands.isShut = (e) => !hands.isOption(e) && /^(readonly|disabled)$/.test(hands.route(e, ""));
  const SEAM = new RegExp(`^\\s*[${HYPHEN}()/.@~〜年月日\\s]+\\s*$`, "u");
  // Those of one heading that are meant by a value. One that cannot be filled in is no part of it, unless two things
  // speak for that: a sign joins it to another, the value has the shape of all of them, it is only disabled as yet.
  hands.settableOf = (els, item = null) => {
    const shut = els.filter(hands.isShut);
    if (!shut.length || shut.length === els.length) return els;
    const reasons = [
      gapsOf(els).some((gap) => gap && SEAM.test(gap) && !NOTHING.test(gap)),
      Boolean(item && item.value) && !hands.divide(els, item).shape,
      shut.some((e) => hands.locked(e) === "disabled"),
    ];
    return reasons.filter(Boolean).length > 1 ? els : els.filter((e) => !shut.includes(e));
  };
  // How the boxes of one heading can be told apart by whoever names them: never a value.
  hands.boxNames = (els) => els.map((e, i) => (e.getAttribute("name") || e.id || `${i + 1}`).slice(0, 40));
})();

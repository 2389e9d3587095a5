// running: what a word says in running text. 登録しました。受付No: Z00001, 受付番号は「12」です。, 台帳番号 B00001
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.running) return;
  const { fold, spoken, visible } = hands;

  // A line as it is seen: the texts between two blocks, breaks or fields, whatever they are marked with.
  const APART = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|OPTION|TEXTAREA|LABEL|TH|DT|HEAD|TITLE)$/;
  const isBlock = (e) => !/^(inline|contents|ruby)/.test(getComputedStyle(e).display);
  const linesIn = (root, plain) => {
    const out = [];
    let words = "";
    const end = (box, next = null) => {
      if (fold(words).includes(plain) && words.trim()) out.push({ box, words, next });
      words = "";
    };
    const visit = (node, box) => {
      if (node.nodeType === Node.TEXT_NODE) {
        words += node.data.replace(/\s+/g, " ");
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (APART.test(node.tagName) || hands.isControl(node) || node.tagName === "BR") end(box);
      else if (!isBlock(node)) {
        if (visible(node)) inside(node, box);
      } else {
        end(box, node);
        if (visible(node) && fold(node.textContent || "").includes(plain)) {
          inside(node, node);
          end(node);
        }
      }
    };
    const inside = (node, box) => {
      for (const child of (node.shadowRoot || node).childNodes) visit(child, box);
    };
    const start = root.body || root;
    inside(start, start);
    end(start);
    return out;
  };

  // The word begins a sentence or stands after a blank or a bracket (受付番号はお控えください says none). What it says ends
  // with its sentence, its bracket, or before the next word with a colon; without a sign it is one number or code.
  const PARTS = /[\s。．！!？?、,，（(「・]/u;
  const CODE = "[「『【]?第?[\\p{Lu}\\p{Ll}-]*\\p{Nd}";
  const SAYS = new RegExp(`[：:]|は(?=[\\s、]*${CODE})|\\s+(?=${CODE})`, "gu");
  const ends = (rest, sign) => {
    const inner = rest.replace(/^[\s、]*[「『【]?/u, "");
    if (!sign.trim()) return /^第?[\p{Script=Latin}\p{Nd}\p{Pd}/]+号?/u.exec(inner)[0];
    const [all] = /^(?:（[^）]*）|\([^)]*\)|\.(?!\s)|[^。.\n（(）)」』】])*/u.exec(inner);
    const one = all.replace(/\s+\S{1,20}[：:].*$/su, "");
    return spoken(sign === "は" ? one.replace(/\s*(?:です|となります|になります)\s*$/u, "") : one);
  };
  const said = ({ box, words, next }, wanted) => {
    for (const { 0: sign, index } of words.matchAll(SAYS)) {
      const before = words.slice(Math.max(0, index - 40), index);
      const starts = [...before].map((_, i) => i).filter((i) => i === 0 || PARTS.test(before[i - 1]));
      if (!starts.some((i) => wanted(fold(before.slice(i))))) continue;
      const text = ends(words.slice(index + sign.length), sign);
      if (text) return { els: [box], text };
      if (next && visible(next) && !hands.holdsControl(next)) return { els: [next], text: spoken(next.innerText) };
    }
    return null;
  };
  // Each thing that the word says, with where it says so: the same twice (in a notice and on the page) is one.
  hands.running = (roots, wanted, plain) => {
    const found = new Map();
    for (const root of roots) {
      for (const line of linesIn(root, plain)) {
        const one = said(line, wanted);
        if (one && !found.has(one.text)) found.set(one.text, one);
      }
    }
    return [...found.values()];
  };
})();

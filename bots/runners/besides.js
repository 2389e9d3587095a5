// besides: boxes that go with something to choose: その他（[ ]）, あり（[ ]年）, "その他の場合" behind a list, and the
// boxes of a date behind its eras. What their heading asks for is the choice; they themselves have words of
// their own. Whatever is written in another way is left to be told as standing twice.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.choiceOf) return;
  const { fold, text, all, isOption } = hands;

  // ---- a text box in the words of a radio or check box
  const OPENED = /[（([［]([^）)\]］]*)$/u;
  const OTHER = /^その他[\s\u3000：:]*$/u;
  const MOST = 40; // characters between a choice and its box
  const REACH = 4; // boxes in the words of one choice at most
  // The words before an opened bracket: その他 of "その他（".
  hands.isOpened = (words) => OPENED.test(words);
  hands.unopened = (words) => words.replace(OPENED, "");
  const between = (a, b) => {
    const range = document.createRange();
    range.setStartAfter(a);
    range.setEndBefore(b);
    return range.collapsed ? "" : text(range.cloneContents());
  };
  const PLACE = "td,th,dd,li,p,div,fieldset,form,body";
  // The radio or check box of `list` (all boxes, in their order) in whose words the text box at `at` stands.
  const ownerIn = (list, at) => {
    const e = list[at];
    if (isOption(e)) return null;
    for (let k = at - 1; k >= 0 && at - k <= REACH; k -= 1) {
      const one = list[k];
      if (!isOption(one)) continue;
      if (one.getRootNode() !== e.getRootNode() || !one.closest(PLACE)?.contains(e)) return null;
      const words = between(one, e).trim();
      if (words.length > MOST) return null;
      return OPENED.test(words) || (k === at - 1 && OTHER.test(words)) ? one : null;
    }
    return null;
  };
  hands.choiceOf = (e, list) => ownerIn(list, list.indexOf(e));
  // Map(text box → the choice in whose words it stands)
  hands.choicesOf = (list) => new Map(list.map((e, at) => [e, ownerIn(list, at)]).filter(([, owner]) => owner));

  // One choice alone with the box in its words, 同居 ○あり（[ ]人）: the heading may ask for either.
  hands.choiceAndBox = (els) => {
    const choices = els.filter(isOption);
    const rest = els.filter((e) => !isOption(e));
    return choices.length === 1 && rest.length && rest.every((e) => hands.choiceOf(e, els)) ? [choices, rest] : null;
  };

  // A text box that stands under one heading with the radios of one name, and belongs to them: the radio that
  // stands for all of them. Else null: "電話 [ ] ○自宅 ○携帯" asks for a text, and a choice too.
  hands.radioBeside = (e, cell) => {
    if (isOption(e) || !cell.querySelector("input[type=radio]")) return null;
    const list = all([cell], hands.CONTROL);
    const radios = list.filter((one) => one.type === "radio");
    const rest = list.filter((one) => !radios.includes(one));
    const family = hands.family(radios[0]);
    if (radios.length < 2 || !radios[0].name || rest.some(isOption)) return null;
    if (family.length !== radios.length || !family.every((one) => radios.includes(one))) return null;
    const isLast = list.indexOf(rest[0]) === radios.length;
    const belongs = (isLast && radios.every(hands.isEraChoice)) || rest.every((one) => hands.choiceOf(one, list));
    return belongs ? family[0] : null;
  };

  // ---- a text box behind a list for what is not in it
  const IS_OTHER = /^[（([［「]?その他/u;
  const saysOther = (e) => [hands.textBefore(e)?.words, ...[...(e.labels || [])].map((one) => fold(text(one))), fold(e.placeholder || "")]
    .some((words) => words && IS_OTHER.test(words));
  // The list of these boxes if all that follows it is such a box, else null.
  hands.listBeforeOther = (els) => {
    const [first, ...rest] = els;
    const isList = first.tagName === "SELECT" && rest.length > 0;
    return isList && rest.every((e) => e.tagName !== "SELECT" && !isOption(e) && saysOther(e)) ? first : null;
  };
})();

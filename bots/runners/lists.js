// lists: the visible choices of a widget that is no native select.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.choice) return;
  const { tidy, all, visible } = hands;
  const ROLES = "[role=option],[role=treeitem],[role=menuitem],[role=menuitemradio],[role=gridcell]";
  const words = (e) => tidy(e.innerText || e.textContent);

  const says = (e, wanted) => words(e) === wanted || tidy(e.getAttribute("aria-label") || "") === wanted;
  // The visible thing that says exactly `text`: the first option, else the last element that says it; where
  // it can be hit; and whether the press before it met another thing.
  hands.choice = (asked) => {
    const missed = hands.landed() === "missed";
    const e = missed ? null : sought(asked);
    return { missed, key: e ? hands.keep(e) : null, spot: e ? hands.spotOf(e, true) : null };
  };
  const sought = ({ text, loose }) => {
    const wanted = tidy(text);
    const option = all([document], ROLES).find((e) => says(e, wanted) && visible(e));
    if (option || !loose) return option || null;
    const saying = all([document], "*").filter((e) => !/^(OPTION|SCRIPT|STYLE|INPUT|TEXTAREA|SELECT|HTML|BODY|LABEL)$/.test(e.tagName)
      && e.textContent.length < wanted.length + 40 && words(e) === wanted && visible(e));
    const deepest = saying.filter((e) => !saying.some((one) => one !== e && e.contains(one)));
    return deepest.pop() || null;
  };
  hands.listed = () => all([document], ROLES).some(visible);
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
  // Focus a text field and select what it holds, so that keys replace it; false for what holds no text.
  hands.forKeys = (key) => {
    const e = hands.kept(key);
    if (!e || !hands.isTexty(e) || e.isContentEditable) return false;
    e.focus();
    e.select();
    return hands.active() === e;
  };
})();

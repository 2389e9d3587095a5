// lists: the visible choices of a widget that is no native select.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.choices) return;
  const { tidy, all, visible } = hands;
  const ROLES = "[role=option],[role=treeitem],[role=menuitem],[role=menuitemradio],[role=gridcell]";
  const words = (e) => tidy(e.innerText || e.textContent);

  const says = (e, wanted) => words(e) === wanted || tidy(e.getAttribute("aria-label") || "") === wanted;
  // Visible things that say exactly `text`: options first, else the last element that says it; and
  // whether the press before it met another thing.
  hands.choices = (asked) => ({ found: sought(asked), missed: hands.landed() === "missed" });
  const sought = ({ text, loose }) => {
    const wanted = tidy(text);
    const options = all([document], ROLES).filter((e) => says(e, wanted) && visible(e));
    if (options.length) return options.map(hands.keep);
    if (!loose) return [];
    const saying = all([document], "*").filter((e) => !/^(OPTION|SCRIPT|STYLE|INPUT|TEXTAREA|SELECT|HTML|BODY|LABEL)$/.test(e.tagName)
      && e.textContent.length < wanted.length + 40 && words(e) === wanted && visible(e));
    const deepest = saying.filter((e) => !saying.some((one) => one !== e && e.contains(one)));
    return deepest.slice(-1).map(hands.keep);
  };
  hands.listed = () => all([document], ROLES).some(visible);
  hands.takesText = () => {
    const e = hands.active();
    return Boolean(e) && hands.isTexty(e) && !e.readOnly;
  };
  hands.listState = (key) => {
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

// The purpose: a combobox. Only a choice from the list counts; text alone leaves the id empty.

import { ask, h, t } from "./boot.js";
import { frame } from "./fields.js";

const QUIET = 150; // ms without a key before the list is asked for

/** The combobox of the form; the model gets `purpose_id` and the words `purpose`. */
export function combobox(form) {
  const box = h("input", {
    id: "f-purpose", name: "purpose", autocomplete: "off", role: "combobox",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "purpose-list",
  });
  const hidden = h("input", { type: "hidden", name: "purpose_id" });
  const list = h("ul", { id: "purpose-list", role: "listbox", "aria-label": form.labels.purpose, hidden: true });
  const state = { options: [], active: -1, timer: 0, turn: 0 };

  const close = () => {
    list.hidden = true;
    state.active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    form.put("purpose_id", option.id);
    form.put("purpose", option.words);
    close();
  };
  const mark = (index) => {
    state.active = index;
    [...list.children].forEach((item, place) =>
      item.setAttribute("aria-selected", String(place === index)));
    const item = list.children[index];
    if (!item) return;
    box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const open = async () => {
    const turn = ++state.turn;
    const part = form.model.purpose_id ? "" : box.value;
    try {
      const { body } = await ask(`/api/purposes?q=${encodeURIComponent(part)}`);
      if (turn !== state.turn || document.activeElement !== box) return;
      state.options = body.options;
      list.replaceChildren(...items(state.options, choose));
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
    } catch (error) {
      form.failed(error);
    }
  };

  box.addEventListener("focus", open);
  box.addEventListener("click", () => { if (list.hidden) open(); });
  box.addEventListener("input", () => {
    form.set("purpose", box.value);
    form.set("purpose_id", "");
    hidden.value = "";
    clearTimeout(state.timer);
    state.timer = setTimeout(open, QUIET);
  });
  box.addEventListener("blur", () => { clearTimeout(state.timer); state.turn += 1; close(); });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = state.options.length - 1;
    if (event.key === "ArrowDown") { if (list.hidden) open(); else mark(Math.min(state.active + 1, last)); }
    else if (event.key === "ArrowUp") mark(Math.max(state.active - 1, 0));
    else if (event.key === "Enter") { if (!list.hidden && state.active >= 0) choose(state.options[state.active]); }
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  form.draw("purpose", () => { box.value = form.model.purpose; });
  form.draw("purpose_id", () => { hidden.value = form.model.purpose_id; });
  return frame(form, "purpose", h("div", { class: "combo" }, box, hidden, list), t.hint_purpose);
}

function items(options, choose) {
  if (!options.length) return [h("li", { class: "none" }, t.no_options)];
  return options.map((option) => {
    const item = h("li", { role: "option", id: `purpose-${option.id}`, "aria-selected": "false" }, option.words);
    // The box would lose its focus, and with it the list, before the click.
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(option));
    return item;
  });
}

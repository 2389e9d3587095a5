// The plain fields of the form. Each keeps its value in the model; what is drawn follows the model,
// so that text put into the page behind its back is never sent.

import { ask, boot, h, say, t } from "./boot.js";

/** The frame of a field: label, control, hint, place for its error. */
export function frame(form, name, control, hint = "") {
  const required = form.required.includes(name)
    ? h("span", { class: "req" }, t.required) : null;
  return h("div", { class: `field f-${name}` },
    h("div", { class: "label" }, h("label", { for: `f-${name}` }, form.labels[name]), required),
    control,
    h("p", { class: "error", id: `e-${name}` }),
    hint ? h("p", { class: "hint", id: `h-${name}` }, hint) : null);
}

/** A text field. `clean` makes the model's value of the text while it is typed; it is drawn again. */
export function text(form, name, { clean = (value) => value, hint = "", tag = "input", ...more } = {}) {
  const box = h(tag, { id: `f-${name}`, name, autocomplete: "off", ...more });
  box.addEventListener("input", () => {
    form.set(name, clean(box.value));
    if (box.value !== form.model[name]) box.value = form.model[name];
  });
  form.draw(name, () => { box.value = form.model[name]; });
  return frame(form, name, box, hint);
}

/** The telephone: digits with hyphens, put in while typing. */
export function hyphenPhone(value) {
  const digits = halfDigits(value).replace(/\D/g, "").slice(0, 11);
  const cuts = /^0[5789]0/.test(digits) ? [3, 7] : /^0[36]/.test(digits) ? [2, 6] : [4, 6];
  return [digits.slice(0, cuts[0]), digits.slice(cuts[0], cuts[1]), digits.slice(cuts[1])]
    .filter(Boolean).join("-");
}

/** The postal code: fills in the address, some time later, if it knows the code. */
export function postal(form) {
  const waiting = h("p", { class: "hint waiting", hidden: true }, t.looking_up);
  const clean = (value) => {
    const digits = halfDigits(value).replace(/\D/g, "").slice(0, 7);
    return digits.length > 3 ? `${digits.slice(0, 3)}-${digits.slice(3)}` : digits;
  };
  const whole = text(form, "postal", { clean, hint: t.hint_postal, inputmode: "numeric" });
  let asked = "";
  form.draw("postal", () => { asked = form.model.postal; }); // An emptied form waits for no answer.
  whole.querySelector("input").addEventListener("input", async () => {
    const code = form.model.postal;
    if (code.length !== 8 || code === asked) { asked = code; return; }
    asked = code;
    waiting.hidden = false;
    try {
      const { body } = await ask(`/api/postal?code=${encodeURIComponent(code)}`);
      if (asked === code && body.address) form.put("address", body.address);
    } catch (error) {
      form.failed(error);
    } finally {
      waiting.hidden = true;
    }
  });
  whole.append(waiting);
  return whole;
}

/** The amount: plain digits while it has the focus, with commas after. */
export function amount(form) {
  const box = h("input", { id: "f-amount", name: "amount", autocomplete: "off", inputmode: "numeric", class: "number" });
  const commas = () => form.model.amount.replace(/\B(?=(\d{3})+$)/g, ",");
  box.addEventListener("focus", () => { box.value = form.model.amount; });
  box.addEventListener("input", () => form.set("amount", halfDigits(box.value).replace(/[,，\s円]/g, "")));
  box.addEventListener("blur", () => { box.value = commas(); });
  form.draw("amount", () => { box.value = commas(); });
  return frame(form, "amount", h("div", { class: "with-unit" }, box, h("span", {}, t.yen)));
}

/** Radio buttons drawn by their words; the real ones are there, without size. */
export function kinds(form) {
  const buttons = boot.kinds.map((kind) => {
    const radio = h("input", { type: "radio", name: "kind", value: kind, id: `f-kind-${kind}` });
    radio.addEventListener("click", () => form.set("kind", kind));
    form.draw("kind", () => { radio.checked = form.model.kind === kind; });
    return [radio, h("label", { for: `f-kind-${kind}` }, say(`kind_${kind}`))];
  });
  return h("fieldset", { class: "field f-kind" },
    h("legend", { class: "label" }, form.labels.kind, h("span", { class: "req" }, t.required)),
    h("div", { class: "choices" }, ...buttons.flat()),
    h("p", { class: "error", id: "e-kind" }));
}

/** The switch. */
export function gift(form) {
  const box = h("input", { type: "checkbox", class: "switch", role: "switch", id: "f-gift", name: "gift" });
  box.addEventListener("click", () => form.set("gift", box.checked));
  form.draw("gift", () => { box.checked = form.model.gift; });
  return h("div", { class: "field f-gift" },
    h("div", { class: "switch-line" }, box, h("label", { for: "f-gift" }, form.labels.gift)),
    h("p", { class: "error", id: "e-gift" }));
}

/** Full-width digits become half-width ones, as clerks type both. */
export function halfDigits(value) {
  return value.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

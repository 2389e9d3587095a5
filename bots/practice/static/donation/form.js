// The form 寄附の受付: a model, fields that show it, the question, the sending, the recent entries.

import { ask, h, say, t } from "./boot.js";
import { combobox } from "./combobox.js";
import { datepicker } from "./datepicker.js";
import * as fields from "./fields.js";
import { askInModal, toast } from "./toast.js";

const EMPTY = {
  application_no: "", donor: "", donor_kana: "", kind: "", postal: "", address: "", email: "", phone: "",
  amount: "", purpose_id: "", purpose: "", received_on: "", gift: false, receipt_name: "", memo: "",
};
const REQUIRED = ["application_no", "donor", "donor_kana", "kind", "amount", "purpose", "received_on"];

/** What is typed lives here; the page only shows it. */
class Form {
  constructor(words, failed) {
    this.labels = words.labels;
    this.words = words;
    this.required = REQUIRED;
    this.failed = failed;
    this.model = { ...EMPTY };
    this.drawers = {};
  }

  /** Register how a field is drawn from the model. */
  draw(name, drawer) {
    (this.drawers[name] ??= []).push(drawer);
  }

  /** A person changed a field: the model follows. */
  set(name, value) {
    this.model[name] = value;
    this.complain(name, "");
  }

  /** The program changes a field: model and drawing. */
  put(name, value, drawnAs) {
    this.model[name] = value;
    for (const drawer of this.drawers[name] ?? []) drawer(drawnAs);
  }

  clear() {
    for (const [name, value] of Object.entries(EMPTY)) this.put(name, value);
    this.complainAll({});
  }

  complain(name, sentence) {
    const shown = name === "purpose_id" ? "purpose" : name;
    const place = document.getElementById(`e-${shown}`);
    if (place) place.textContent = sentence;
    document.getElementById(`f-${shown}`)?.setAttribute("aria-invalid", String(Boolean(sentence)));
  }

  complainAll(sentences) {
    for (const name of Object.keys(EMPTY)) if (name !== "purpose_id") this.complain(name, "");
    for (const [name, sentence] of Object.entries(sentences)) this.complain(name, sentence);
  }

  /** The fields that are empty and must not be. */
  missing() {
    const empty = REQUIRED.filter((name) => !String(this.model[name]).trim());
    const found = Object.fromEntries(empty.map((name) => [name, t.err_required]));
    if (!this.model.purpose_id) found.purpose = t.err_choose;
    return found;
  }

  /** Label and text of everything, for the question and for reading. */
  rows() {
    return shownRows(this.labels, this.model);
  }
}

/** [[label, text]…] of a donation, in the order of the form. */
export function shownRows(labels, values) {
  const shown = {
    ...values,
    kind: values.kind ? say(`kind_${values.kind}`) : "",
    amount: values.amount ? `${String(values.amount).replace(/\B(?=(\d{3})+$)/g, ",")} ${t.yen}` : "",
    received_on: values.received_on.replaceAll("-", "/"),
    gift: String(values.gift) === "true" ? t.yes : t.no,
  };
  return Object.keys(EMPTY).filter((name) => name !== "purpose_id").map((name) => [labels[name], shown[name]]);
}

/** The page with the form; `failed` takes what the server could not answer. */
export async function formPage(failed) {
  const { body: words } = await ask("/api/form");
  const form = new Form(words, failed);
  const summary = h("div", { class: "wrong", role: "alert", hidden: true });
  const last = h("dl", { class: "last", hidden: true });
  const recent = h("section", { class: "recent" });
  const sheet = h("form", { novalidate: true, class: "sheet", autocomplete: "off" },
    h("h2", {}, t.part_donor), h("div", { class: "grid" }, ...donorFields(form)),
    h("h2", {}, t.part_donation), h("div", { class: "grid" }, ...donationFields(form)),
    h("p", { class: "buttons" },
      h("button", { class: "main", type: "submit" }, t.register),
      h("button", { type: "button", onclick: () => { form.clear(); summary.hidden = true; } }, t.clear)));

  const complain = (sentences, headline) => {
    form.complainAll(sentences);
    summary.textContent = headline;
    summary.hidden = !headline;
    if (headline) summary.scrollIntoView({ block: "nearest" });
  };
  const send = async () => {
    try {
      const { status, body } = await ask("/api/entries", form.model);
      if (status === 201) {
        form.clear();
        toast(say("accepted", { receipt: body.entry.receipt }));
        last.replaceChildren(h("div", {}, h("dt", {}, t.last_receipt), h("dd", {}, body.entry.receipt)));
        last.hidden = false;
        await showRecent(recent);
      } else if (status === 422) complain(body.fields, body.error);
      else toast(status === 409 ? body.error : t.error_500, "bad");
    } catch (error) {
      failed(error);
    }
  };
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = form.missing();
    complain(missing, Object.keys(missing).length ? t.mistakes : "");
    if (Object.keys(missing).length) return;
    if (words.ask) askInModal(t.ask_title, form.rows(), send);
    else send();
  });
  if (words.notice) setTimeout(() => alert(words.notice), 0);
  await showRecent(recent);
  return [h("h1", {}, t.form_title), summary, last, sheet, recent];
}

function donorFields(form) {
  const { text } = fields;
  const extra = form.words.extra;
  return [
    text(form, "application_no", { hint: t.hint_application_no, maxlength: "12" }),
    fields.kinds(form),
    text(form, "donor"),
    text(form, "donor_kana"),
    fields.postal(form),
    text(form, "address"),
    text(form, "phone", { clean: fields.hyphenPhone, inputmode: "tel" }),
    text(form, "email", { inputmode: "email" }),
    ...(extra ? [h("div", { class: "field" }, h("div", { class: "label" }, h("label", { for: "f-extra" }, extra)),
      h("input", { id: "f-extra", autocomplete: "off" }), h("p", { class: "hint" }, t.extra))] : []),
  ];
}

function donationFields(form) {
  const { text } = fields;
  return [
    fields.amount(form),
    combobox(form),
    datepicker(form, "received_on"),
    text(form, "receipt_name", { hint: t.hint_receipt_name }),
    fields.gift(form),
    text(form, "memo", { tag: "textarea", rows: "3", maxlength: "200" }),
  ];
}

async function showRecent(section) {
  const { body } = await ask("/api/entries");
  section.replaceChildren(h("h2", {}, t.recent), entryTable(body.entries.slice(0, 5), t.recent_empty));
}

/** A table of donations, or the sentence that there are none. */
export function entryTable(entries, empty) {
  if (!entries.length) return h("p", { class: "empty" }, empty);
  const head = [t.receipt_no, t.application_no, t.donor, t.amount, t.received_at, t.details];
  const rows = entries.map(({ receipt, at, fields: values }) => h("tr", {},
    h("td", {}, receipt), h("td", {}, values.application_no), h("td", {}, values.donor),
    h("td", { class: "number" }, values.amount.replace(/\B(?=(\d{3})+$)/g, ",")), h("td", {}, at),
    h("td", {}, h("a", { href: `#/entry/${encodeURIComponent(receipt)}` }, t.details))));
  return h("table", { class: "rows" },
    h("thead", {}, h("tr", {}, ...head.map((word) => h("th", { scope: "col" }, word)))),
    h("tbody", {}, ...rows));
}

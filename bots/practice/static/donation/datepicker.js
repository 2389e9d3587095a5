// The day of receipt: a text box that takes YYYY/MM/DD, and a small calendar of its own.

import { boot, h, say, t } from "./boot.js";
import { frame, halfDigits } from "./fields.js";

/** The date field; the model gets YYYY-MM-DD when the box is left or Enter is pressed. */
export function datepicker(form, name) {
  const box = h("input", { id: `f-${name}`, name, autocomplete: "off", inputmode: "numeric", maxlength: "10" });
  const button = h("button", { type: "button", class: "calendar", "aria-haspopup": "dialog", "aria-label": t.calendar, title: t.calendar });
  const popup = h("div", { class: "popup", role: "dialog", "aria-label": t.calendar_title, hidden: true });
  const shown = { year: 0, month: 0 };

  const accept = () => {
    const day = readDay(box.value);
    form.put(name, day, box.value && !day ? box.value : undefined);
    form.complain(name, box.value && !day ? t.err_received_on : "");
  };
  const close = () => { popup.hidden = true; };
  const draw = () => popup.replaceChildren(...month(shown, form.model[name], (day) => {
    form.put(name, day);
    form.complain(name, "");
    close();
    box.focus();
  }, draw));
  const open = () => {
    const start = form.model[name] ? new Date(`${form.model[name]}T00:00`) : new Date();
    [shown.year, shown.month] = [start.getFullYear(), start.getMonth()];
    draw();
    popup.hidden = false;
  };

  box.addEventListener("change", accept);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    accept();
    close();
  });
  button.addEventListener("click", () => { if (popup.hidden) open(); else close(); });
  document.addEventListener("pointerdown", (event) => {
    if (!popup.hidden && !popup.contains(event.target) && !button.contains(event.target)) close();
  });
  form.draw(name, (text) => { box.value = text ?? form.model[name].replaceAll("-", "/"); });
  return frame(form, name, h("div", { class: "with-button" }, box, button, popup), t.hint_received_on);
}

/** YYYY-MM-DD of what was typed, or "" if it is no day of the calendar. */
function readDay(text) {
  const parts = halfDigits(text.trim()).match(/^(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})$/);
  if (!parts) return "";
  const [year, monthNumber, day] = parts.slice(1).map(Number);
  const date = new Date(year, monthNumber - 1, day);
  return date.getMonth() === monthNumber - 1 && date.getDate() === day ? iso(year, monthNumber - 1, day) : "";
}

function iso(year, monthIndex, day) {
  return `${year}-${String(monthIndex + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The head and the days of one month. */
function month(shown, chosen, choose, draw) {
  const step = (by) => {
    const date = new Date(shown.year, shown.month + by, 1);
    [shown.year, shown.month] = [date.getFullYear(), date.getMonth()];
    draw();
  };
  const words = say("year_month", {
    y: shown.year,
    m: boot.lang === "ja" ? shown.month + 1 : String(shown.month + 1).padStart(2, "0"),
  });
  const head = h("div", { class: "month" },
    h("button", { type: "button", "aria-label": t.month_before, onclick: () => step(-1) }, "‹"),
    h("strong", {}, words),
    h("button", { type: "button", "aria-label": t.month_after, onclick: () => step(1) }, "›"));
  const blanks = Array.from({ length: new Date(shown.year, shown.month, 1).getDay() }, () => h("td"));
  const count = new Date(shown.year, shown.month + 1, 0).getDate();
  const days = Array.from({ length: count }, (_, index) => {
    const day = iso(shown.year, shown.month, index + 1);
    return h("td", {}, h("button", {
      type: "button", "aria-pressed": String(day === chosen), onclick: () => choose(day),
    }, String(index + 1)));
  });
  const cells = [...blanks, ...days];
  const rows = [];
  while (cells.length) rows.push(h("tr", {}, ...cells.splice(0, 7)));
  const names = h("tr", {}, ...[...t.weekdays].map((weekday) => h("th", { scope: "col" }, weekday)));
  return [head, h("table", {}, h("thead", {}, names), h("tbody", {}, ...rows))];
}

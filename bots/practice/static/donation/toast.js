// Short messages in the corner that fade out by themselves, and the modal question.

import { h, say } from "./boot.js";

const STAYS = { good: 4000, bad: 8000 };

/** Show a message; kind is "good" or "bad". It is removed after its time. */
export function toast(text, kind = "good") {
  const box = h("div", { class: `toast ${kind}`, role: kind === "good" ? "status" : "alert" }, text);
  document.getElementById("toasts").append(box);
  setTimeout(() => box.classList.add("going"), STAYS[kind]);
  setTimeout(() => box.remove(), STAYS[kind] + 300);
}

/** Ask in a modal; `rows` is [[label, text]…]. `act` runs on yes while the modal says that it works. */
export function askInModal(title, rows, act) {
  const yes = h("button", { type: "button", class: "main" }, say("do_register"));
  const no = h("button", { type: "button" }, say("do_not"));
  const list = h("dl", {}, ...rows.map(([label, text]) =>
    h("div", {}, h("dt", {}, label), h("dd", {}, text))));
  const modal = h("dialog", { role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title" },
    h("h2", { id: "modal-title" }, title), list, h("p", { class: "buttons" }, yes, no));
  modal.addEventListener("close", () => modal.remove());
  no.addEventListener("click", () => modal.close());
  yes.addEventListener("click", async () => {
    yes.disabled = no.disabled = true;
    yes.textContent = say("sending");
    try {
      await act();
    } finally {
      modal.close();
    }
  });
  document.body.append(modal);
  modal.showModal();
}

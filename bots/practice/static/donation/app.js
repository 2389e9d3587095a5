// The donation desk: which view is shown (by the hash), signing in and out, the list and details.

import { ask, boot, h, SignedOut, t } from "./boot.js";
import { entryTable, formPage, shownRows } from "./form.js";
import { toast } from "./toast.js";

const view = document.getElementById("view");
let turn = 0;

/** Something could not be done: back to the sign-in page, or a message. */
function failed(error) {
  if (error instanceof SignedOut) showSignIn(error.expired ? t.expired : "");
  else if (error instanceof TypeError) toast(t.network_error, "bad");
  else throw error;
}

function signedIn(user) {
  document.getElementById("nav").hidden = !user;
  document.getElementById("sign-out").hidden = !user;
  document.getElementById("who").textContent = user;
}

function showSignIn(error) {
  turn += 1;
  signedIn("");
  document.querySelector("dialog[open]")?.close();
  const user = h("input", { id: "user", name: "user", autocomplete: "off" });
  const password = h("input", { id: "password", name: "password", type: "password", autocomplete: "off" });
  const said = h("p", { class: "wrong", role: "alert", hidden: !error }, error);
  const sheet = h("form", { class: "sheet", novalidate: true },
    h("div", { class: "field" }, h("label", { for: "user", class: "label" }, t.user), user),
    h("div", { class: "field" }, h("label", { for: "password", class: "label" }, t.password), password),
    h("p", { class: "buttons" }, h("button", { class: "main", type: "submit" }, t.sign_in)),
    h("p", { class: "hint" }, boot.hint));
  sheet.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { status, body } = await ask("/api/login", { user: user.value, password: password.value });
      if (status === 200) { await route(); return; }
      said.textContent = body.error ?? t.error_500;
      said.hidden = false;
    } catch (problem) {
      failed(problem);
    }
  });
  view.replaceChildren(h("div", { class: "sign-in" }, h("h1", {}, t.sign_in_title), said, sheet));
  user.focus();
}

async function listPage() {
  const box = h("input", { id: "q", name: "q", autocomplete: "off" });
  const place = h("div");
  const show = async () => {
    const { body } = await ask(`/api/entries?q=${encodeURIComponent(box.value.trim())}`);
    place.replaceChildren(entryTable(body.entries, t.nothing));
  };
  const search = h("form", { class: "search" },
    h("label", { for: "q" }, t.search_label), box, h("button", { type: "submit" }, t.search));
  search.addEventListener("submit", (event) => { event.preventDefault(); show().catch(failed); });
  await show();
  return [h("h1", {}, t.list_title_app), search, place];
}

async function entryPage(receipt) {
  const { status, body } = await ask(`/api/entries/${encodeURIComponent(receipt)}`);
  const back = h("p", {}, h("a", { href: "#/list" }, t.back_to_list));
  if (status !== 200) return [h("h1", {}, t.entry_title), h("p", { class: "empty" }, body.error ?? t.error_500), back];
  const { at, fields } = body.entry;
  const rows = [[t.receipt_no, receipt], [t.state, t.state_done], [t.received_at, at], ...shownRows(t, fields)];
  return [h("h1", {}, t.entry_title),
    h("table", { class: "rows details" }, h("tbody", {}, ...rows.map(([label, text]) =>
      h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, text))))), back];
}

/** Show what the hash asks for. A later route overtakes one that is still waiting. */
async function route() {
  const mine = ++turn;
  const [, name = "new", id = ""] = location.hash.split("/");
  try {
    const { body } = await ask("/api/me");
    signedIn(body.user);
    const page = name === "list" ? await listPage()
      : name === "entry" ? await entryPage(decodeURIComponent(id)) : await formPage(failed);
    if (mine !== turn) return;
    view.replaceChildren(...page);
    for (const link of document.querySelectorAll("[data-route]")) {
      if (link.dataset.route === (name || "new")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  } catch (error) {
    failed(error);
  }
}

document.getElementById("sign-out").addEventListener("click", async () => {
  await ask("/api/logout", {});
  showSignIn("");
});
document.getElementById("lang").addEventListener("click", (event) => {
  event.preventDefault();
  location.href = event.target.getAttribute("href") + location.hash;
});
window.addEventListener("hashchange", route);
route();

// What the pages of the faces do by themselves: tabs, child rows, the question, the notice, the look-up.
"use strict";

for (const form of document.querySelectorAll("form[data-ask]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.ask && !confirm(form.dataset.ask)) event.preventDefault();
  });
}

for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => {
    for (const other of tab.parentElement.children) {
      other.setAttribute("aria-selected", String(other === tab));
      document.getElementById(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
    tab.form.elements.todokede.value = tab.dataset.tab;
  });
}

for (const add of document.querySelectorAll("button.add")) {
  const panel = add.closest("[role=tabpanel]");
  add.addEventListener("click", () => {
    panel.querySelector("tbody").append(panel.querySelector("template").content.cloneNode(true));
  });
  panel.addEventListener("click", (event) => {
    if (event.target.matches("button.remove")) event.target.closest("tr").remove();
  });
}

for (const shut of document.querySelectorAll(".notice .shut")) {
  shut.addEventListener("click", () => shut.closest(".notice").remove());
}

const lookup = document.getElementById("lookup");
if (lookup) {
  lookup.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = lookup.querySelector(".answer");
    answer.textContent = answer.dataset.searching;
    const got = await fetch(lookup.action, { method: "POST", body: new URLSearchParams(new FormData(lookup)) });
    if (!(got.headers.get("content-type") || "").startsWith("application/json")) {
      document.open();  // the session is lost, or the system is not well: its own page says so
      document.write(await got.text());
      document.close();
      return;
    }
    const found = await got.json();
    answer.textContent = found.nobody || "";
    document.getElementById("count").textContent = found.count;
    if (found.window) window.open(found.window, "found", "popup,width=640,height=480");
  });
}

// The payment slip: lines that come and go, their total, the window of payees, the inner frame.
(() => {
  "use strict";
  const form = document.getElementById("slip");
  const lines = document.getElementById("lines");
  const add = document.getElementById("add-line");
  const yen = (text) => (/^\d{1,3}(,?\d{3})*$/.test(text.trim()) ? Number(text.replaceAll(",", "")) : 0);

  const reckon = () => {
    const boxes = [...lines.querySelectorAll("[name=kingaku]")];
    form.elements.goukei.value = boxes.reduce((sum, box) => sum + yen(box.value), 0).toLocaleString("ja-JP");
  };
  const number = () => {
    [...lines.rows].forEach((row, at) => { row.cells[0].textContent = at + 1; });
    add.disabled = lines.rows.length >= Number(form.dataset.most);
    reckon();
  };

  add.addEventListener("click", () => {
    lines.append(document.getElementById("line").content.cloneNode(true));
    number();
  });
  lines.addEventListener("click", (event) => {
    if (!event.target.matches(".drop")) return;
    event.target.closest("tr").remove();
    number();
  });
  lines.addEventListener("input", reckon);
  // An amount gets its commas when its box is left, as on paper.
  lines.addEventListener("focusout", ({ target }) => {
    if (target.name === "kingaku" && yen(target.value)) target.value = yen(target.value).toLocaleString("ja-JP");
    reckon();
  });

  document.getElementById("find-payee").addEventListener("click", () => {
    window.open("/shiharaisaki", "shiharaisaki", "popup,width=640,height=520");
  });
  /** What the window of payees calls when one is chosen. */
  window.takePayee = (code, name) => {
    form.elements.payee_cd.value = code;
    form.elements.payee_mei.value = name;
  };
  form.elements.payee_cd.addEventListener("change", () => { form.elements.payee_mei.value = ""; });

  form.addEventListener("submit", () => {
    const inner = document.getElementById("inset").contentDocument;
    form.elements.tenpu.value = inner.querySelector("[name=tenpu]:checked")?.value ?? "";
    form.elements.biko.value = inner.querySelector("[name=biko]").value;
    reckon();
  });
  form.addEventListener("reset", () => {
    document.getElementById("inset").contentWindow.location.replace("/shishutsu/biko");
    lines.replaceChildren();
    setTimeout(number, 0);
  });
  number();
})();

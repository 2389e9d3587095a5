// The window of payees: what is chosen goes to the form that opened it, and the window closes.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-code]")) {
    button.addEventListener("click", () => {
      window.opener?.takePayee?.(button.dataset.code, button.dataset.name);
      window.close();
    });
  }
  document.getElementById("close").addEventListener("click", () => window.close());
})();

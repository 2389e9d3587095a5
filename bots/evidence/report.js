"use strict";
// Rows, filters, search, and the light between a line of the table and its field on the picture.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const lines = all(".line"), sheets = new Map(all("article").map((a) => [a.dataset.row, a]));
  const filters = all(".tally button"), search = document.getElementById("search");
  const help = document.getElementById("help"), at = document.querySelector(".at");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  root.classList.add("js");

  // Width of ASCII, digits and kana is folded, and so is case: what looks alike is found.
  const fold = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 96)).replace(/\s+/g, "");
  const sought = new Map(lines.map((line) => [line, fold(line.dataset.sought)]));

  let state = "", current = null;
  const shown = () => lines.filter((line) => !line.hidden);

  function tell() {
    const visible = shown(), place = visible.indexOf(current) + 1;
    at.textContent = visible.length ? `${place || "–"} / ${visible.length}` : "0";
  }

  function choose(line, { focus = false, deep = true } = {}) {
    if (!line) return;
    if (current !== line) {
      unlight();
      if (current) {
        current.firstElementChild.removeAttribute("aria-current");
        sheets.get(current.dataset.row).classList.remove("current");
      }
      current = line;
      line.firstElementChild.setAttribute("aria-current", "true");
      sheets.get(line.dataset.row).classList.add("current");
    }
    const list = line.parentElement, box = line.getBoundingClientRect(), frame = list.getBoundingClientRect();
    if (box.top < frame.top) list.scrollTop -= frame.top - box.top + 40;
    if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 40;
    if (deep) history.replaceState(null, "", `#row-${line.dataset.row}`);
    if (focus) line.firstElementChild.focus({ preventScroll: true });
    tell();
  }

  function narrow() {
    const wanted = fold(search ? search.value : "");
    for (const line of lines) {
      const fits = (!state || line.dataset.state.split(" ").includes(state)) && sought.get(line).includes(wanted);
      line.hidden = !fits;
      sheets.get(line.dataset.row).classList.toggle("gone", !fits);
    }
    for (const button of filters) button.setAttribute("aria-pressed", String(button.dataset.filter === state));
    const visible = shown(), none = document.querySelector(".none");
    if (none) none.hidden = visible.length > 0;
    tellPaper(visible);
    if (current && visible.length && !visible.includes(current)) choose(visible[0]);
    tell();
  }

  // On paper nobody sees what was pressed: it says which rows these are, and what is not among them.
  const paper = document.querySelector(".narrowed");
  function tellPaper(visible) {
    if (!paper) return;
    const { count, search: about_, left } = paper.dataset, words = search ? search.value.trim() : "";
    const pressed = filters.find((button) => state && button.dataset.filter === state);
    const by = [pressed && [...pressed.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(""),
      words && `${about_} ${words}`, count.replace("{n}", visible.length).replace("{all}", lines.length)];
    const needing = lines.filter((line) => line.hidden && "needs" in line.dataset).length;
    paper.hidden = !state && !words;
    paper.querySelector("span").textContent = by.filter(Boolean).join("　");
    paper.querySelector(".left").textContent = needing ? left.replace("{n}", needing) : "";
  }

  function step(by) {
    const visible = shown(), place = visible.indexOf(current);
    const inList = document.activeElement && document.activeElement.closest(".rows");
    choose(visible[Math.max(0, Math.min(visible.length - 1, place + by))], { focus: Boolean(inList) });
  }

  // ---------------------------------------------------------------- pictures

  function turnTo(sheet, picture, focus) {
    const tabs = all("[role=tab]", sheet), figures = all("figure", sheet);
    if (!figures[picture] || figures[picture].classList.contains("current")) return;
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === picture));
      tab.tabIndex = i === picture ? 0 : -1;
    });
    figures.forEach((figure, i) => figure.classList.toggle("current", i === picture));
    if (focus) tabs[picture].focus();
  }

  function nextPicture(sheet, by = 1, focus = false) {
    const figures = all("figure", sheet);
    if (figures.length < 2) return;
    const place = figures.findIndex((figure) => figure.classList.contains("current"));
    turnTo(sheet, (place + by + figures.length) % figures.length, focus);
  }

  function unlight() {
    all(".on").forEach((thing) => thing.classList.remove("on"));
    all(".dim").forEach((path) => path.removeAttribute("d"));
  }

  function light(thing) {
    const sheet = thing.closest("article"), field = thing.dataset.f;
    unlight();
    const line = sheet.querySelector(`tr[data-f="${field}"]`), rect = sheet.querySelector(`rect[data-f="${field}"]`);
    if (line) line.classList.add("on");
    if (!rect) return;
    rect.classList.add("on");
    turnTo(sheet, Number(rect.closest("figure").dataset.p), false);
    const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
    const { width, height } = rect.ownerSVGElement.viewBox.baseVal;
    rect.ownerSVGElement.querySelector(".dim")
      .setAttribute("d", `M0 0H${width}V${height}H0ZM${x} ${y}H${x + w}V${y + h}H${x}Z`);
    if (thing === rect) return;
    const shot = rect.closest(".shot"), box = rect.getBoundingClientRect(), frame = shot.getBoundingClientRect();
    if (box.top < frame.top + 8 || box.bottom > frame.bottom - 8) {
      const top = shot.scrollTop + box.top - frame.top - (frame.height - box.height) / 2;
      shot.scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
    }
  }

  const lit = (event) => event.target.closest && event.target.closest("tr[data-f],rect[data-f]");
  document.addEventListener("mouseover", (event) => { const thing = lit(event); if (thing) light(thing); });
  document.addEventListener("mouseout", (event) => {
    if (!lit(event)) return;
    const focused = document.activeElement.closest("tr[data-f],rect[data-f]");
    if (focused) light(focused); else unlight();
  });
  document.addEventListener("focusin", (event) => { const thing = lit(event); if (thing) light(thing); });
  document.addEventListener("focusout", (event) => { if (lit(event)) unlight(); });

  function toLine(rect) {
    const line = rect.closest("article").querySelector(`tr[data-f="${rect.dataset.f}"]`);
    if (line) { line.focus({ preventScroll: true }); line.scrollIntoView({ block: "nearest" }); }
  }

  // ---------------------------------------------------------------- pointer

  document.addEventListener("click", (event) => {
    const line = event.target.closest(".line"), tab = event.target.closest("[role=tab]");
    const filter = event.target.closest(".tally button"), rect = event.target.closest("rect[data-f]");
    if (line && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      choose(line);
      const sheet = sheets.get(line.dataset.row);
      if (sheet.getBoundingClientRect().top < 0 || matchMedia("(max-width: 900px)").matches) {
        sheet.scrollIntoView({ block: "start" });
      }
    } else if (tab) {
      turnTo(tab.closest("article"), all("[role=tab]", tab.parentElement).indexOf(tab), true);
    } else if (filter) {
      state = filter.dataset.filter === state ? "" : filter.dataset.filter;
      narrow();
    } else if (rect) {
      toLine(rect);
    } else if (event.target.closest(".close")) {
      help.close();
    }
  });

  // ---------------------------------------------------------------- keys

  const actions = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    t: () => current && nextPicture(sheets.get(current.dataset.row)),
    z: () => root.classList.toggle("whole"), s: () => root.classList.toggle("spaces"),
    p: () => print(), "/": () => search && search.focus(), "?": () => help.showModal(),
    Escape: () => { if (search && search.value) { search.value = ""; narrow(); } },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const here = document.activeElement;
    if (here === search) {
      if (event.key === "Escape") { search.value = ""; narrow(); search.blur(); event.preventDefault(); }
      if (event.key === "Enter" || event.key === "ArrowDown") { search.blur(); event.preventDefault(); }
      return;
    }
    if (moved(event, here)) return;
    if (/^[0-9]$/.test(event.key)) {
      const button = filters[Number(event.key)];
      if (button) { state = button.dataset.filter; narrow(); event.preventDefault(); }
      return;
    }
    if (here.matches(".shot") && event.key.startsWith("Arrow")) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action) { event.preventDefault(); action(); }
  });

  // Within a group of tabs or of rectangles the arrows go left and right; Enter goes to the line.
  function moved(event, here) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (here.matches("[role=tab]") && by) {
      nextPicture(here.closest("article"), by, true);
    } else if (here.matches("rect[data-f]") && by) {
      const rects = all("rect[data-f]", here.ownerSVGElement);
      const next = rects[(rects.indexOf(here) + by + rects.length) % rects.length];
      rects.forEach((rect) => rect.setAttribute("tabindex", rect === next ? "0" : "-1"));
      next.focus();
    } else if (here.matches("rect[data-f]") && (event.key === "Enter" || event.key === " ")) {
      toLine(here);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  // ---------------------------------------------------------------- print, links, beginning

  const about = document.querySelector(".about");
  let folded = false;
  addEventListener("beforeprint", () => {
    unlight();
    all("article:not(.gone) img").forEach((img) => { img.loading = "eager"; });
    folded = !about.open;
    about.open = true;
  });
  addEventListener("afterprint", () => { if (folded) about.open = false; });
  const asked = () => lines.find((line) => `#row-${line.dataset.row}` === location.hash);
  addEventListener("hashchange", () => {
    const line = asked();
    if (line && line.hidden) { state = ""; if (search) search.value = ""; narrow(); }
    choose(line, { deep: false });
  });
  if (search) search.addEventListener("input", narrow);
  narrow();
  const first = asked();
  const wanting = lines.find((line) => /uncertain|conflict|waiting/.test(line.dataset.state));
  choose(first || wanting || lines[0], { deep: false });
  if (first && !matchMedia("(max-width: 900px)").matches) {
    // The browser itself goes to the row of the address, once more after the pictures have their size.
    const up = () => scrollTo(0, 0);
    addEventListener("load", () => { up(); requestAnimationFrame(() => { up(); setTimeout(up, 50); }); });
  }
})();

// Changes one thing of a form as a new version of a system does, and answers with the page as it stands then.
// `meanings` = what a name that is new stands for; `added` = names of fields that no recipe knows; null = not on this form.
({ kind, a, b, turn }) => {
  for (const one of document.querySelectorAll("script")) one.remove(); // what it made is there
  const form = document.forms[0];
  const meanings = {};
  const added = [];
  const bare = (text) => (text || "").normalize("NFKC").replace(/[\s:*※]/g, "");
  const pick = (some) => some[turn % some.length];
  const controls = (field) => field.names.flatMap((name) => [...document.getElementsByName(name)]);

  // The words that a field is known by: a text of the page, or an attribute of the field itself.
  const labelOf = (field) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (bare(node.data) === bare(field.word)) return { at: node.parentElement, get: () => node.data.trim(), set: (text) => { node.data = text; } };
    }
    const at = controls(field)[0];
    const name = ["aria-label", "placeholder", "title"].find((one) => bare(at.getAttribute(one)) === bare(field.word));
    return { at, get: () => at.getAttribute(name), set: (text) => at.setAttribute(name, text) };
  };
  // What belongs to a field: the row that is its own, or the cells from its words to its boxes.
  const blockOf = (field) => {
    const own = controls(field);
    const { at } = labelOf(field);
    let around = at;
    while (!own.every((one) => around.contains(one))) around = around.parentElement;
    const others = [...around.querySelectorAll("input, select, textarea")].some((one) => !own.includes(one));
    if (!others) return [around.tagName === "LABEL" && around.parentElement !== form ? around.parentElement : around];
    const below = (node) => { let one = node; while (one.parentNode !== around) one = one.parentNode; return one; };
    const all = [...around.childNodes];
    const spots = [at, ...own].map((one) => all.indexOf(below(one)));
    return all.slice(Math.min(...spots), Math.max(...spots) + 1);
  };
  const tags = (nodes) => nodes.filter((one) => one.tagName).map((one) => one.tagName).join();
  const newNames = (roots, before) => {
    const ids = {};
    for (const root of roots) {
      for (const one of [root, ...(root.querySelectorAll ? root.querySelectorAll("*") : [])]) {
        if (!one.getAttribute) continue;
        if (one.id) { ids[one.id] = `${before}${one.id}`; one.id = ids[one.id]; }
        if (one.getAttribute("name")) one.setAttribute("name", `${before}${one.getAttribute("name")}`);
      }
    }
    for (const one of document.querySelectorAll("[for]")) if (roots.some((root) => root.contains(one)) && ids[one.htmlFor]) one.htmlFor = ids[one.htmlFor];
    for (const one of document.querySelectorAll("[aria-labelledby]")) {
      const id = ids[one.getAttribute("aria-labelledby")];
      if (id && roots.some((root) => root.contains(one))) one.setAttribute("aria-labelledby", id);
    }
  };
  const twin = (before) => {
    const nodes = blockOf(a);
    const label = labelOf(a).get();
    const copies = nodes.map((one) => one.cloneNode(true));
    const spot = before ? nodes[0] : nodes[nodes.length - 1].nextSibling;
    const { parentNode } = nodes[0];
    for (const one of copies) parentNode.insertBefore(one, spot);
    newNames(copies, "more_");
    added.push(...a.names.map((name) => `more_${name}`));
    return { copies, label };
  };
  const relabel = (copies, from, to) => {
    for (const copy of copies) {
      const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) if (texts.currentNode.data.trim() === from) texts.currentNode.data = to;
      for (const one of [copy, ...(copy.querySelectorAll ? copy.querySelectorAll("*") : [])]) {
        for (const name of ["aria-label", "placeholder", "title"]) if (one.getAttribute && one.getAttribute(name) === from) one.setAttribute(name, to);
      }
    }
  };
  const exchange = (one, other) => {
    const mark = document.createComment("");
    one[0].parentNode.insertBefore(mark, one[0]);
    const behind = document.createComment("");
    other[0].parentNode.insertBefore(behind, other[0]);
    for (const node of other) mark.parentNode.insertBefore(node, mark);
    for (const node of one) behind.parentNode.insertBefore(node, behind);
    mark.remove();
    behind.remove();
  };
  const optionsOf = (field) => { // the texts of choices: of a list, or beside radio buttons
    const [first] = controls(field);
    if (first.options) return [...first.options].filter((one) => bare(one.text)).map((one) => ({ value: one.value || one.text, keep: () => one.setAttribute("value", one.value), get: () => one.text, set: (text) => { one.textContent = text; } }));
    return controls(field).filter((one) => one.type === "radio").map((one) => {
      const texts = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
      let best = null;
      while (texts.nextNode()) {
        const node = texts.currentNode;
        const follows = one.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (follows && bare(node.data)) { best = node; break; }
      }
      return best && { value: one.value, keep: () => {}, get: () => best.data.trim(), set: (text) => { best.data = text; } };
    }).filter(Boolean);
  };

  const [first] = controls(a);
  const changes = {
    "nothing": () => true,
    "labels swapped": () => {
      const [one, other] = [labelOf(a), labelOf(b)];
      const text = one.get();
      one.set(other.get());
      other.set(text);
      return true;
    },
    "fields swapped": () => {
      first.setAttribute("name", b.names[0]);
      [...document.getElementsByName(b.names[0])].find((one) => one !== first).setAttribute("name", a.names[0]);
      return true;
    },
    "boxes swapped": () => {
      const boxes = controls(a).filter((one) => /^(t[123]|z[12])$/.test(one.name)).slice(-2);
      if (boxes.length < 2) return false;
      const name = boxes[0].name;
      boxes[0].setAttribute("name", boxes[1].name);
      boxes[1].setAttribute("name", name);
      return true;
    },
    "look-alike field": () => {
      const { copies, label } = twin(turn % 2 === 0);
      relabel(copies, label, pick([label, `${label}（旧）`, `配偶者${label}`]));
      return true;
    },
    "look-alike takes the words": () => {
      const { copies, label } = twin(turn % 2 === 0);
      const words = pick([`${label}（旧）`, `変更前の${label}`]);
      const mine = blockOf(a);
      relabel(mine, label, words);
      relabel(copies, words, label);
      return true;
    },
    "hidden twin": () => {
      for (const one of twin(true).copies) if (one.style) one.style.display = "none";
      return true;
    },
    "words changed": () => {
      const label = labelOf(a);
      label.set(pick([`${label.get()}（新）`, `${label.get()}欄`, `申請者の${label.get()}`, `${label.get()}を入力`]));
      return true;
    },
    "option renamed": () => {
      const one = optionsOf(a).find((each) => each.value === a.chosen);
      if (!one) return false;
      one.keep();
      one.set(pick([`${one.get()}（新）`, `01:${one.get()}`, "その他"]));
      return true;
    },
    "options swapped": () => {
      const all = optionsOf(a);
      const one = all.find((each) => each.value === a.chosen);
      const other = all.find((each) => each !== one);
      if (!one || !other) return false;
      one.keep();
      other.keep();
      const text = one.get();
      one.set(other.get());
      other.set(text);
      return true;
    },
    "order changed": () => {
      const [one, other] = [blockOf(a), blockOf(b)];
      if (tags(one) !== tags(other)) return false;
      exchange(one, other);
      return true;
    },
    "names anew": () => {
      for (const one of form.querySelectorAll("[name]")) {
        const { name } = one;
        meanings[`g${turn}_${name}`] = name;
      }
      newNames([form], `g${turn}_`);
      return true;
    },
    "names anew and order changed": () => changes["order changed"]() && changes["names anew"](),
    "into a frame": () => {
      const nodes = blockOf(a);
      const label = labelOf(a).get();
      const inner = document.createElement("p");
      inner.innerHTML = `<label>${label} <input></label>`;
      inner.querySelector("input").setAttribute("name", a.names[0]);
      const frame = document.createElement("iframe");
      frame.setAttribute("srcdoc", `<!doctype html><meta charset=utf-8>${inner.outerHTML}`);
      frame.style.cssText = "width:500px;height:80px";
      const tag = { TR: "tr", TH: "td", TD: "td", DT: "dd" }[nodes[0].tagName] || "div";
      const home = document.createElement(tag);
      (tag === "tr" ? home.appendChild(document.createElement("td")) : home).append(frame);
      nodes[0].parentNode.insertBefore(home, nodes[0]);
      for (const one of nodes) one.remove();
      const script = document.createElement("script");
      script.textContent = `document.forms[0].addEventListener("formdata", (e) => e.formData.set("${a.names[0]}", document.querySelector("iframe").contentDocument.querySelector("input").value))`;
      document.body.append(script);
      return true;
    },
    "read-only": () => {
      if (first.tagName !== "INPUT") return false;
      first.setAttribute("value", "変更不可");
      first.setAttribute(pick(["readonly", "disabled"]), "");
      return true;
    },
    "filled already": () => {
      if (first.tagName !== "INPUT") return false;
      first.setAttribute("value", "前の人の値");
      return true;
    },
    "shorter": () => {
      first.setAttribute("maxlength", "3");
      return true;
    },
    "another type": () => {
      if (first.tagName !== "INPUT") return false;
      first.setAttribute("type", pick(["number", "date"]));
      return true;
    },
    "look-alike button": () => {
      const button = document.createElement("button");
      button.setAttribute("name", "draft");
      button.setAttribute("value", "1");
      button.textContent = pick(["仮登録", "登録", "一時登録"]);
      form.insertBefore(button, form.firstChild);
      added.push("draft");
      return true;
    },
    "one more to fill in": () => {
      const more = document.createElement("p");
      more.innerHTML = "<label>同意する <input type=checkbox name=agree required></label>";
      form.insertBefore(more, form.firstChild);
      added.push("agree");
      return true;
    },
  };
  if (!changes[kind]()) return null;
  return { html: `<!doctype html>${document.documentElement.outerHTML}`, meanings, added };
}

// How a control wants to be set: its signature and the route that follows from it; what it holds now.
(() => {
  "use strict";
  const hands = window[Symbol.for("bots.hands")];
  if (!hands || hands.route) return;
  const { up, all, visible, spoken, tidy, text, width } = hands;

  const TEXTY = /^(text|search|tel|url|email|password|number)$/;
  const SET = /^(date|time|datetime-local|month|week|color|range)$/;
  hands.isEditable = (e) => e.isContentEditable;
  hands.isTexty = (e) => e.tagName === "TEXTAREA" || (e.tagName === "INPUT" && TEXTY.test(e.type)) || e.isContentEditable;
  hands.isSettable = (e) => e.tagName === "INPUT" && SET.test(e.type);
  const native = (e) => /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName);

  const KNOWN_LIST = /select2|chosen-|choices__|ts-control|ts-wrapper|tagify|p-(select|multiselect|autocomplete)|el-(select|cascader|autocomplete)|ant-(select|cascader)|v-(select|autocomplete)|react-select|MuiAutocomplete|ui-autocomplete-input/i;
  const KNOWN_PICKER = /hasDatepicker|flatpickr|datepicker|ant-picker|MuiPicker|air-datepicker|ui-datepicker/i;
  const classes = (e) => {
    let out = "";
    for (let n = e, i = 0; n && i < 4; n = up(n), i += 1) out += ` ${typeof n.className === "string" ? n.className : ""}`;
    return out;
  };
  const attr = (e, name) => e.getAttribute(name) || "";
  const isList = (e) => /^(combobox|listbox)$/.test(attr(e, "role"))
    || /^(listbox|true|menu|tree|grid)$/.test(attr(e, "aria-haspopup"))
    || /^(list|both)$/.test(attr(e, "aria-autocomplete"))
    || [up(e), up(up(e) || e)].some((n) => n && attr(n, "role") === "combobox");
  // A text box that opens a calendar or a clock: some say combobox of it, but there is no list to choose from.
  const opensDialog = (e) => hands.isTexty(e) && attr(e, "aria-haspopup") === "dialog" && !/^(list|both)$/.test(attr(e, "aria-autocomplete"));
  const isMoment = (value) => /^(?:(?:明治|大正|昭和|平成|令和|[MTSHR])(?:元|\d{1,2})|\d{1,4})[-/.年:時]\d{1,2}[-/.月:分]?[\d日:時分秒 /T-]*$/.test(value);
  const dateLike = (value) => /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(value);

  hands.locked = (e) => {
    if (e.disabled || attr(e, "aria-disabled") === "true" || e.matches(":disabled")) return "disabled";
    if (e.readOnly || attr(e, "aria-readonly") === "true") return "readonly";
    return "";
  };
  // disabled | pass | keys | typed | picker | list | click | cell | segments
  hands.route = (e, value) => {
    const locked = hands.locked(e);
    const role = attr(e, "role");
    if (locked) return locked === "readonly" && !opensDialog(e) && (isList(e) || KNOWN_LIST.test(classes(e))) ? "list" : locked;
    if (e.tagName === "SELECT" || e.type === "checkbox" || e.type === "radio" || hands.isSettable(e)) return "pass";
    if (/^(checkbox|switch|radio)$/.test(role)) return "click";
    if (!native(e) && !e.isContentEditable) {
      if (role === "spinbutton") return "segments";
      if (role === "gridcell" || e.closest("[role=grid],.handsontable,.ag-root,.tabulator")) return "cell";
      return "list";
    }
    const names = classes(e);
    if (opensDialog(e) && isMoment(value)) return "picker";
    if (isList(e) || KNOWN_LIST.test(names)) return "list";
    const own = hands.listens(e);
    if (dateLike(value) && (KNOWN_PICKER.test(names)
      || (own.has("focus") && (own.has("click") || own.has("keydown"))))) return "picker";
    if (own.has("keypress")) return "typed";
    if (own.has("keydown") || own.has("keyup")) return "keys";
    return "pass";
  };

  // ---- hidden companions: an id beside the words that a list would have set
  const wrapper = (e) => {
    let best = e;
    for (let n = up(e), i = 0; n && i < 3 && !/^(FORM|BODY|TR|TD|TABLE|DD|FIELDSET)$/.test(n.tagName); n = up(n), i += 1) {
      if (all([n], hands.CONTROL).some((x) => x !== e && visible(x) && !hands.within(e, x) && !hands.within(x, e))) break;
      best = n;
    }
    return best;
  };
  hands.companions = (e) => {
    const box = wrapper(e);
    if (box === e) return [];
    return [...box.querySelectorAll("input,select")].filter((x) => x !== e && !/^(checkbox|radio|file)$/.test(x.type)
      && (x.type === "hidden" || !visible(x)) && !/csrf|token|viewstate|__/i.test(x.name || ""));
  };

  // ---- what a control holds
  hands.optionLabel = (o) => tidy(o.label || o.text);
  hands.held = (e) => {
    if (e.tagName === "SELECT") return [...e.selectedOptions].map((o) => spoken(o.label || o.text)).join("、");
    if (e.type === "checkbox" || e.type === "radio") return e.checked ? "1" : "";
    if (e.type === "file") return [...e.files].map((f) => f.name).join("、");
    if (e.tagName === "INPUT" || e.tagName === "TEXTAREA") return e.value;
    if (/^(checkbox|switch|radio)$/.test(attr(e, "role"))) return attr(e, "aria-checked") === "true" ? "1" : "";
    if (e.isContentEditable) return e.innerText.replace(/\n+$/, "");
    return spoken(hands.listWords(e));
  };
  // The words that a list widget shows: its input is often emptied after the choice.
  hands.listWords = (e) => {
    const own = e.tagName === "INPUT" ? e.value : "";
    if (own) return own;
    const box = e.tagName === "INPUT" ? wrapper(e) : e;
    const shown = [...box.querySelectorAll("*")].filter((x) => !x.childElementCount && visible(x) && !x.closest("[role=listbox],[role=option],label"));
    return spoken(shown.map((x) => x.textContent).join(" ")) || spoken(e.innerText || text(e));
  };
  const NO = /^(|0|いいえ|無|なし|無し|×|✕|false|off|no|n|しない|否|希望しない|不要)$/i;
  const YES = /^(1|はい|有|あり|有り|○|〇|◯|✓|レ|true|on|yes|y|する|可|希望する|要)$/i;
  hands.flag = (value) => {
    const plain = width(value).trim();
    return YES.test(plain) ? true : NO.test(plain) ? false : null;
  };
})();

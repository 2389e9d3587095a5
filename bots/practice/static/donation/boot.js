// What the page was sent with (words, language), small builders of elements, and the way to the server.

export const boot = JSON.parse(document.getElementById("boot").textContent);
export const t = boot.t;

/** A sentence with its {words} filled in. */
export function say(name, words = {}) {
  return t[name].replace(/\{(\w+)\}/g, (whole, word) => words[word] ?? whole);
}

/** An element: h("a", {href: "#/new", class: "x", onclick: f}, "text", child, …). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The session is gone, or there was none; `expired` tells which. */
export class SignedOut extends Error {
  constructor(expired) {
    super("signed out");
    this.expired = expired;
  }
}

/** Ask the server: resolves to {status, body}. Throws SignedOut, or TypeError without an answer. */
export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  const json = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (!json && answer.ok) location.reload(); // A page where JSON was due: maintenance.
  const content = json ? await answer.json() : {};
  if (answer.status === 401) throw new SignedOut(content.expired);
  return { status: answer.status, body: content };
}

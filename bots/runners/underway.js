// underway: what the page is doing (requests, what its scripts have put off, changes) and which press began it.
// A page asks for things of its own too: its news, a question that its server answers when there is something to say.
// So everything has a cause: a press, or the document itself; what an answer or a timer begins has the cause of that.
(() => {
  "use strict";
  const KEY = Symbol.for("bots.hands");
  const hands = window[KEY];
  if (!hands || hands.busy) return;

  const SOON = 3000; // ms that what has no end of its own is under way at most, and that a timer is waited for
  const LASTING = 10000; // ms after which what no press has begun is a habit of the page
  const ownTimeout = window.setTimeout;

  hands.busy = { begun: 0, open: 0, timers: 0, before: 0, changed: performance.now() };
  const busy = hands.busy;
  const touch = () => { busy.changed = performance.now(); };

  // ---- causes
  let root = { turn: 0, pressed: false };
  let cause = root;
  let lent = 0;
  const back = new MessageChannel();
  back.port1.onmessage = ({ data }) => { if (data === lent) cause = root; };
  // What comes until the end of this task, its promises included, has this cause.
  const lend = (of) => {
    cause = of;
    lent += 1;
    back.port2.postMessage(lent);
  };
  const take = () => {
    lent += 1;
    cause = root;
  };
  const child = (of, source = "") => ({
    turn: of.turn, pressed: of.pressed, born: of.born ?? performance.now(), source, ran: false, asks: false,
  });

  // ---- requests, and what is waited for like one
  const open = new Set();
  const began = (of = cause) => {
    const own = child(of);
    if (of !== root) of.asks = true;
    open.add(own);
    busy.begun += 1;
    busy.open += 1;
    touch();
    return own;
  };
  const ended = (own) => {
    if (!open.delete(own)) return;
    busy.open -= 1;
    touch();
    lend(own);
  };
  const asked = new WeakMap(); // the cause of an answer
  const ownFetch = window.fetch;
  if (ownFetch) {
    window.fetch = function fetch(...args) {
      const own = began();
      const answer = ownFetch.apply(this, args);
      answer.then((one) => {
        asked.set(one, own);
        ended(own);
      }, () => ended(own));
      return answer;
    };
  }
  // The head of an answer may be there long before its body.
  for (const name of ["arrayBuffer", "blob", "formData", "json", "text"]) {
    const own = Response.prototype[name];
    Response.prototype[name] = function body() {
      const part = child(asked.get(this) || cause);
      open.add(part);
      busy.open += 1;
      const whole = own.call(this);
      const end = () => ended(part);
      whole.then(end, end);
      return whole;
    };
  }
  const sent = new WeakMap();
  const { open: ownOpen, send: ownSend } = XMLHttpRequest.prototype;
  // Heard here, before the page's own listeners: what they begin has the cause of the request.
  XMLHttpRequest.prototype.open = function open(...args) {
    this.addEventListener("readystatechange", () => {
      const own = sent.get(this);
      if (own && this.readyState === XMLHttpRequest.DONE) ended(own);
    });
    return ownOpen.apply(this, args);
  };
  XMLHttpRequest.prototype.send = function send(...args) {
    const own = began();
    sent.set(this, own);
    this.addEventListener("loadend", () => ended(own), { once: true }); // of one that was given up, too
    return ownSend.apply(this, args);
  };
  const once = () => {
    const own = began();
    const end = () => ended(own);
    ownTimeout.call(window, end, SOON);
    return end;
  };
  // A look-up may come as a script of its own: the page waits for it as for any other answer.
  const awaitScript = (script) => {
    const end = once();
    script.addEventListener("load", end, { once: true });
    script.addEventListener("error", end, { once: true });
  };
  const changes = (list) => {
    touch();
    if (document.readyState === "loading") return; // those of the document itself
    for (const change of list) for (const node of change.addedNodes) if (node.tagName === "SCRIPT" && node.src) awaitScript(node);
  };
  // A page that goes to another document is told as a request under way until that one is there.
  if (window.navigation) {
    navigation.addEventListener("navigate", (event) => {
      if (event.destination.sameDocument || event.downloadRequest !== null) return;
      event.signal.addEventListener("abort", once(), { once: true });
    });
  }
  new MutationObserver(changes).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });

  // ---- timers of the page that will still run soon: what it put off may change a field after it was read
  const timers = new Map();
  // One that sets itself again is one timer: a clock, or a page that asks until it is answered.
  const timer = (job) => {
    const source = String(job);
    return cause !== root && cause.source === source ? cause : child(cause, source);
  };
  const run = (own, job, self, args) => {
    lend(own);
    own.ran = true;
    return job.apply(self, args);
  };
  const drop = (id) => {
    timers.delete(id);
    busy.timers = timers.size;
  };
  const ownClear = window.clearTimeout;
  window.setTimeout = function setTimeout(job, delay, ...rest) {
    if (typeof job !== "function" || delay > SOON) return ownTimeout.call(window, job, delay, ...rest);
    const own = timer(job);
    const id = ownTimeout.call(window, function then(...args) {
      drop(id);
      return run(own, job, this, args);
    }, delay, ...rest);
    timers.set(id, own);
    busy.timers = timers.size;
    return id;
  };
  window.clearTimeout = function clearTimeout(id) {
    drop(id);
    return ownClear.call(window, id);
  };
  const polls = new Map();
  const [ownInterval, ownClearInterval] = [window.setInterval, window.clearInterval];
  window.setInterval = function setInterval(job, delay, ...rest) {
    if (typeof job !== "function" || delay > SOON) return ownInterval.call(window, job, delay, ...rest);
    const own = timer(job);
    const id = ownInterval.call(window, function again(...args) { return run(own, job, this, args); }, delay, ...rest);
    polls.set(id, own);
    return id;
  };
  window.clearInterval = function clearInterval(id) {
    polls.delete(id);
    return ownClearInterval.call(window, id);
  };

  // ---- presses: in any window of this origin, for its scripts may ask from another one
  const TAKES = ["mousedown", "mouseup", "click", "keydown", "keyup", "input", "change", "submit"];
  const WRITES = /^(?:.|Tab|Shift|Control|Alt|Meta|Process|Unidentified)$/u; // a part of filling, no press
  hands.beginTurn = () => {
    root = { turn: root.turn + 1, pressed: true };
    take();
    touch();
  };
  hands.takeTurn = take;
  const each = (w, act) => {
    try {
      if (w[KEY]?.beginTurn) act(w[KEY]);
    } catch { /* of another origin */ }
    for (let i = 0; i < w.length; i += 1) each(w[i], act);
  };
  const ticks = (event) => event.key === " " && !hands.isTexty(event.composedPath()[0]);
  const isPress = (event) => event.type === "mousedown"
    || (event.type === "keydown" && (ticks(event) || !WRITES.test(event.key)));
  for (const type of TAKES) addEventListener(type, (event) => {
    if (!event.isTrusted) return;
    const begins = isPress(event);
    each(top, (one) => { if (begins) one.beginTurn(); else one.takeTurn(); });
  }, true);

  const BRIEF = 5; // seconds after which a page that asks to wait moves on by itself
  const movesOn = () => [...document.querySelectorAll("meta[http-equiv=refresh i]")].some((meta) => {
    const [, seconds, address] = /^\s*([\d.]+)\s*[;,]\s*(?:url\s*=\s*)?['"]?([^'"]+)/i.exec(meta.content) || [];
    if (!(Number(seconds) <= BRIEF) || !URL.canParse(address, document.baseURI)) return false;
    return new URL(address, document.baseURI).href !== location.href;
  });
  // What is still to come of the last press (owed), or without one of the document itself, for some time; and of the
  // press before, which nobody may have looked at yet.
  hands.since = () => {
    const now = performance.now();
    const isYoung = (one) => now - one.born < LASTING;
    const isOwed = (one) => one.turn === root.turn && one.pressed;
    const isAwaited = (one) => isOwed(one) || ((one.pressed ? one.turn === root.turn - 1 : !root.turn) && isYoung(one));
    const willTell = (one) => isOwed(one) || (!root.turn && isYoung(one) && (!one.ran || one.asks));
    const [requests, jobs] = [[...open], [...timers.values(), ...polls.values()]];
    return {
      owed: requests.some(isOwed),
      asked: requests.some(isAwaited),
      putOff: jobs.some(willTell),
      moves: movesOn(),
      still: now - busy.changed,
    };
  };
})();

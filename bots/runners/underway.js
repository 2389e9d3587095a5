// underway: what the page is doing (requests, what its scripts have put off, changes) and which press began it.
// A page asks for things of its own too: its news, a question that its server answers when there is something to say.
// So everything has a cause: a press, or the document itself; what an answer or a timer begins has the cause of that.
(() => {
  "use strict";
  const KEY = Symbol.for("bots.hands");
  const hands = window[KEY];
  if (!hands || hands.busy) return;

  const SOON = 3000; // ms that a timer is waited for, and a change of documents that is not told again
  const AT_ONCE = 1000; // ms of a timer that something is put off by, rather than taken away after
  const LASTING = 10000; // ms after which what no press has begun is a habit of the page
  const { setTimeout: ownTimeout, setInterval: ownInterval } = window;

  // What the pages of this system ask for by themselves, by paths; * at the end stands for anything.
  let background = [];
  const isBackground = (one) => background.some((path) => (path.endsWith("*") ? one.path.startsWith(path.slice(0, -1)) : one.path === path));
  const open = new Set();
  const isOwed = (one) => one.turn === root.turn && one.pressed && !isBackground(one);
  const isYoung = (one) => performance.now() - one.born < LASTING && !isBackground(one);
  hands.busy = {
    begun: 0, before: 0, changed: performance.now(),
    get timers() { return [...timers.values()].filter((one) => !isHabit(one)).length; },
    get open() { return [...open].filter(counts).length; },
  };
  const busy = hands.busy;
  const touch = () => { busy.changed = performance.now(); };
  // What the page does again and again though nobody has pressed, and so brings nothing that is looked for: a clock, which
  // asks nobody; a question, once something was pressed after it or it has lasted.
  const isHabit = (one) => !one.pressed && one.again
    && ((one.ran && !one.asks) || root.turn > 0 || performance.now() - one.born >= LASTING);
  const counts = (one) => isOwed(one) || (isYoung(one) && !isHabit(one));

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
  // `path` is what was asked for last in this chain of causes, `again` whether that was asked before in it, or its timer ran.
  const child = (of, source = "") => ({
    turn: of.turn, pressed: of.pressed, born: of.born ?? performance.now(), path: of.path || "", again: of.again || false,
    source, ran: false, asks: false,
  });

  // ---- requests, and what is waited for like one
  const began = (path = "", of = cause) => {
    const own = child(of);
    own.again = path !== "" && of.path === path;
    own.path = path;
    if (of !== root) {
      of.asks = true;
      of.path = path;
    }
    open.add(own);
    busy.begun += 1;
    if (counts(own)) touch();
    return own;
  };
  const ended = (own) => {
    if (!open.delete(own)) return;
    if (counts(own)) touch();
    lend(own);
  };
  const pathOf = (address) => {
    const whole = String(address instanceof Request ? address.url : address);
    return URL.canParse(whole, document.baseURI) ? new URL(whole, document.baseURI).pathname : "";
  };
  const asked = new WeakMap(); // the cause of an answer
  const ownFetch = window.fetch;
  if (ownFetch) {
    window.fetch = function fetch(...args) {
      const own = began(pathOf(args[0]));
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
      const whole = own.call(this);
      const end = () => ended(part);
      whole.then(end, end);
      return whole;
    };
  }
  const sent = new WeakMap();
  const paths = new WeakMap();
  // Heard before the page's own listeners, so that what they begin has the cause of the request.
  window.XMLHttpRequest = class XMLHttpRequest extends window.XMLHttpRequest {
    constructor(...args) {
      super(...args);
      super.addEventListener("readystatechange", () => {
        if (sent.has(this) && this.readyState === XMLHttpRequest.DONE) ended(sent.get(this));
      });
    }

    open(method, address, ...rest) {
      paths.set(this, pathOf(address));
      return super.open(method, address, ...rest);
    }

    send(...args) {
      const own = began(paths.get(this));
      sent.set(this, own);
      super.addEventListener("loadend", () => ended(own), { once: true }); // of one that was given up, too
      return super.send(...args);
    }
  };
  // A question over a socket is answered by what comes next on it.
  const ownSocket = window.WebSocket && window.WebSocket.prototype.send;
  if (ownSocket) {
    window.WebSocket.prototype.send = function send(...args) {
      const own = began(pathOf(this.url));
      for (const type of ["message", "close"]) this.addEventListener(type, () => ended(own), { once: true });
      return ownSocket.apply(this, args);
    };
  }
  // A look-up may come as a script of its own: the page waits for it as for any other answer.
  const awaitScript = (script) => {
    const own = began(pathOf(script.src));
    const end = () => ended(own);
    script.addEventListener("load", end, { once: true });
    script.addEventListener("error", end, { once: true });
  };
  // In which turn something came into the document or got other words.
  const cameIn = new WeakMap();
  const cameNow = (node) => cameIn.get(node) === root.turn;
  // Whether what `e` says has come since the last press; of a document that came itself all has.
  hands.isNew = (e) => {
    if (!root.turn) return true;
    for (let up = e; up; up = hands.up(up)) if (cameNow(up)) return true;
    const texts = document.createTreeWalker(e, NodeFilter.SHOW_ALL);
    while (texts.nextNode()) if (cameNow(texts.currentNode)) return true;
    return false;
  };
  const changes = (list) => {
    if (!isHabit(cause)) touch();
    for (const { type, target, addedNodes } of list) {
      if (type === "characterData") cameIn.set(target, root.turn);
      for (const node of addedNodes) cameIn.set(node, root.turn);
    }
    if (document.readyState === "loading") return; // those of the document itself
    for (const change of list) for (const node of change.addedNodes) if (node.tagName === "SCRIPT" && node.src) awaitScript(node);
  };
  // A page that goes to another document is told as a request under way until that one is there.
  const goings = new Map(); // by their addresses
  if (window.navigation) {
    navigation.addEventListener("navigate", (event) => {
      if (event.destination.sameDocument || event.downloadRequest !== null) return;
      const own = began();
      const { url } = event.destination;
      const end = () => {
        goings.delete(url);
        ended(own);
      };
      goings.set(url, end);
      event.signal.addEventListener("abort", end, { once: true });
      ownTimeout.call(window, end, SOON); // the document that comes has an end of its own, this one has not
    });
  }
  // What came from that address was a file: no document comes, which the page itself is not told.
  hands.cameAsFile = ({ address }) => {
    const end = goings.get(address);
    if (end) end();
    return null;
  };
  new MutationObserver(changes).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });

  // ---- timers of the page that will still run soon: what it put off may change a field after it was read
  const timers = new Map();
  // One that sets itself again is one timer: a clock, or a page that asks until it is answered.
  const timer = (job, delay) => {
    const source = String(job);
    const own = cause !== root && cause.source === source ? cause : child(cause, source);
    own.delay = Number(delay) || 0;
    return own;
  };
  const runs = (own) => {
    lend(own);
    own.again ||= own.ran;
    own.ran = true;
  };
  const wrapped = (own, job, after) => function run(...args) {
    after();
    runs(own);
    return job.apply(this, args);
  };
  const companions = new Map(); // of a job that is a text, which the browser runs by itself: ours, just before it
  const put = (set, map, job, delay, rest) => {
    const own = timer(job, delay);
    const isText = typeof job !== "function";
    const after = () => {
      if (map !== timers) return;
      timers.delete(id);
      companions.delete(id);
    };
    const companion = isText ? set.call(window, () => runs(own), delay) : 0;
    const id = set.call(window, isText ? job : wrapped(own, job, after), delay, ...rest);
    if (isText) companions.set(id, companion);
    if (isText && map === timers) ownTimeout.call(window, after, delay);
    if (own.delay <= SOON) map.set(id, own);
    return id;
  };
  const end = (clear, id) => {
    for (const map of [timers, polls]) map.delete(id);
    if (companions.has(id)) clear.call(window, companions.get(id));
    return clear.call(window, id);
  };
  const polls = new Map();
  const { clearTimeout: ownClear, clearInterval: ownClearInterval } = window;
  window.setTimeout = function setTimeout(job, delay, ...rest) { return put(ownTimeout, timers, job, delay, rest); };
  window.setInterval = function setInterval(job, delay, ...rest) { return put(ownInterval, polls, job, delay, rest); };
  window.clearTimeout = function clearTimeout(id) { return end(ownClear, id); };
  window.clearInterval = function clearInterval(id) { return end(ownClearInterval, id); };

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
  hands.beginTurns = () => each(top, (one) => one.beginTurn());
  const ticks = (event) => event.key === " " && !hands.isTexty(event.composedPath()[0]);
  const isPress = (event) => event.type === "mousedown"
    || (event.type === "keydown" && (ticks(event) || !WRITES.test(event.key)));
  for (const type of TAKES) addEventListener(type, (event) => {
    if (!event.isTrusted) return;
    const begins = isPress(event);
    if (begins) hands.beginTurns();
    else each(top, (one) => one.takeTurn());
  }, true);

  // A page that moves on by itself within so many seconds: to another address; or to itself, while it asks to wait.
  const BRIEF = 5;
  const ASKS_TO_WAIT = /(?:検索|照会|処理|読み?込み?|問い?合わ?せ|実行|送信|作成|集計|待機)中|お待ち|しばらく|しています(?:…|・|\.)|please wait|loading|searching|processing|in progress/i;
  const movesOn = () => [...document.querySelectorAll("meta[http-equiv=refresh i]")].some((meta) => {
    const [, seconds, address] = /^\s*([\d.]+)\s*(?:[;,]\s*(?:url\s*=\s*)?['"]?([^'"]*))?/i.exec(meta.content) || [];
    if (!(Number(seconds) <= BRIEF)) return false;
    if (address && !URL.canParse(address, document.baseURI)) return false;
    const other = address && new URL(address, document.baseURI).href !== location.href;
    return other || ASKS_TO_WAIT.test(document.body ? document.body.innerText : "");
  });
  // What moves to its end, which may begin something; heard by events, for a moment lies between the end and its event.
  const moving = new Map();
  const numbers = new WeakMap();
  let count = 0;
  const nameOf = ({ target, propertyName, animationName }) => {
    if (!numbers.has(target)) numbers.set(target, count += 1);
    return `${numbers.get(target)} ${propertyName || animationName}`;
  };
  for (const kind of ["transition", "animation"]) {
    // Only where somebody listens to the end: a toast that fades in begins nothing.
    const heard = (e) => Boolean(e) && (e[`on${kind}end`] || hands.listens(e).has(`${kind}end`) || heard(hands.up(e)));
    for (const type of [`${kind}run`, `${kind}start`]) addEventListener(type, (event) => {
      if (event.target instanceof Element && heard(event.target)) moving.set(nameOf(event), performance.now());
    }, true);
    for (const type of [`${kind}end`, `${kind}cancel`]) addEventListener(type, (event) => moving.delete(nameOf(event)), true);
  }
  const isMoving = () => [...moving.values()].some((begun) => performance.now() - begun < SOON);
  // What is still to come of the last press (owed, by paths; a timer that asks until it is answered belongs to it), or
  // without one of the document itself (asked). `soon`: what was put off for a moment. `habits`: what this document asks
  // again and again though nobody has pressed.
  hands.since = ({ background: known }) => {
    background = known;
    const lasting = (one) => !one.pressed && one.again && performance.now() - one.born >= LASTING;
    const awaits = (one) => isOwed(one) || (!root.turn && !isBackground(one) && !lasting(one));
    const willTell = (one) => isOwed(one) || (!root.turn && isYoung(one) && (!one.ran || one.asks));
    const [requests, jobs] = [[...open], [...timers.values(), ...polls.values()]];
    const asking = jobs.filter((one) => one.asks);
    return {
      owed: [...requests, ...asking].filter(isOwed).map((one) => one.path),
      asked: [...requests.filter(awaits), ...asking.filter(isOwed)].map((one) => one.path),
      young: requests.some((one) => awaits(one) && isYoung(one)),
      putOff: jobs.some(willTell) || isMoving(),
      soon: jobs.some((one) => isOwed(one) && one.delay <= AT_ONCE && !one.ran),
      moves: movesOn(),
      still: performance.now() - busy.changed,
      habits: requests.filter(lasting).map((one) => one.path).filter(Boolean),
    };
  };
})();

// Keys of the link: whose key this is, and at central who is let in.
import {ageText, byId, el, getJson, keep, setText} from "./core.js";

const EVERY_MS = 5000;
const STANDING = {ACCEPTED: ["ok", "LET IN"], WAITING: ["warn", "WAITS"], NAME_TAKEN: ["bad", "NAME IS TAKEN"], REFUSED: ["", "REFUSED"]};
const RANK = {NAME_TAKEN: 0, WAITING: 1, ACCEPTED: 2, REFUSED: 3};

async function post(path, body) {
  const reply = await fetch(path, {method: "POST", cache: "no-store", headers: {"X-Busbar": "1", "Content-Type": "application/json"}, body: JSON.stringify(body)});
  const text = await reply.text();
  if (!reply.ok) throw new Error(text.trim());
  return JSON.parse(text);
}

function say(text) {
  const message = byId("key-message");
  message.hidden = !text;
  setText(message, text);
}

/** Does what a button says, once the person has confirmed it; then shows how things are. */
async function decide(path, body, question) {
  if (!confirm(question)) return;
  try {
    show(await post(path, body));
    say("");
  } catch (e) {
    say(e.message);
  }
}

const WORDS = {accept: "Let in", refuse: "Refuse", revoke: "Revoke"};
const MAY = {ACCEPTED: ["revoke"], WAITING: ["accept", "refuse"], NAME_TAKEN: ["refuse"], REFUSED: ["accept"]};

/** What a button stands for is written on the button itself: rows are redrawn in place, and may change places. */
function buttons(peer) {
  return MAY[peer.standing].map(action => el("button", {type: "button", "data-action": action, "data-name": peer.name,
    "data-fingerprint": peer.fingerprint}, WORDS[action]));
}

function clicked(event) {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  const {action, name, fingerprint} = button.dataset;
  if (action === "accept") {
    decide("/api/keys/accept", {fingerprint}, "Let " + name + " in?\n\n" + fingerprint + "\n\nOnly if the page at that gateway, or \"busbar key\" there, shows"
      + " exactly this fingerprint.");
  } else if (action === "refuse") {
    decide("/api/keys/refuse", {fingerprint}, "Refuse " + name + " with the key " + fingerprint + "? It is not listed as waiting again.");
  } else {
    decide("/api/keys/revoke", {name}, "Cut " + name + " off? Its session ends within seconds, and it is not let in again by itself.");
  }
}

function row(peer, mayDecide) {
  const [tone, word] = STANDING[peer.standing];
  const why = peer.standing === "NAME_TAKEN" ? "Another key has this name. If the gateway was replaced, revoke " + peer.name + " first." : null;
  return el("tr", {"data-peer": peer.name, "data-standing": peer.standing},
    el("td", {}, peer.name),
    el("td", {class: "fingerprint"}, peer.fingerprint),
    el("td", {}, el("span", {class: "badge " + tone}, word), why ? el("span", {class: "reason"}, why) : null),
    el("td", {}, peer.seenNs ? ageText(peer.seenNs) + " ago" : "–"),
    el("td", {class: "actions"}, ...(mayDecide ? buttons(peer) : [])));
}

function picture(svg) {
  return "data:image/svg+xml," + encodeURIComponent(svg);
}

function show(keys) {
  setText(byId("own-fingerprint"), keys.fingerprint || "none yet: it is made when the link is opened first");
  const line = byId("own-line");
  if (line && document.body.dataset.role === "gateway") {
    setText(line, keys.line);
    const code = byId("own-code");
    code.hidden = !keys.code;
    if (keys.code && code.src !== picture(keys.code)) code.src = picture(keys.code);
  }
  const rows = byId("key-rows");
  if (!rows) return;
  byId("no-keys").hidden = keys.peers.length > 0;
  byId("key-table").hidden = keys.peers.length === 0;
  byId("key-elsewhere").hidden = keys.mayDecide;
  byId("show-line").hidden = !keys.mayDecide;
  const peers = [...keys.peers].sort((a, b) => RANK[a.standing] - RANK[b.standing] || a.name.localeCompare(b.name, "en", {numeric: true}));
  keep(rows, ...peers.map(peer => row(peer, keys.mayDecide)));
}

async function load() {
  try {
    show(await getJson("/api/keys"));
  } catch {
    // The page says that it has no connection; the keys stay as they were.
  }
}

/** Central's line holds a secret: it is shown when somebody asks, for a minute. */
async function showSecret() {
  try {
    const answer = await post("/api/keys/line", {});
    setText(byId("own-line"), answer.line);
    byId("own-code").src = picture(answer.code);
    byId("secret").hidden = false;
    setTimeout(() => {
      byId("secret").hidden = true;
      setText(byId("own-line"), "");
      byId("own-code").removeAttribute("src");
    }, 60000);
  } catch (e) {
    say(e.message);
  }
}

export function watchKeys() {
  byId("show-line")?.addEventListener("click", showSecret);
  byId("key-rows")?.addEventListener("click", clicked);
  load();
  setInterval(load, EVERY_MS);
}

// Small helpers: elements, numbers and times as a person in a control room reads them.

/** Server time minus this machine's, in ms: ages go by the server's clock. */
let offsetMs = 0;

export function setServerTime(nowNs) {
  offsetMs = nowNs / 1e6 - Date.now();
}

export function nowMs() {
  return Date.now() + offsetMs;
}

/** An element; text is set as text, never as markup. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(c => c !== null && c !== undefined && c !== ""));
  return element;
}

/**
 * Puts children in place of others, touching only those that differ: what has the focus keeps it, what is marked with
 * the mouse stays marked.
 */
export function keep(parent, ...children) {
  children.forEach((child, i) => {
    const old = parent.children[i];
    if (!old) parent.append(child);
    else if (!old.isEqualNode(child)) renew(old, child);
  });
  while (parent.children.length > children.length) parent.lastElementChild.remove();
}

function renew(old, fresh) {
  const same = old.tagName === fresh.tagName && old.childNodes.length === fresh.childNodes.length
    && [...old.childNodes].every((n, i) => n.nodeType === fresh.childNodes[i].nodeType);
  if (!same || old.tagName === "BUTTON") {
    old.replaceWith(fresh);
    return;
  }
  for (const a of [...old.attributes]) if (!fresh.hasAttribute(a.name)) old.removeAttribute(a.name);
  for (const a of fresh.attributes) if (old.getAttribute(a.name) !== a.value) old.setAttribute(a.name, a.value);
  const nexts = [...fresh.childNodes];
  [...old.childNodes].forEach((node, i) => {
    const next = nexts[i];
    if (node.isEqualNode(next)) return;
    if (node.nodeType === Node.TEXT_NODE) node.data = next.data;
    else renew(node, next);
  });
}

export function byId(id) {
  return document.getElementById(id);
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setClass(element, name) {
  if (element.className !== name) element.className = name;
}

const TIME = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit", second: "2-digit"});
const DAY = new Intl.DateTimeFormat("en-GB", {day: "2-digit", month: "short"});

/** 14:03:07.120, with the day before it if it is not today. */
export function timeText(ns, withMs = true) {
  if (ns === null || ns === undefined) return "–";
  const date = new Date(ns / 1e6);
  let text = TIME.format(date);
  if (withMs) text += "." + String(date.getMilliseconds()).padStart(3, "0");
  const today = new Date(nowMs());
  return date.toDateString() === today.toDateString() ? text : DAY.format(date) + " " + text;
}

export function isoText(ns) {
  return ns === null || ns === undefined ? "" : new Date(ns / 1e6).toISOString();
}

/** A short time on the way: 12 ms, 640 ms, 2.3 s. */
export function delayText(ms) {
  if (ms === null || ms === undefined || !isFinite(ms)) return "–";
  return ms < 1000 ? Math.round(Math.max(0, ms)) + " ms" : ms < 10000 ? (ms / 1000).toFixed(1) + " s" : spanText(ms);
}

/** A length of time with two figures that matter: 0.4 s, 12 s, 3 min, 2.5 h, 4 d. */
export function spanText(ms) {
  if (ms === null || ms === undefined || !isFinite(ms)) return "–";
  const s = Math.max(0, ms) / 1000;
  if (s < 0.95) return s.toFixed(1) + " s";
  if (s < 90) return Math.round(s) + " s";
  if (s < 90 * 60) return Math.round(s / 60) + " min";
  if (s < 48 * 3600) return (s / 3600).toFixed(s < 36000 ? 1 : 0) + " h";
  return Math.round(s / 86400) + " d";
}

export function ageText(ns) {
  return ns === null || ns === undefined ? "–" : spanText(nowMs() - ns / 1e6);
}

export function percentText(share) {
  if (share === null || share === undefined) return "–";
  const p = share * 100;
  return (p > 0 && p < 9.95 ? p.toFixed(1) : Math.round(p)) + " %";
}

export function bytesText(bytes) {
  if (bytes === null || bytes === undefined) return "–";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let i = 0;
  let n = bytes;
  while (n >= 1024 && i < units.length - 1) { n /= 1024; i++; }
  return (i === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)) + " " + units[i];
}

export function countText(n) {
  return n === null || n === undefined || n < 0 ? "–" : Number(n).toLocaleString("en-US").replaceAll(",", "\u202f");
}

/** What is known of a time: "± 1 s" for a poll, else in words. */
export function timeQualityText(quality, periodMs) {
  if (quality.startsWith("poll")) return periodMs > 0 ? "±\u202f" + spanText(periodMs) : "poll";
  if (quality.startsWith("sync")) return "device time" + quality.slice(4);
  if (quality.startsWith("substituted")) return "gateway time" + quality.slice(11);
  if (quality.startsWith("unsync")) return "device time, not synchronised" + quality.slice(6);
  if (quality.startsWith("holdover")) return "device time, holdover" + quality.slice(8);
  return quality === "unknown" ? "" : quality;
}

export function badge(point) {
  return point.value === "" && !point.sourceNs ? "badge" : BADGE[point.validity];
}

const BADGE = {good: "badge ok", questionable: "badge warn", invalid: "badge bad", reserved: "badge warn"};

export function qualityWord(point) {
  if (point.value === "" && !point.sourceNs) return "NONE YET";
  if (point.quality.includes("commLost")) return "LOST";
  if (point.quality.includes("oldData") || point.quality.includes("notTopical")) return "OLD";
  if (point.validity === "good") return point.quality === "GOOD" ? "GOOD" : "GOOD*";
  return point.validity === "invalid" ? "INVALID" : "DOUBTFUL";
}

/** The reason in words; the bare flags where nobody has said more. */
export function qualityReason(point) {
  if (point.reason) return point.reason;
  return point.quality === "GOOD" ? "" : point.quality.replace(/^[A-Z]+ ?/, "");
}

/** A reason without the name that stands before it already. */
export function withoutName(reason, name) {
  return reason.startsWith(name) ? reason.slice(name.length).replace(/^[:,]? */, "") : reason;
}

/** What needs attention, worst first, each thing once: as the server says it. */
export function showAttention(status) {
  const items = status.attention.map(item => {
    const age = item.device ? (item.lastGoodNs ? " Last good reply " + ageText(item.lastGoodNs) + " ago." : " It has not answered since the start.")
      : item.sinceNs ? " (for " + ageText(item.sinceNs) + ")" : "";
    return el("li", {}, el("span", {class: "badge " + (item.level === "CRITICAL" ? "bad" : "warn")}, item.part),
      el("span", {class: "what"}, item.name ? el("b", {}, item.name) : null, (item.name ? " " : "") + item.text + age,
        item.details.length ? el("ul", {}, ...item.details.map(line => el("li", {}, line))) : null));
  });
  const more = status.attentionTotal - items.length;
  if (more > 0) items.push(el("li", {}, el("span", {class: "badge warn"}, "MORE"), el("span", {class: "what"}, "and " + countText(more) + " more")));
  const box = byId("problems");
  box.hidden = items.length === 0;
  box.classList.toggle("only-warnings", status.attention.every(item => item.level !== "CRITICAL"));
  keep(byId("problem-list"), ...items);
}

export async function getJson(path) {
  const reply = await fetch(path, {cache: "no-store"});
  if (!reply.ok) throw new Error(path + ": " + reply.status);
  return reply.json();
}

export function themeButton(button) {
  const root = document.documentElement;
  const saved = localStorage.getItem("theme");
  if (saved) root.dataset.theme = saved;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
}

export function showClock(status) {
  const clock = byId("clock");
  const state = status.clock ? status.clock.state : "";
  const words = {SYNCHRONISED: "synchronised", HOLDOVER: "holdover", UNSYNCHRONISED: "not synchronised"}[state] ?? "";
  clock.replaceChildren(timeText(status.nowNs, false), el("span", {class: "fine"}, words ? " · " + words : ""));
  clock.title = status.clock ? status.clock.source : "";
  clock.classList.toggle("warn-text", state === "UNSYNCHRONISED");
}

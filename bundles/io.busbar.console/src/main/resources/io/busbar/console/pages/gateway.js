// The technician's page: problems first, then the devices, then every point with what it was read from.
import {ageText, byId, bytesText, countText, delayText, el, getJson, isoText, keep, nowMs, percentText, setText, showAttention, showClock, spanText, themeButton, timeText, withoutName} from "./core.js";
import {inferChannels, watchInfer} from "./infer.js";
import {watchKeys} from "./keys.js";
import {showLink, showPlain} from "./link.js";
import {Live} from "./live.js";
import {PointTable, filterBar} from "./table.js";

themeButton(byId("theme"));
const table = new PointTable(byId("point-table"), ["name", "raw", "value", "quality", "time", "received", "age"], false);
const search = filterBar(table);
const TONE = {OK: "ok", LOST: "bad", WRONG_REPLY: "bad", EXCEPTION: "warn", DISABLED: "", UNKNOWN: ""};
const RANK = {LOST: 0, WRONG_REPLY: 1, EXCEPTION: 2, UNKNOWN: 3, DISABLED: 4, OK: 5};
const QUIET_MS = 8000;
let devices = [];
let status = null;

function tile(title, tone, word, big, ...lines) {
  return el("article", {class: "tile", "data-tile": title},
    el("h3", {}, title, word ? el("span", {class: "pill " + tone}, word) : null),
    el("div", {class: "big"}, big),
    ...lines.filter(l => l).map(l => typeof l === "string" ? el("p", {}, l) : l));
}

function linkTile() {
  if (status.missing.includes("uplink")) return tile("Link to central", "bad", "NOT RUNNING", "–", "The uplink is not running; the log says why.");
  if (!status.links.length) {
    return tile("Link to central", "", "NONE", "not configured", "No central: in site.yaml. The journal keeps what is read.");
  }
  const link = status.links[0];
  const quietMs = link.up && link.lastReceivedNs ? nowMs() - link.lastReceivedNs / 1e6 : 0;
  const quiet = quietMs > QUIET_MS;
  return tile("Link to central", !link.up ? "bad" : quiet ? "warn" : "ok", !link.up ? "DOWN" : quiet ? "QUIET" : "UP",
    !link.up ? "down for " + ageText(link.sinceNs) : quiet ? "silent for " + spanText(quietMs) : percentText(link.lossOut) + " lost",
    link.up ? "from central " + percentText(link.lossIn) + " · round trip " + delayText(link.roundTripMs) + " · airtime " + percentText(link.airtime) : null,
    link.up ? queued(link) : link.detail, link.up && !quiet ? null : "Everything here goes on without it.");
}

const LANES = ["commands", "events", "dictionary", "live", "history", "files"];

function queued(link) {
  const waiting = link.queued.map((bytes, i) => [bytes, LANES[i]]).filter(([bytes]) => bytes > 0);
  return waiting.length ? "On the way: " + waiting.map(([bytes, lane]) => lane + " " + bytesText(bytes)).join(", ") : null;
}

function backlogTile(journal) {
  const records = journal.backlogRecords;
  const old = journal.oldestBacklogNs ? nowMs() - journal.oldestBacklogNs / 1e6 : 0;
  return tile("Backlog", records === 0 ? "ok" : old > 60000 ? "warn" : "ok", records === 0 ? "NONE" : "WAITING",
    records === 0 ? "0 h" : hours(old),
    records === 0 ? "Central has everything." : countText(records) + " records, the oldest of " + timeText(journal.oldestBacklogNs, false),
    journal.lastDeliveredNs ? "Central last confirmed " + ageText(journal.lastDeliveredNs) + " ago." : "Central has confirmed nothing since the start.");
}

/** Hours, as a technician plans in hours: 0.02 h, 1.4 h, 36 h. */
function hours(ms) {
  const h = ms / 3600000;
  return (h < 0.1 ? h.toFixed(3) : h < 10 ? h.toFixed(1) : Math.round(h)) + " h";
}

function journalTile(journal) {
  const left = journal.hoursLeft;
  const meter = el("meter", {min: 0, max: journal.capacityBytes, high: journal.capacityBytes * .85, optimum: 0, value: journal.usedBytes, "aria-label": "Journal in use"});
  const text = left === null ? "no limit in sight" : (left > 999 ? "> 999" : left < 10 ? left.toFixed(1) : Math.round(left)) + " h left";
  const tone = journal.failure ? "bad" : left !== null && left < 8 ? "warn" : "ok";
  return tile("Journal", tone, journal.failure ? "FAILS" : "WRITES", text, journal.failure,
    bytesText(journal.usedBytes) + " of " + bytesText(journal.capacityBytes) + " on flash · " + countText(journal.samples) + " samples"
      + (journal.bytesPerSample === null ? "" : " · " + journal.bytesPerSample.toFixed(1) + " B each"), meter);
}

function clockTile() {
  const clock = status.clock;
  if (!clock) return null;
  const words = {SYNCHRONISED: ["ok", "SYNCHRONISED"], HOLDOVER: ["warn", "HOLDOVER"], UNSYNCHRONISED: ["warn", "NOT SYNCHRONISED"]}[clock.state];
  return tile("Clock", words[0], words[1], timeText(status.nowNs, false), clock.source);
}

function modelTile() {
  const model = status.model;
  if (!model) return tile("Model", "bad", "NOT RUNNING", "–", "The engine is not running.");
  if (!model.epoch) return tile("Model", "bad", "NONE", "nothing applied yet");
  return tile("Model", model.refused ? "warn" : "ok", model.refused ? "EDIT REFUSED" : "APPLIED",
    countText(model.devices) + " devices",
    countText(model.points) + " points, " + model.templates + " templates, " + model.channels + " channels",
    "Applied " + (model.appliedNs ? timeText(model.appliedNs, false) : "before this page was started") + " · version " + model.epoch);
}

function showTiles() {
  const tiles = [linkTile(), status.journal ? backlogTile(status.journal) : null, status.journal ? journalTile(status.journal) : null, clockTile(), modelTile()];
  keep(byId("tiles"), ...tiles.filter(t => t));
}

function showDevices() {
  const sorted = [...devices].sort((a, b) => RANK[a.state] - RANK[b.state] || a.device.localeCompare(b.device, "en", {numeric: true}));
  const ill = devices.filter(d => TONE[d.state] === "bad" || TONE[d.state] === "warn").length;
  byId("no-devices").hidden = devices.length > 0;
  setText(byId("device-count"), countText(devices.length) + (ill ? ", " + ill + " not OK" : devices.length ? ", all as they should be" : ""));
  keep(byId("device-rows"), ...sorted.slice(0, 500).map(d =>
    el("tr", {"data-device": d.device, "data-state": d.state},
      el("td", {}, el("button", {type: "button", class: "link", title: "Show its points", onclick: () => { search(d.device + "/"); byId("points").scrollIntoView({behavior: "smooth"}); }}, d.device)),
      el("td", {}, el("span", {class: "badge " + TONE[d.state]}, d.text), d.reason ? el("span", {class: "reason"}, withoutName(d.reason, d.device)) : null),
      el("td", {title: isoText(d.lastGoodNs)}, d.lastGoodNs ? ageText(d.lastGoodNs) + " ago" : "never"),
      el("td", {class: "num" + (d.timeouts ? " warn-text" : "")}, countText(d.timeouts)),
      el("td", {class: "num" + (d.checksumErrors ? " warn-text" : "")}, countText(d.checksumErrors)),
      el("td", {class: "num" + (d.exceptions ? " warn-text" : "")}, countText(d.exceptions)),
      el("td", {class: "wide-only"}, d.channel),
      el("td", {class: "wide-only"}, d.template))));
}

function showChannels() {
  keep(byId("channel-rows"), ...status.channels.map(c =>
    el("tr", {"data-channel": c.channel},
      el("td", {}, c.channel),
      el("td", {}, el("span", {class: "badge " + (c.ok ? "ok" : "bad")}, c.ok ? "OK" : "NOT OK"), el("span", {class: "reason"}, c.state)),
      el("td", {class: "num"}, countText(c.devices)),
      el("td", {class: "num"}, percentText(c.busy)),
      el("td", {class: "wide-only"}, c.type + " · " + c.line))));
}

/** Up and plain, or not up and without central's key: either way nobody is kept from reading along. */
function plainText() {
  const link = status.links[0];
  return link && link.up && !link.encrypted ? "NOT ENCRYPTED: whoever is on this machine can read and forge the link to central. That is allowed to "
    + "this machine itself only. “busbar key trust LINE” with the line that central prints encrypts it." : "";
}

const live = new Live({
  status(fresh) {
    status = fresh;
    setText(byId("site"), status.site || "Gateway");
    document.title = (status.site ? status.site + " · " : "") + "Busbar gateway";
    showClock(status);
    showTiles();
    showLink(status);
    showPlain(plainText());
    showAttention(status);
    showDevices();
    showChannels();
    inferChannels(status.channels);
    byId("counters").replaceChildren(...Object.entries(status.counters).map(([name, value]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, countText(value)))));
  },
  devices(data) {
    devices = data.devices;
    if (status) showDevices();
  },
  points(points) { table.change(points); },
  async reload() {
    const data = await getJson("/api/points?limit=20000");
    table.replace(data.points);
    return data.sequence;
  },
});
watchKeys();
watchInfer();
export {live};

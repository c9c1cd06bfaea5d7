// Central's page: gateways, what has happened lately, and every point.
import {ageText, byId, countText, delayText, el, getJson, isoText, keep, nowMs, percentText, showAttention, showClock, spanText, themeButton, timeText, withoutName} from "./core.js";
import {watchKeys} from "./keys.js";
import {fact, gatewayFacts, lossTone, showPlain} from "./link.js";
import {Live} from "./live.js";
import {PointTable, filterBar} from "./table.js";

themeButton(byId("theme"));
const table = new PointTable(byId("point-table"), ["name", "value", "quality", "time", "age"], true);
const search = filterBar(table);
const STATES = {OK: "OK", LOST: "NO REPLY", WRONG_REPLY: "WRONG REPLY", EXCEPTION: "EXCEPTION", DISABLED: "OUT OF SERVICE", UNKNOWN: "NOT ASKED YET"};

function card(gateway) {
  const link = gateway.link;
  const d = gateway.devices;
  const ill = d.LOST + d.WRONG_REPLY + d.EXCEPTION;
  const quietMs = link.up && link.lastReceivedNs ? nowMs() - link.lastReceivedNs / 1e6 : 0;
  const [tone, word] = !link.up ? ["bad", "NO LINK"] : quietMs > 8000 ? ["warn", "QUIET FOR " + spanText(quietMs)] : ["ok", "UP"];
  const backlog = gateway.backlogRecords;
  return el("article", {class: "card", "data-gateway": gateway.name, "data-up": String(link.up)},
    el("header", {},
      el("h3", {}, gateway.name),
      el("span", {class: "pill " + tone}, word),
      link.up && !link.encrypted ? el("span", {class: "pill warn"}, "NOT ENCRYPTED") : null,
      el("span", {class: "grow"}),
      el("span", {class: "muted"}, link.sinceNs ? "for " + ageText(link.sinceNs) : "")),
    link.detail && !link.up ? el("p", {class: "detail"}, link.detail) : null,
    el("dl", {class: "facts"},
      fact("lossOut", "Loss to site", percentText(link.lossOut), lossTone(link.lossOut)),
      fact("lossIn", "Loss from site", percentText(link.lossIn), lossTone(link.lossIn)),
      fact("roundTrip", "Round trip", delayText(link.roundTripMs)),
      fact("airtime", "Airtime here", percentText(link.airtime)),
      fact("backlog", "Backlog", backlog < 0 ? "–" : backlog === 0 ? "none" : countText(backlog) + " records", backlog > 500 ? "warn" : null),
      fact("live", "Live picture", gateway.liveAgeMs < 0 ? "–" : spanText(gateway.liveAgeMs) + " old"),
      fact("devices", "Devices", ill ? ill + " not OK" : d.total + " OK", ill ? "bad" : null),
      fact("gaps", "Gaps", countText(gateway.gaps), gateway.gaps ? "warn" : null),
      ...gatewayFacts(gateway)));
}

function showGateways(gateways) {
  byId("no-gateways").hidden = gateways.length > 0;
  keep(byId("gateways"), ...gateways.map(card));
}

function eventItem(e) {
  const state = e.point === "_state";
  const value = state ? STATES[e.value] ?? e.value : e.value + (e.unit ? " " + e.unit : "");
  const delay = e.sourceNs && e.receivedNs ? (e.receivedNs - e.sourceNs) / 1e6 : null;
  const lost = state && e.value !== "OK";
  return el("li", {class: (e.publish === "alarm" ? "alarm" : "") + (lost ? " lost" : ""), "data-key": e.gateway + "/" + e.device + "/" + e.point, "data-t": e.sourceNs},
    el("div", {class: "what"}, el("b", {}, e.gateway + " / " + e.device + (state ? "" : " / " + e.point)), el("span", {class: "value"}, value)),
    e.reason ? el("div", {class: "why"}, withoutName(e.reason, e.device)) : null,
    el("div", {class: "when", title: isoText(e.sourceNs) + " " + e.timeQuality + ", " + e.cause},
      timeText(e.sourceNs) + (delay === null ? "" : " · here after " + delayText(delay))));
}

const BY_NAME = new Intl.Collator("en", {numeric: true});

/** By gateway and device; of a device the points that have a value first, as the dictionary has them. */
function inOrder(points) {
  return points.map((p, i) => [p, i]).sort(([a, i], [b, j]) => BY_NAME.compare(a.gateway, b.gateway) || BY_NAME.compare(a.device, b.device)
    || (a.value === "") - (b.value === "") || i - j).map(([p]) => p);
}

const live = new Live({
  status(status) {
    showClock(status);
    showGateways(status.gateways);
    const plain = status.gateways.filter(g => g.link.up && !g.link.encrypted).map(g => g.name);
    showPlain(plain.length ? "NOT ENCRYPTED: " + plain.join(", ") + ". Whoever is on this machine can read and forge that link. Gateways of other machines "
      + "are heard encrypted only; “busbar key trust LINE” at the gateway encrypts this one." : "");
    showAttention(status);
  },
  events(data) {
    byId("no-events").hidden = data.events.length > 0;
    keep(byId("event-list"), ...data.events.map(eventItem));
  },
  points(points) { table.change(points); },
  async reload() {
    const data = await getJson("/api/points?limit=20000");
    table.replace(inOrder(data.points));
    return data.sequence;
  },
});
byId("gateways").addEventListener("click", e => {
  const clicked = e.target.closest("[data-gateway]");
  if (clicked && e.target.tagName === "H3") search(clicked.dataset.gateway);
});
watchKeys();
export {live};

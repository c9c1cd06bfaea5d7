// What a technician wants to know of a link, for both pages.
import {ageText, byId, bytesText, countText, delayText, el, keep, percentText, timeText} from "./core.js";

const LANES = ["commands", "alarms", "dictionary", "live", "history", "files"];

/** One figure; its key is for tests and for people who search the page. */
export function fact(key, title, value, tone) {
  return el("div", {"data-fact": key}, el("dt", {}, title), el("dd", {class: tone ? tone + "-text" : null, title: value}, value));
}

export function lossTone(loss) {
  return loss === null ? null : loss >= 0.5 ? "bad" : loss >= 0.1 ? "warn" : null;
}

export function rateText(rate, learned) {
  if (!rate) return "–";
  return (rate < 10000 ? (rate / 1000).toFixed(1) : countText(Math.round(rate / 1000))) + " kbit/s" + (learned ? " learned" : "");
}

/** alarms 2 %, live 41 %, history 20 %: what of the rate went to whom. */
export function airtimeText(shares) {
  const used = (shares ?? []).map((share, i) => [share, LANES[i]]).filter(([share]) => share >= 0.005);
  return used.length ? used.map(([share, lane]) => lane + " " + Math.round(share * 100) + " %").join(", ") : "idle";
}

/** What is used of the day's bytes, as their contract counts: in thousands. */
export function budgetText(used, perDay) {
  const mega = bytes => (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
  return perDay > 0 ? mega(used) + " of " + mega(perDay) + " MB (" + Math.round(100 * used / perDay) + " %)" : mega(used) + " MB, no limit";
}

export function hoursText(hours) {
  return hours === null || hours === undefined ? "no limit in sight" : hours > 999 ? "> 999 h" : (hours < 10 ? hours.toFixed(1) : Math.round(hours)) + " h";
}

function waysText(bearers) {
  return bearers.filter(b => !b.inUse).map(b => b.name + (b.alive ? " stands by" : " is dead")).join(", ");
}

/** The gateway's own link, figure by figure. */
export function showLink(status) {
  const box = byId("link");
  const link = status.links[0];
  const journal = status.journal;
  box.hidden = !link || !journal;
  if (box.hidden) return;
  const bearers = status.bearers ?? [];
  const used = bearers.find(b => b.inUse);
  const others = waysText(bearers);
  const secret = link.encrypted ? "yes" : !link.up && status.centralKey ? "yes, when it is up" : "NOT ENCRYPTED";
  const facts = [
    fact("way", "Way in use", (used ? used.name : link.way || "–") + (bearers.length > 1 && used !== bearers[0] ? " (backup)" : "")),
    others ? fact("otherWay", "Other way", others, bearers.some(b => !b.inUse && !b.alive) ? "warn" : null) : null,
    fact("rate", "Rate", rateText(link.rate, link.rateLearned)),
    fact("lossOut", "Lost to central", percentText(link.lossOut), lossTone(link.lossOut)),
    fact("lossIn", "Lost from central", percentText(link.lossIn), lossTone(link.lossIn)),
    fact("roundTrip", "Round trip", delayText(link.roundTripMs)),
    fact("airtime", "Airtime " + percentText(link.airtime), airtimeText(link.airtimeByLane)),
    fact("repair", "Spent on repair", percentText(link.repairShare)),
    fact("today", "Used today", budgetText(link.usedTodayBytes, status.budgetPerDay), link.budgetLeftBytes === 0 ? "bad" : null),
    link.bulkWaits ? fact("waits", "Measurements wait", link.bulkWaits, "warn") : null,
    fact("bytesPerSample", "Bytes per sample", journal.bytesPerSample === null ? "–" : journal.bytesPerSample.toFixed(1)),
    fact("delivered", "Last delivered", journal.lastDeliveredNs ? ageText(journal.lastDeliveredNs) + " ago" : "nothing since the start"),
    fact("hoursLeft", "Journal lasts", hoursText(journal.hoursLeft), journal.hoursLeft !== null && journal.hoursLeft < 8 ? "warn" : null),
    fact("free", "Free on its disk", journal.freeBytes < 0 ? "–" : bytesText(journal.freeBytes), journal.freeBytes >= 0 && journal.freeBytes < journal.capacityBytes - journal.usedBytes ? "warn" : null),
    fact("writing", "Written by", (journal.writing || "–") + (journal.deviceBytesPerDay > 0 ? ", " + bytesText(journal.deviceBytesPerDay) + " a day" : "")),
    fact("encrypted", "Encrypted", secret, secret.startsWith("NOT") ? "bad" : null),
    fact("centralKey", "Central’s key", link.peerKey || status.centralKey || "none")];
  keep(byId("link-facts"), ...facts.filter(f => f));
}

/** Figures of a gateway at central: what is seen from here, and what it says of its own end. */
export function gatewayFacts(gateway) {
  const link = gateway.link;
  const own = gateway.condition;
  const facts = [fact("key", "Key", link.peerKey || (link.up ? "NOT ENCRYPTED" : "–"), link.up && !link.encrypted ? "bad" : null),
    fact("received", "Last received", link.lastReceivedNs ? ageText(link.lastReceivedNs) + " ago" : "–")];
  if (link.way) facts.push(fact("over", "Heard over", link.way));
  if (own) {
    facts.push(fact("rate", "Rate there", rateText(own.rate, own.rateLearned)),
      fact("lanes", "Airtime there", airtimeText(own.airtimeByLane)),
      fact("bytesPerSample", "Bytes per sample", own.bytesPerSample === null ? "–" : own.bytesPerSample.toFixed(1)),
      fact("hoursLeft", "Journal lasts", hoursText(own.journalHoursLeft), own.journalHoursLeft !== null && own.journalHoursLeft < 8 ? "warn" : null),
      fact("today", "Used today", budgetText(own.usedTodayBytes, own.budgetPerDay), own.budgetPerDay > 0 && own.usedTodayBytes >= own.budgetPerDay ? "bad" : null),
      own.way ? fact("way", "Way in use", own.way) : null,
      fact("said", "Said by it at", timeText(own.atNs, false)));
  }
  return facts;
}

/** Says at the head of a page whose link is not encrypted. */
export function showPlain(text) {
  const notice = byId("plain");
  notice.hidden = !text;
  if (notice.textContent !== text) notice.textContent = text;
}

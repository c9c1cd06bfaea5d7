// Templates from flat lists of points: proposed by the gateway, looked at, downloaded, or planned and applied.
import {byId, countText, el, keep, setText} from "./core.js";
import {tar} from "./tar.js";

const MAX_BYTES = 15 << 20;
const CONFIRM_S = 600;
const SHOWN = 200;
let proposal = null;
let plan = null;
let busy = false;

async function post(path, body) {
  const reply = await fetch(path, {method: "POST", cache: "no-store", headers: {"X-Busbar": "1", "Content-Type": "application/json"}, body: JSON.stringify(body)});
  const text = await reply.text();
  if (!reply.ok) throw new Error(text.trim());
  return JSON.parse(text);
}

function say(text, bad) {
  const message = byId("infer-message");
  message.hidden = !text;
  message.className = bad ? "bad-text" : "muted";
  setText(message, text);
}

/** One thing at a time; what goes wrong is said where the person looks. */
async function doing(what, work) {
  if (busy) return;
  busy = true;
  say(what + " …", false);
  try {
    await work();
  } catch (e) {
    say(e.message, true);
  } finally {
    busy = false;
  }
}

async function lists() {
  const found = {};
  for (const file of byId("infer-files").files) found[file.name] = await file.text();
  const pasted = byId("infer-text").value;
  if (pasted.trim()) found["pasted.csv"] = pasted;
  const bytes = Object.values(found).reduce((sum, text) => sum + new Blob([text]).size, 0);
  if (!bytes) throw new Error("Choose a CSV file or paste a list first: one line a point, the first line with headings.");
  if (bytes > MAX_BYTES) throw new Error("The lists have " + Math.round(bytes / (1 << 20)) + " MiB, this page takes 15. On a command line: busbar infer.");
  return found;
}

function columns() {
  const named = {};
  for (const each of byId("infer-columns").value.split(",")) {
    const equals = each.indexOf("=");
    if (equals > 0) named[each.slice(0, equals).trim()] = each.slice(equals + 1).trim();
    else if (each.trim()) throw new Error("Columns are written like point=Signal, address=5; “" + each.trim() + "” has no =.");
  }
  return named;
}

function problemLine(problem) {
  return el("li", {}, (problem.at ? problem.at + " " : "") + problem.message);
}

function showProposal() {
  byId("infer-result").hidden = !proposal.proposed;
  keep(byId("infer-problems"), ...proposal.problems.slice(0, SHOWN).map(problemLine),
    ...(proposal.problemsTotal > SHOWN ? [el("li", {}, "and " + countText(proposal.problemsTotal - SHOWN) + " more")] : []));
  if (!proposal.proposed) {
    say("Nothing is proposed: see below.", true);
    return;
  }
  const covered = proposal.devices - proposal.exceptionsTotal;
  say(countText(proposal.points) + " points of " + countText(proposal.devices) + " devices: " + countText(proposal.templates.length) + " templates for "
    + countText(covered) + " devices, " + countText(proposal.exceptionsTotal) + " exceptions.", false);
  keep(byId("infer-templates"), ...proposal.templates.map(kind => el("tr", {"data-kind": kind.template},
    el("td", {}, kind.template), el("td", {class: "num"}, countText(kind.devices)), el("td", {class: "num"}, countText(kind.points)),
    el("td", {}, (kind.first ? "such as " + kind.first : "") + (kind.hasBase ? "; each with its base" : "") + (kind.like ? "; nearly like " + kind.like : "")))));
  keep(byId("infer-exceptions"), ...proposal.exceptions.slice(0, SHOWN).map(odd => el("tr", {"data-exception": odd.device},
    el("td", {}, odd.device), el("td", {}, odd.like),
    el("td", {}, odd.deviations.slice(0, 6).map(each => each.words + " (" + each.at + ")").join("; ") + (odd.deviations.length > 6 ? "; …" : "")))));
  byId("infer-exceptions-table").hidden = proposal.exceptions.length === 0;
  setText(byId("infer-more"), proposal.exceptionsTotal > SHOWN ? "and " + countText(proposal.exceptionsTotal - SHOWN)
    + " more: all of them are in exceptions.csv of the download." : "");
  forget();
}

function forget() {
  plan = null;
  byId("infer-plan").hidden = true;
  byId("infer-apply").hidden = true;
  byId("infer-keep").hidden = true;
}

function download() {
  const name = byId("infer-site").value.trim().replace(/[^\w.-]+/g, "-") || "site";
  const link = el("a", {href: URL.createObjectURL(tar(name, proposal.files)), download: name + ".tar"});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function edits() {
  const channel = byId("infer-channel").value;
  return proposal.edits.map(edit => edit.device && channel ? {...edit, set: {...edit.set, channel}} : edit);
}

async function planned(body) {
  plan = await post("/api/plan", body);
  const lines = [];
  for (const [part, names] of Object.entries(plan.difference)) {
    if (names.length) {
      const [, what, how] = part.match(/^(\w+?)(Added|Removed|Changed)$/);
      lines.push(el("li", {}, {Added: "+ ", Removed: "− ", Changed: "~ "}[how] + countText(names.length) + " " + what + ": " + names.slice(0, 8).join(", ")
        + (names.length > 8 ? ", …" : "")));
    }
  }
  lines.push(...plan.problems.slice(0, SHOWN).map(problemLine));
  keep(byId("infer-plan-lines"), ...lines);
  byId("infer-plan").hidden = false;
  byId("infer-apply").hidden = !plan.applicable;
  say(plan.applicable ? "This is what it would change; nothing has changed yet." : "It cannot be applied: see below.", !plan.applicable);
}

async function apply() {
  if (!confirm("Apply this to the running gateway? It goes back by itself after 10 minutes unless you keep it.")) {
    say("Nothing has changed.", false);
    return;
  }
  const answer = await post("/api/apply", {id: plan.id, confirmWithinSeconds: CONFIRM_S, who: "page"});
  byId("infer-apply").hidden = true;
  if (!answer.applied) throw new Error(answer.problems.map(problem => problem.message).join(" "));
  byId("infer-keep").hidden = false;
  say("Applied: it runs, and goes back by itself in 10 minutes unless you keep it.", false);
}

async function keepIt() {
  const answer = await post("/api/confirm", {who: "page"});
  if (!answer.applied) throw new Error(answer.problems.map(problem => problem.message).join(" "));
  byId("infer-keep").hidden = true;
  say("Kept.", false);
}

/** Channels that devices may be put on. */
export function inferChannels(channels) {
  const select = byId("infer-channel");
  const names = ["", ...channels.map(channel => channel.channel)];
  if (names.join("\n") !== [...select.options].map(option => option.value).join("\n")) {
    const chosen = select.value;
    select.replaceChildren(...names.map(name => el("option", {value: name}, name || "as in the list")));
    select.value = names.includes(chosen) ? chosen : "";
  }
}

export function watchInfer() {
  byId("infer-propose").addEventListener("click", () => doing("Proposing", async () => {
    proposal = await post("/api/infer", {lists: await lists(), columns: columns(), split: byId("infer-split").value,
      site: byId("infer-site").value.trim() || byId("site").textContent});
    showProposal();
  }));
  byId("infer-download").addEventListener("click", () => doing("Packing", async () => {
    download();
    say("The download is a site folder; “busbar check” and “busbar plan” take it once it is unpacked.", false);
  }));
  byId("infer-add").addEventListener("click", () => doing("Planning", () => planned({edits: edits()})));
  byId("infer-replace").addEventListener("click", () => doing("Planning", () => planned({files: proposal.files})));
  byId("infer-apply").addEventListener("click", () => doing("Applying", apply));
  byId("infer-keep").addEventListener("click", () => doing("Keeping", keepIt));
}

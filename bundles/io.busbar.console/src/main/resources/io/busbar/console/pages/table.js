// The table of points. Only the rows in sight exist in the document, so 5,000 points scroll as 50 do.
import {ageText, badge, byId, countText, el, isoText, qualityReason, qualityWord, setClass, setText, timeQualityText, timeText} from "./core.js";

const SPARE = 8;

/** {@code phase: A, crew: north}; empty without tags. */
function tagsText(p) {
  return p.tags ? Object.entries(p.tags).map(([name, text]) => name + ": " + text).join(", ") : "";
}

export class PointTable {
  /** @param columns names of: name, value, raw, quality, time, received, age */
  constructor(place, columns, withGateway) {
    this.columns = columns;
    this.withGateway = withGateway;
    this.byKey = new Map();
    this.order = [];
    this.shown = [];
    this.rows = [];
    this.filter = "";
    this.only = "";
    this.build(place);
    this.dirty = true;
    setInterval(() => this.ages(), 1000);
  }

  build(place) {
    const titles = {name: "Point", value: "Value", raw: "Raw", quality: "Quality and reason", time: "Source time", received: "Received", age: "Age"};
    this.top = el("td", {colspan: this.columns.length});
    this.bottom = el("td", {colspan: this.columns.length});
    this.body = el("tbody", {}, el("tr", {class: "gap", "aria-hidden": "true"}, this.top), el("tr", {class: "gap", "aria-hidden": "true"}, this.bottom));
    this.table = el("table", {class: "points"},
      el("colgroup", {}, ...this.columns.map(c => el("col", {class: c}))),
      el("thead", {}, el("tr", {}, ...this.columns.map(c => el("th", {scope: "col", class: c === "value" ? "num" : null}, titles[c])))),
      this.body);
    this.box = el("div", {class: "scroll tall", tabindex: "0", role: "region", "aria-label": "Points"}, this.table);
    this.empty = el("p", {class: "empty", hidden: true}, "No point matches.");
    place.append(this.box, this.empty);
    this.box.addEventListener("scroll", () => this.ask(), {passive: true});
    new ResizeObserver(() => this.ask()).observe(this.box);
  }

  static key(p) {
    return p.gateway + "/" + p.device + "/" + p.point;
  }

  /** Replaces everything. */
  replace(points) {
    this.byKey = new Map(points.map(p => [PointTable.key(p), p]));
    this.order = points.map(PointTable.key);
    this.choose();
  }

  /** Takes changed rows; one that was not known is added at the end, one that is gone taken out. */
  change(points) {
    let reorder = this.only !== "";
    const gone = new Set();
    for (const p of points) {
      const key = PointTable.key(p);
      if (p.publish === "gone") {
        if (this.byKey.delete(key)) gone.add(key);
        continue;
      }
      if (!this.byKey.has(key)) {
        if (!gone.delete(key)) this.order.push(key);
        reorder = true;
      }
      this.byKey.set(key, p);
    }
    if (gone.size > 0) this.order = this.order.filter(key => this.byKey.has(key));
    if (reorder || gone.size > 0) this.choose();
    else this.ask();
  }

  select(filter, only) {
    this.filter = filter.trim().toLowerCase();
    this.only = only;
    this.box.scrollTop = 0;
    this.choose();
  }

  choose() {
    const words = this.filter.split(/\s+/).filter(w => w);
    this.shown = this.order.filter(key => {
      const low = (key + " " + tagsText(this.byKey.get(key))).toLowerCase();
      if (!words.every(w => low.includes(w))) return false;
      if (!this.only) return true;
      const p = this.byKey.get(key);
      return this.only === "bad" ? p.validity !== "good" : p.quality.includes(this.only);
    });
    this.table.setAttribute("aria-rowcount", this.shown.length + 1);
    setText(byId("count"), this.shown.length === this.order.length ? countText(this.order.length)
      : countText(this.shown.length) + " of " + countText(this.order.length));
    this.empty.hidden = this.shown.length > 0 || this.order.length === 0;
    this.ask();
  }

  ask() {
    if (!this.asked) {
      this.asked = true;
      requestAnimationFrame(() => { this.asked = false; this.draw(); });
    }
  }

  draw() {
    const height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row")) || 38;
    const first = Math.max(0, Math.floor(this.box.scrollTop / height) - SPARE);
    const room = Math.ceil((this.box.clientHeight || 600) / height) + 2 * SPARE;
    const keys = this.shown.slice(first, first + room);
    this.top.style.height = first * height + "px";
    this.bottom.style.height = Math.max(0, this.shown.length - first - keys.length) * height + "px";
    while (this.rows.length < keys.length) {
      const row = this.newRow();
      this.rows.push(row);
      this.body.insertBefore(row.element, this.bottom.parentNode);
    }
    this.rows.forEach((row, i) => {
      row.element.hidden = i >= keys.length;
      if (i < keys.length) this.fill(row, keys[i], first + i);
    });
  }

  newRow() {
    const cells = {};
    for (const c of this.columns) cells[c] = el("td", {class: c + (c === "received" ? " time" : "")});
    cells.device = el("span"); cells.point = el("b");
    cells.name.append(cells.device, cells.point);
    cells.number = el("span"); cells.unit = el("span", {class: "unit"});
    cells.value.append(cells.number, cells.unit);
    cells.badge = el("span"); cells.why = el("span", {class: "why"});
    cells.quality.append(cells.badge, cells.why);
    cells.when = el("span"); cells.tq = el("span", {class: "tq"});
    cells.time.append(cells.when, " ", cells.tq);
    return {element: el("tr", {class: "row"}, ...this.columns.map(c => cells[c])), cells, point: null};
  }

  fill(row, key, index) {
    const p = this.byKey.get(key);
    const c = row.cells;
    if (row.point !== p) {
      row.point = p;
      row.element.dataset.key = key;
      row.element.dataset.t = p.sourceNs ?? "";
      setClass(row.element, "row " + p.validity);
      setText(c.device, (this.withGateway ? p.gateway + " / " : "") + p.device + " / ");
      setText(c.point, p.point);
      const tags = tagsText(p);
      c.name.title = tags ? key + "\n" + tags : key;
      setText(c.number, p.value === "" ? "–" : p.value);
      setText(c.unit, p.unit);
      setClass(c.badge, badge(p));
      setText(c.badge, qualityWord(p));
      const why = qualityReason(p);
      setText(c.why, why);
      c.quality.title = p.quality + (why && why !== p.quality ? ": " + why : "");
      setText(c.when, timeText(p.sourceNs));
      setText(c.tq, timeQualityText(p.timeQuality, p.periodMs));
      c.time.title = isoText(p.sourceNs) + " " + p.timeQuality + ", " + p.cause;
      if (c.raw) { setText(c.raw, p.raw); c.raw.title = p.raw; }
      if (c.received) { setText(c.received, timeText(p.receivedNs)); c.received.title = isoText(p.receivedNs); }
    }
    if (c.age) setText(c.age, ageText(p.sourceNs ?? p.receivedNs));
    row.element.setAttribute("aria-rowindex", index + 2);
  }

  ages() {
    for (const row of this.rows) {
      if (!row.element.hidden && row.point && row.cells.age) setText(row.cells.age, ageText(row.point.sourceNs ?? row.point.receivedNs));
    }
  }
}

/** Connects the filter box and the choice with a table, and keeps both in the address. */
export function filterBar(table) {
  const filter = byId("filter");
  const only = byId("only");
  const address = new URLSearchParams(location.hash.slice(1));
  filter.value = address.get("filter") ?? "";
  only.value = address.get("only") ?? "";
  const apply = () => {
    const chosen = new URLSearchParams();
    if (filter.value) chosen.set("filter", filter.value);
    if (only.value) chosen.set("only", only.value);
    history.replaceState(null, "", chosen.size ? "#" + chosen : location.pathname);
    table.select(filter.value, only.value);
  };
  filter.addEventListener("input", apply);
  only.addEventListener("change", apply);
  table.select(filter.value, only.value);
  return text => { filter.value = text; apply(); };
}

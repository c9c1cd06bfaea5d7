// The live stream: what has changed, second by second. Says plainly when nothing comes any more.
import {byId, nowMs, setServerTime, setText, spanText, timeText} from "./core.js";

const QUIET_MS = 5000;

export class Live {
  /** @param handlers by name of the event: status, devices, events, points (rows), reload */
  constructor(handlers) {
    this.handlers = handlers;
    this.lastMs = 0;
    this.lastNs = null;
    this.waiting = null;
    this.connect();
    setInterval(() => this.look(), 1000);
  }

  connect() {
    this.source = new EventSource("/api/stream");
    this.source.addEventListener("hello", e => { this.alive(e); this.reload(); });
    this.source.addEventListener("reload", e => { this.alive(e); this.reload(); });
    this.source.addEventListener("points", e => {
      const data = this.alive(e);
      if (this.waiting) this.waiting.push(data);
      else this.handlers.points(data.points);
    });
    for (const name of ["status", "devices", "events"]) {
      this.source.addEventListener(name, e => {
        const data = this.alive(e);
        if (this.handlers[name]) this.handlers[name](data);
      });
    }
    this.source.onerror = () => this.look();
  }

  alive(event) {
    const data = JSON.parse(event.data);
    if (data.nowNs) {
      setServerTime(data.nowNs);
      this.lastNs = data.nowNs;
    }
    this.lastMs = performance.now();
    this.look();
    return data;
  }

  /** Loads the whole; changes that come meanwhile are put on top, in order. */
  async reload() {
    if (this.waiting) { this.again = true; return; }
    this.waiting = [];
    try {
      const sequence = await this.handlers.reload();
      const late = this.waiting;
      this.waiting = null;
      late.filter(d => d.sequence > sequence).forEach(d => this.handlers.points(d.points));
    } catch (error) {
      this.waiting = null;
      setTimeout(() => this.reload(), 2000);
    }
    if (this.again) { this.again = false; this.reload(); }
  }

  look() {
    const quiet = this.lastMs === 0 ? 0 : performance.now() - this.lastMs;
    const stale = quiet > QUIET_MS;
    const pill = byId("live");
    pill.className = this.lastMs === 0 ? "pill unknown" : stale ? "pill bad" : "pill ok";
    setText(pill, this.lastMs === 0 ? "Connecting" : stale ? "No connection" : "Live");
    document.body.classList.toggle("stale", stale);
    const banner = byId("stale");
    banner.hidden = !stale;
    if (stale) {
      setText(banner, "This page has heard nothing from its server for " + spanText(quiet)
        + ". What you see is as of " + timeText(this.lastNs, false) + "; it is not the present state.");
    }
    // A browser gives up after some errors; try again for as long as the page is open.
    if ((stale || this.lastMs === 0) && this.source.readyState === EventSource.CLOSED) this.connect();
  }
}

export {nowMs};

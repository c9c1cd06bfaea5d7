package io.busbar.link.session;

/** What happened, for people. One thread writes; published by copying into a status. */
final class Counters {
  long packetsOut;
  long packetsIn;
  long bytesOut;
  long bytesIn;
  long lostOut;
  long probes;
  long duplicates;
  long corrupt;
  long malformed;
  long refused;
  long unknown;
}

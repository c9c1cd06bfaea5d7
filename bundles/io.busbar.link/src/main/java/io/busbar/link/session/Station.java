package io.busbar.link.session;

/** What the master of a shared channel remembers of one gateway. */
final class Station {
  long askedNs = Long.MIN_VALUE / 2;
  long servedNs = Long.MIN_VALUE / 2;
  int missed;
  int tries;
}

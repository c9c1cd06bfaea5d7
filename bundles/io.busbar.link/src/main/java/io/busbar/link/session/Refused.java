package io.busbar.link.session;

import io.busbar.api.link.LinkRefusal;

/** What a calling end knows of why it has no session, and what people can do about it: what is refused no radio would mend. */
final class Refused {
  /** A refusal explains what is seen for so long; it is repeated at each call, every few seconds. */
  private static final long VALID_NS = 60_000_000_000L;

  private LinkRefusal refusal = LinkRefusal.NONE;
  private long atNs;

  /** The other end will not have us. */
  void by(LinkRefusal newRefusal, long nowNs) {
    refusal = newRefusal;
    atNs = nowNs;
  }

  /** We are let in. */
  void over() {
    refusal = LinkRefusal.NONE;
  }

  /** Whether that is what is the matter now. */
  boolean isOf(long nowNs) {
    return !refusal.isNone() && nowNs - atNs < VALID_NS;
  }

  /**
   * For people: what the other end says, and what to do.
   *
   * @param name what this end calls itself
   */
  String advice(String name, String where) {
    return where + " is reached and does not let " + name + " in: " + refusal.text() + ". " + remedy(name)
        + " It calls again by itself. The journal keeps everything.";
  }

  /** For people: nothing is heard, for so many seconds. */
  static String noAnswer(String where, long seconds, String lastReason, boolean everUp) {
    String last = lastReason.isEmpty() ? "" : " Last session: " + lastReason + ".";
    String check = everUp ? "Look at the radio's signal and whether central runs."
        : "Check the address in site.yaml (central: to), that central runs and listens there, that no firewall drops UDP,"
        + " and that the key (central: key) is the line that \"busbar key\" prints there.";
    return "no answer from " + where + " for " + seconds + " s." + last + " " + check + " The journal keeps everything.";
  }

  private String remedy(String name) {
    return switch (refusal.kind()) {
      case NOT_ACCEPTED -> "Compare the fingerprint first: \"busbar key\" shows it here.";
      case REVOKED -> "If it shall be let in again, at central: busbar key accept, with the fingerprint that \"busbar key\" shows here.";
      case NAME_TAKEN -> "If this gateway was replaced, at central: busbar key revoke " + name + ", then busbar key accept with the fingerprint that"
          + " \"busbar key\" shows here. If not, give this one a name of its own (site: in site.yaml).";
      case OTHER_NAME -> "Write that name as site: in site.yaml, or at central: busbar key revoke the other name, then accept this one.";
      case KEY_NEEDED -> "Put central's line down here: busbar key trust LINE (\"busbar key\" at central shows it).";
      case NAME_TWICE -> "Give each of the two a name of its own (site: in site.yaml).";
      case NONE -> "";
    };
  }
}

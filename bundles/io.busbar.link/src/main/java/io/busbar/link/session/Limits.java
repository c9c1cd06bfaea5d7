package io.busbar.link.session;

/** Every bound of the link in one place. */
final class Limits {
  /** Lanes on the wire: six of the API, one unused, one for the two ends' own words. */
  static final int LANES = 8;
  /** Segments that a lane may have under way, and that the other end keeps out of order; a power of two. */
  static final int WINDOW_SEGMENTS = 1_024;
  /** What rings of segments and packets begin with before they grow; a power of two. */
  static final int FIRST_RING = 16;
  /** Bytes that a lane may have under way. */
  static final int WINDOW_BYTES = 512 * 1_024;
  /** Bytes out of order that a receiver keeps per lane: the window and one large packet. */
  static final int REASSEMBLY_BYTES = WINDOW_BYTES + 65_536;
  /** Bytes that a lane takes in all: under way and waiting. */
  static final int LANE_BYTES = 640 * 1_024;
  /** Longest message of the two ends' own words: a name, a hello of 4 KiB or a welcome of 16 KiB. */
  static final int MAX_WORDS_BYTES = 16_384 + 80;
  /** Longest name in bytes. */
  static final int MAX_NAME_BYTES = 64;
  /** Longest hello in bytes. */
  static final int MAX_HELLO_BYTES = 4_096;
  /** Longest welcome in bytes. */
  static final int MAX_WELCOME_BYTES = 16_384;
  /** Packets that are remembered after sending; a power of two. */
  static final int SENT_PACKETS = 2_048;
  /** Packets that are remembered after receiving; a power of two, at least {@link #SENT_PACKETS}. */
  static final int RECEIVED_PACKETS = 4_096;
  /** Most bytes of bits in an acknowledgement. */
  static final int MAX_ACK_BYTES = 250;
  /** Segments in one packet. */
  static final int SEGMENTS_PER_PACKET = 32;
  /** Sessions of a waiting end. */
  static final int MAX_SESSIONS = 1_024;
  /** Sessions of a waiting end that have not answered its welcome yet. */
  static final int MAX_HALF_OPEN = 64;
  /** A session that has not answered a welcome is forgotten when its hello was not heard for that time. */
  static final long HALF_OPEN_NS = 30_000_000_000L;
  /** Datagrams taken in one duty cycle. */
  static final int RECEIVE_BURST = 256;
  /** Peers whose last status is kept after their session ended. */
  static final int REMEMBERED_PEERS = 1_024;
  /** Share of the sending rate that acknowledgements alone may use. */
  static final double ACK_SHARE = 0.05;
  /** The same where both ends share the air: what acknowledgements take is taken from data. */
  static final double HALF_DUPLEX_ACK_SHARE = 0.035;
  /** A lane that has had no packet slot for that long, and for so many full packets, gets one. */
  static final long FAIR_NS = 1_000_000_000L;
  /** See {@link #FAIR_NS}. */
  static final int FAIR_PACKETS = 20;
  /** No more data is sent after hearing nothing for that long, only probes. */
  static final long QUIET_AFTER_NS = 3_000_000_000L;
  /** Packets that ask and get no answer before the peer is taken for deaf. */
  static final int LEAST_ASKED = 10;
  /** Longest pause between probes. */
  static final long MAX_PROBE_NS = 2_000_000_000L;
  /** Shortest pause between probes while nothing is heard; it doubles after each of the times that follow. */
  static final long LEAST_PROBE_PAUSE_NS = 1_000_000_000L;
  /** See {@link #LEAST_PROBE_PAUSE_NS}. */
  static final long SHORT_SILENCE_NS = 600_000_000_000L;
  /** See {@link #LEAST_PROBE_PAUSE_NS}. */
  static final long LONG_SILENCE_NS = 6 * 3_600_000_000_000L;
  /** On a channel that several gateways share a link is called dead after so many times that silence. */
  static final int POLLED_PATIENCE = 4;
  /** A session that heard nothing for that long ends: its packet numbers would soon be ambiguous. */
  static final long MAX_SILENCE_NS = 24 * 3_600_000_000_000L;
  /** Nothing becomes durable at the peer for that long although it has everything: the session is made new. */
  static final long STALL_NS = 60_000_000_000L;
  /** Longest pause between two hellos, and between two attempts. */
  static final long MAX_HELLO_NS = 5_000_000_000L;
  /** A call that is not answered goes on at its first pace that long. */
  static final long BRISK_NS = 120_000_000_000L;
  /** Share of the rate that hellos may take: one over this. */
  static final int HELLO_SHARE = 12;
  /** Resets sent per second at most. */
  static final int RESETS_PER_SECOND = 20;
  /** Challenges sent per second at most. */
  static final int CHALLENGES_PER_SECOND = 500;
  /** Handshakes per second whose public-key operations a waiting end carries out, of those that proved their cookie. */
  static final int HANDSHAKES_PER_SECOND = 100;
  /** Handshakes that may come at once after a quiet time. */
  static final long HANDSHAKE_BURST_NS = 500_000_000;
  /** Handshakes per second without a cookie: more, and every new one is challenged. */
  static final int TRUSTED_HANDSHAKES_PER_SECOND = 20;
  /** Handshakes of which a waiting end has some parts and lacks others. */
  static final int MAX_PARTIAL = 64;
  /** Parts of a handshake wait for the others that long. */
  static final long PARTIAL_NS = 60_000_000_000L;
  /** A waiting end sends so many times what it has heard, before it knows that the other is there (RFC 9000 §8). */
  static final int AMPLIFICATION = 3;
  /** Failed authentications per second in a session after which only the peer's last address is listened to. */
  static final int FAILURES_PER_SECOND = 1_000;
  /** Failed authentications that may come at once. */
  static final long FAILURE_BURST_NS = 1_000_000_000;
  /** Sessions are asked that often whether their peer is still let in. */
  static final long STANDING_NS = 1_000_000_000;
  /** A restarted far end is called while the old session lives at most that often. */
  static final long RECALL_NS = 2_000_000_000;
  /** Two ends with one name take the place from each other within that time. */
  static final long RIVAL_NS = 60_000_000_000L;
  /** After they were last seen to, it is said for so long. */
  static final long TWICE_NS = 600_000_000_000L;

  private Limits() {}
}

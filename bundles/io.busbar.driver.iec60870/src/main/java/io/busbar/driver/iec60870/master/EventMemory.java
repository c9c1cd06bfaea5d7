package io.busbar.driver.iec60870.master;

import io.busbar.iec60870.codec.InformationObject;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last events of a device that carried a time, as hashes, so that what the station sends again after a new connection is not taken twice:
 * it cannot know whether its last acknowledgement was lost. The newest of them travel in the resume token, so that they outlive the gateway.
 *
 * <pre>
 *  token  0          1                    9               17
 *         | format 1 | connection, int64  | number, int64 | hash int32 of an event, oldest first | …
 *         | format 2 | connection, int64  | number, int64 | newest file: ms since 1970 int64, address 3 bytes, name u16 | hashes as above
 * </pre>
 *
 * Format 2 is written once a file was fetched.
 */
final class EventMemory {
  /** Events that are remembered while the gateway runs: more than a station may send without an acknowledgement. */
  static final int REMEMBERED = 1_024;
  /** Events in a token. */
  static final int IN_TOKEN = 56;
  private static final byte FORMAT = 1;
  private static final byte WITH_FILES = 2;
  private static final int HEAD = 17;
  private static final int FILE_BYTES = 13;

  private final int[] ring = new int[REMEMBERED];
  private long count;
  private int[] expected = new int[0];
  private long expectedUntilNs = Long.MIN_VALUE;
  private long again;
  private final FetchedFiles files = new FetchedFiles();

  /** Files that are had. */
  FetchedFiles files() {
    return files;
  }

  private static boolean isOurs(byte[] token) {
    return token.length >= HEAD && (token[0] == FORMAT || (token[0] == WITH_FILES && token.length >= HEAD + FILE_BYTES));
  }

  /** Takes what a token remembers. */
  void load(byte[] token) {
    if (isOurs(token)) {
      ByteBuffer hashes = ByteBuffer.wrap(token, HEAD, token.length - HEAD);
      if (token[0] == WITH_FILES) {
        files.load(hashes.getLong(), (hashes.get() & 0xFF) << 16 | (hashes.getShort() & 0xFFFF), hashes.getShort() & 0xFFFF);
      }
      while (hashes.remaining() >= 4) {
        remember(hashes.getInt());
      }
    }
  }

  /** A token for what came up to now. */
  byte[] token(long connection, long number) {
    int hashes = (int) Math.min(IN_TOKEN, count);
    boolean withFiles = files.isAny();
    ByteBuffer token = ByteBuffer.allocate(HEAD + (withFiles ? FILE_BYTES : 0) + 4 * hashes).put(withFiles ? WITH_FILES : FORMAT)
        .putLong(connection).putLong(number);
    if (withFiles) {
      FetchedFiles.Entry newest = files.newest();
      token.putLong(newest.timeMs()).put((byte) (newest.address() >>> 16)).putShort((short) newest.address()).putShort((short) newest.name());
    }
    for (long i = count - hashes; i < count; i++) {
      token.putInt(ring[(int) (i % REMEMBERED)]);
    }
    return token.array();
  }

  /** The connection of a token; 0 if it is none of ours. */
  static long connection(byte[] token) {
    return isOurs(token) ? ByteBuffer.wrap(token, 1, 8).getLong() : 0;
  }

  /** The number of a token's unit in its connection. */
  static long number(byte[] token) {
    return isOurs(token) ? ByteBuffer.wrap(token, 9, 8).getLong() : -1;
  }

  /** A new connection: what is remembered now may come again until then. */
  void expectAgain(long untilNs) {
    int size = (int) Math.min(REMEMBERED, count);
    expected = new int[size];
    for (int i = 0; i < size; i++) {
      expected[i] = ring[(int) ((count - size + i) % REMEMBERED)];
    }
    Arrays.sort(expected);
    expectedUntilNs = untilNs;
    again = 0;
  }

  /** Whether an event was taken before this connection; if not, it is remembered. */
  boolean isAgain(InformationObject event, long nowNs) {
    int hash = hash(event);
    if (expected.length > 0) {
      if (nowNs - expectedUntilNs >= 0) {
        expected = new int[0];
      } else if (take(hash)) {
        again++;
        return true;
      }
    }
    remember(hash);
    return false;
  }

  /** Events recognised in this connection. */
  long again() {
    return again;
  }

  private void remember(int hash) {
    ring[(int) (count++ % REMEMBERED)] = hash;
  }

  /** Each is recognised once: a second one that looks alike is another event. */
  private boolean take(int hash) {
    int at = Arrays.binarySearch(expected, hash);
    if (at < 0) {
      return false;
    }
    int[] rest = new int[expected.length - 1];
    System.arraycopy(expected, 0, rest, 0, at);
    System.arraycopy(expected, at + 1, rest, at, rest.length - at);
    expected = rest;
    return true;
  }

  private static int hash(InformationObject event) {
    long mixed = event.address * 0x9E3779B97F4A7C15L + event.value;
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L + event.time;
    mixed = (mixed ^ (mixed >>> 32)) * 0x94D049BB133111EBL + event.quality;
    mixed ^= mixed >>> 31;
    return (int) (mixed ^ (mixed >>> 32));
  }
}

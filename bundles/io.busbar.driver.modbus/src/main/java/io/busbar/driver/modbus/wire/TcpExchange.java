package io.busbar.driver.modbus.wire;

import io.busbar.api.line.Line;
import io.busbar.api.time.BusClock;
import java.io.IOException;

/**
 * Modbus TCP. The transaction number decides which request a reply answers, so a late reply is thrown away and never
 * taken for the next.
 *
 * <pre>
 *  0        2        4        6      7
 *  | transaction | protocol = 0 | length | unit | PDU …        (Messaging on TCP/IP V1.0b §3.1.3)
 *                                         length counts from unit
 * </pre>
 */
public final class TcpExchange extends Exchange {
  private static final int HEADER = 7;
  private static final int LENGTH_AT = 4;
  private static final int UNIT_AT = 6;
  /** Unit and a PDU of 253 bytes. */
  private static final int MAX_LENGTH = 254;

  private int transaction;
  private int taken;

  /** Begins with a transaction number that the last user of the connection is unlikely to have used. */
  public TcpExchange(BusClock clock, int firstTransaction) {
    super(clock);
    this.transaction = firstTransaction & 0xFFFF;
  }

  /** The number of the last request. */
  public int transaction() {
    return transaction;
  }

  @Override
  public boolean settle(Line line, long windowNs) {
    return true;
  }

  @Override
  void prepare(Line line, Timing timing) throws IOException {
    drop(taken);
    taken = 0;
    long wait = receivedNs + timing.requestDelayNs() - clock.monotonicNs();
    if (timing.requestDelayNs() > 0 && receivedNs != 0 && wait > 0) {
      pause(line, wait);
    }
  }

  /** Reading is the only way to wait on a line; what comes meanwhile is late and sorted out by its number. */
  private void pause(Line line, long waitNs) throws IOException {
    long end = clock.monotonicNs() + waitNs;
    for (long left = waitNs; left > 0; left = end - clock.monotonicNs()) {
      if (!readMore(line, left)) {
        return;
      }
    }
  }

  @Override
  int encode(int unit, byte[] pdu, byte[] frame) {
    transaction = (transaction + 1) & 0xFFFF;
    put16(frame, 0, transaction);
    put16(frame, 2, 0);
    put16(frame, LENGTH_AT, pdu.length + 1);
    frame[UNIT_AT] = (byte) unit;
    System.arraycopy(pdu, 0, frame, HEADER, pdu.length);
    return HEADER + pdu.length;
  }

  private static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  private int get16(int at) {
    return (in[at] & 0xFF) << 8 | (in[at + 1] & 0xFF);
  }

  @Override
  Outcome receive(Line line, Wanted wanted, Timing timing) throws IOException {
    long deadline = sentNs + timing.timeoutNs();
    boolean came = false;
    while (true) {
      while (filled >= HEADER) {
        int length = get16(LENGTH_AT);
        if (get16(2) != 0 || length < 2 || length > MAX_LENGTH) {
          return Outcome.NO_FRAME;
        }
        int total = UNIT_AT + length;
        if (filled < total) {
          break;
        }
        came = true;
        if (get16(0) == transaction) {
          return take(wanted, total);
        }
        stray();
        drop(total);
      }
      long left = deadline - clock.monotonicNs();
      if (left <= 0) {
        return came || filled > 0 ? partial() : Outcome.TIMEOUT;
      }
      if (!readMore(line, left)) {
        return lost();
      }
    }
  }

  /** A late reply alone, or the begin of one, is no sign of a wrong protocol: the device answers, but not in time. */
  private Outcome partial() {
    return filled == 0 || filled < HEADER || get16(2) == 0 ? Outcome.TIMEOUT : Outcome.NO_FRAME;
  }

  private Outcome take(Wanted wanted, int total) {
    int unit = in[UNIT_AT] & 0xFF;
    Outcome outcome = judge(wanted, HEADER, total - HEADER);
    if (unit != wanted.unit()) {
      otherUnit = unit;
      outcome = Outcome.NO_FRAME;
    }
    // The data stays where it is until the next request.
    taken = total;
    return outcome;
  }

  private boolean readMore(Line line, long leftNs) throws IOException {
    if (filled == in.length) {
      filled = 0;
    }
    int count = line.read(in, filled, in.length - filled, (int) Math.max(1, (leftNs + MS - 1) / MS));
    if (count > 0) {
      filled += count;
    }
    return count >= 0;
  }

  private void drop(int bytes) {
    System.arraycopy(in, bytes, in, 0, filled - bytes);
    filled -= bytes;
  }

  @Override
  public void reset() {
    super.reset();
    taken = 0;
  }

  @Override
  public long transmissionNs(Line line, int bytes) {
    return 0;
  }
}

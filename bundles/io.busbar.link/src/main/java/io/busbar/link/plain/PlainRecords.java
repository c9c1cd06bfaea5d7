package io.busbar.link.plain;

import io.busbar.api.link.LinkRecords;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Binds packets to a session by CRC-32C over both ends' random numbers, the packet's number and its bytes. */
final class PlainRecords implements LinkRecords {
  private static final int TAG_BYTES = 4;

  private final long ours;
  private final long peers;
  private final CRC32C crc = new CRC32C();
  private final byte[] known = new byte[24];

  PlainRecords(long ours, long peers) {
    this.ours = ours;
    this.peers = peers;
  }

  @Override
  public long session() {
    return ours ^ peers;
  }

  @Override
  public int tagBytes(boolean longTag) {
    return TAG_BYTES;
  }

  @Override
  public int phase(long number, long acknowledged, long nowNs) {
    return 0;
  }

  @Override
  public int seal(byte[] packet, int header, int length, long number, boolean longTag) {
    ByteBuffer.wrap(packet).putInt(length, sum(ours, peers, number, packet, length));
    return length + TAG_BYTES;
  }

  @Override
  public int open(byte[] packet, int header, int length, long number, int phase, boolean longTag) {
    int end = length - TAG_BYTES;
    return end < header || ByteBuffer.wrap(packet).getInt(end) != sum(peers, ours, number, packet, end) ? -1 : end;
  }

  private int sum(long sender, long receiver, long number, byte[] packet, int length) {
    ByteBuffer.wrap(known).putLong(sender).putLong(receiver).putLong(number);
    crc.reset();
    crc.update(known, 0, known.length);
    crc.update(packet, 0, length);
    return (int) crc.getValue();
  }

  @Override
  public void forget() {
    // There is nothing secret.
  }
}

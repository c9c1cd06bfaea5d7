package io.busbar.link.codec;

import java.nio.ByteBuffer;

/** Writes one packet into a buffer of its own that is used again for the next. The caller keeps to {@link #room}. */
public final class PacketWriter {
  private final byte[] bytes;
  private final ByteBuffer view;
  private int limit;
  private int at;

  /** A writer of packets of at most that many bytes. */
  public PacketWriter(int maxBytes) {
    bytes = new byte[maxBytes];
    view = ByteBuffer.wrap(bytes);
  }

  /** Begins a packet that may have up to {@code maxBytes} with {@code tailBytes} that follow what is written. */
  public void begin(int maxBytes, int tailBytes) {
    limit = Math.min(maxBytes, bytes.length) - tailBytes;
    at = 0;
  }

  /** Bytes that still fit before the tail. */
  public int room() {
    return limit - at;
  }

  /** Takes no more frames: the last one goes to the end of the packet. */
  public void close() {
    limit = at;
  }

  /** Bytes so far. */
  public int length() {
    return at;
  }

  /** The packet's bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** One byte. */
  public void u8(int value) {
    bytes[at++] = (byte) value;
  }

  /** Two bytes. */
  public void u16(int value) {
    bytes[at++] = (byte) (value >>> 8);
    bytes[at++] = (byte) value;
  }

  /** Four bytes. */
  public void u32(int value) {
    u16(value >>> 16);
    u16(value);
  }

  /** Eight bytes. */
  public void u64(long value) {
    u32((int) (value >>> 32));
    u32((int) value);
  }

  /** A varint. */
  public void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  /** Leaves so many bytes as they were before. */
  public void skip(int length) {
    at += length;
  }

  /** Bytes as they are. */
  public void raw(byte[] more, int offset, int length) {
    System.arraycopy(more, offset, bytes, at, length);
    at += length;
  }

  /** Appends the stamp; the packet is ready to be sent. */
  public ByteBuffer stamped(long stamp) {
    u64(stamp);
    return ready(at);
  }

  /** The packet has that many bytes now and is ready to be sent. */
  public ByteBuffer ready(int length) {
    return view.clear().limit(length);
  }
}

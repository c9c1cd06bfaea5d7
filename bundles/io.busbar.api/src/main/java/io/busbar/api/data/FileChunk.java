package io.busbar.api.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a device keeps (a disturbance record, a log), as the value of a {@link Kind#BYTES} sample. All parts of a file carry the
 * file's time as their source time; gateway, device, point, name and that time are what tells it from others. A part may come again, with the
 * same bytes, when its reading was broken off.
 *
 * <pre>
 *  0       2           6       10          11
 *  | BF 01 | of, int32 | offset, int32 | n, u8 | name, n bytes UTF-8 | bytes
 * </pre>
 *
 * @param name as the device has it, 1 to 60 bytes of UTF-8
 * @param fileBytes length of the whole file, 0 or more
 * @param offset where these bytes begin in it
 * @param bytes the part
 */
public record FileChunk(String name, int fileBytes, int offset, byte[] bytes) {
  /** Longest name in bytes. */
  public static final int MAX_NAME_BYTES = 60;
  private static final short MAGIC = (short) 0xBF01;
  private static final int HEAD = 11;

  /** Checks the ranges. */
  public FileChunk {
    int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes < 1 || nameBytes > MAX_NAME_BYTES || offset < 0 || fileBytes < 0 || bytes.length > fileBytes - offset) {
      throw new IllegalArgumentException("a part of a file has a name of 1 to 60 bytes and lies within it; not \"" + name + "\", " + bytes.length
          + " bytes at " + offset + " of " + fileBytes);
    }
  }

  /** The sample's value. */
  public byte[] encode() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEAD + text.length + bytes.length).putShort(MAGIC).putInt(fileBytes).putInt(offset).put((byte) text.length).put(text)
        .put(bytes).array();
  }

  /** Reads a sample's value; null if it is no part of a file. */
  public static @Nullable FileChunk decode(byte[] value) {
    if (value.length < HEAD) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    boolean ours = in.getShort() == MAGIC;
    int of = in.getInt();
    int at = in.getInt();
    int nameBytes = in.get() & 0xFF;
    int begin = HEAD + nameBytes;
    if (!ours || nameBytes < 1 || nameBytes > MAX_NAME_BYTES || begin > value.length || at < 0 || of < 0 || value.length - begin > of - at) {
      return null;
    }
    String text = new String(value, HEAD, nameBytes, StandardCharsets.UTF_8);
    boolean tooLong = text.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES; // bytes that are no text became longer ones
    return tooLong ? null : new FileChunk(text, of, at, Arrays.copyOfRange(value, begin, value.length));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileChunk it && it.name.equals(name) && it.fileBytes == fileBytes && it.offset == offset
        && Arrays.equals(it.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + offset) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return name + ": " + bytes.length + " bytes at " + offset + " of " + fileBytes;
  }
}

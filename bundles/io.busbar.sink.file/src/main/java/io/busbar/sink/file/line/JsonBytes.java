package io.busbar.sink.file.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows JSON objects as UTF-8. Not thread-safe; keeps its memory between uses. */
public final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[4_096];
  private int size;
  private boolean first;

  /** Bytes in it. */
  public int size() {
    return size;
  }

  /** Forgets everything. */
  public void clear() {
    size = 0;
  }

  /** What is in it, as a view that is valid until the next change. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size).slice();
  }

  JsonBytes open() {
    raw('{');
    first = true;
    return this;
  }

  JsonBytes close() {
    raw('}');
    first = false;
    return this;
  }

  void endLine() {
    raw('\n');
  }

  JsonBytes name(String name) {
    if (!first) {
      raw(',');
    }
    first = false;
    text(name);
    raw(':');
    return this;
  }

  JsonBytes field(String name, String value) {
    name(name);
    text(value);
    return this;
  }

  JsonBytes field(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  void ascii(String value) {
    room(value.length());
    for (int i = 0; i < value.length(); i++) {
      bytes[size++] = (byte) value.charAt(i);
    }
  }

  /** A JSON string; a lone surrogate becomes U+FFFD. */
  void text(String value) {
    raw('"');
    int at = 0;
    while (at < value.length()) {
      int c = value.codePointAt(at);
      at += Character.charCount(c);
      if (c == '"' || c == '\\') {
        raw('\\');
        raw((char) c);
      } else if (c < 0x20 || c == 0x7F) {
        ascii("\\u00");
        raw((char) HEX[c >> 4]);
        raw((char) HEX[c & 15]);
      } else if (c < 0x7F) {
        raw((char) c);
      } else {
        utf8(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
      }
    }
    raw('"');
  }

  private void utf8(int c) {
    room(4);
    if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | c >> 6);
    } else if (c < 0x10000) {
      bytes[size++] = (byte) (0xE0 | c >> 12);
      bytes[size++] = (byte) (0x80 | (c >> 6 & 0x3F));
    } else {
      bytes[size++] = (byte) (0xF0 | c >> 18);
      bytes[size++] = (byte) (0x80 | (c >> 12 & 0x3F));
      bytes[size++] = (byte) (0x80 | (c >> 6 & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3F));
  }

  private void raw(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}

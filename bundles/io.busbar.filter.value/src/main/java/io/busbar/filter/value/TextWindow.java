package io.busbar.filter.value;

import io.busbar.api.data.BlobArena;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;

/** The text of a sample as characters, without taking memory; numbers in it likewise, as far as they are exact that way. One thread. */
final class TextWindow implements CharSequence {
  /** Whole numbers below this are exact as a double, and so are their quotients by these powers of ten, correctly rounded. */
  private static final long MOST_EXACT = 1L << 53;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  private static final char UNREADABLE = '\uFFFD';

  private char[] chars = new char[64];
  private int length;

  /** Shows the text at a place, at most so many characters of it. Bytes that are no UTF-8 become U+FFFD. */
  void show(BlobArena arena, long place, int most) {
    int bytes = (int) place;
    length = 0;
    for (int i = 0; i < bytes && length < most; i++) {
      int first = arena.byteAt(place, i);
      int more = first >= 0 ? 0 : first >> 5 == -2 ? 1 : first >> 4 == -2 ? 2 : first >> 3 == -2 ? 3 : -1;
      int code = more <= 0 ? first : first & (0x3F >> more);
      boolean readable = more >= 0 && i + more < bytes;
      for (int k = 1; k <= more && readable; k++) {
        int next = arena.byteAt(place, i + k);
        readable = next >> 6 == -2;
        code = code << 6 | (next & 0x3F);
      }
      if (!readable) {
        add(UNREADABLE);
      } else if (code < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
        add((char) code);
        i += more;
      } else {
        add(Character.highSurrogate(code));
        add(Character.lowSurrogate(code));
        i += more;
      }
    }
    length = Math.min(length, most);
  }

  private void add(char c) {
    if (length == chars.length) {
      chars = java.util.Arrays.copyOf(chars, length * 2);
    }
    chars[length++] = c;
  }

  /** The number between two places; NaN if there is none. Only one with very many digits or an exponent takes memory. */
  double number(int from, int to) {
    int i = from;
    boolean negative = i < to && chars[i] == '-';
    i += i < to && (chars[i] == '-' || chars[i] == '+') ? 1 : 0;
    long digits = 0;
    int count = 0;
    int places = 0;
    boolean point = false;
    for (; i < to; i++) {
      char c = chars[i];
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9' && digits < MOST_EXACT / 10 && places < POWERS.length - 1) {
        digits = digits * 10 + (c - '0');
        count++;
        places += point ? 1 : 0;
      } else {
        return ParameterText.number(ParameterType.NUMBER, new String(chars, from, to - from));
      }
    }
    double value = digits / POWERS[places];
    return count == 0 ? Double.NaN : negative ? -value : value;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}

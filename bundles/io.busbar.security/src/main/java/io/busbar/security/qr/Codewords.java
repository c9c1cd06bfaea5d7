package io.busbar.security.qr;

import java.util.Arrays;

/** The codewords of a version 5-L code: 108 of data in byte mode, 26 of Reed-Solomon over GF(256) (ISO/IEC 18004 §7.4, §7.5). */
final class Codewords {
  private static final int DATA = 108;
  private static final int CHECK = 26;
  private static final int BYTE_MODE = 0x4;
  private static final int FIELD = 0x11D;

  private Codewords() {}

  static byte[] of(byte[] text) {
    byte[] all = new byte[DATA + CHECK];
    // Mode and count have twelve bits together, so every byte lies across two codewords; four zero bits end it.
    all[0] = (byte) (BYTE_MODE << 4 | text.length >>> 4);
    int carry = text.length & 0x0F;
    for (int i = 0; i < text.length; i++) {
      all[i + 1] = (byte) (carry << 4 | (text[i] & 0xFF) >>> 4);
      carry = text[i] & 0x0F;
    }
    all[text.length + 1] = (byte) (carry << 4);
    for (int i = text.length + 2, pad = 0; i < DATA; i++, pad++) {
      all[i] = (byte) (pad % 2 == 0 ? 0xEC : 0x11);
    }
    System.arraycopy(check(all), 0, all, DATA, CHECK);
    return all;
  }

  private static byte[] check(byte[] data) {
    byte[] divisor = divisor();
    byte[] rest = new byte[CHECK];
    for (int i = 0; i < DATA; i++) {
      int factor = (data[i] ^ rest[0]) & 0xFF;
      System.arraycopy(rest, 1, rest, 0, CHECK - 1);
      rest[CHECK - 1] = 0;
      for (int j = 0; j < CHECK; j++) {
        rest[j] ^= (byte) multiply(divisor[j] & 0xFF, factor);
      }
    }
    return rest;
  }

  /** The product of x − 2⁰ … x − 2²⁵ without its leading one, the highest power first. */
  private static byte[] divisor() {
    byte[] coefficients = new byte[CHECK];
    coefficients[CHECK - 1] = 1;
    int root = 1;
    for (int i = 0; i < CHECK; i++) {
      byte[] last = Arrays.copyOf(coefficients, CHECK);
      for (int j = 0; j < CHECK; j++) {
        int next = j + 1 < CHECK ? last[j + 1] & 0xFF : 0;
        coefficients[j] = (byte) (multiply(last[j] & 0xFF, root) ^ next);
      }
      root = multiply(root, 2);
    }
    return coefficients;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    for (int bit = 7; bit >= 0; bit--) {
      product = product << 1 ^ (product >>> 7) * FIELD;
      product ^= (b >>> bit & 1) * a;
    }
    return product;
  }
}

package io.busbar.link.repair;

/** GF(2⁸) with the polynomial x⁸+x⁴+x³+x²+1 (0x11D) and generator 2, as RFC 5510 §8.1 has it. Stateless. */
public final class Field256 {
  private static final int POLYNOMIAL = 0x11D;
  private static final byte[] EXP = new byte[512];
  private static final int[] LOG = new int[256];
  private static final byte[][] PRODUCT = new byte[256][256];

  static {
    int x = 1;
    for (int i = 0; i < 255; i++) {
      EXP[i] = (byte) x;
      EXP[i + 255] = (byte) x;
      LOG[x] = i;
      x <<= 1;
      x ^= (x & 0x100) != 0 ? POLYNOMIAL : 0;
    }
    for (int a = 1; a < 256; a++) {
      for (int b = 1; b < 256; b++) {
        PRODUCT[a][b] = EXP[LOG[a] + LOG[b]];
      }
    }
  }

  private Field256() {}

  /** The product; both 0…255. */
  public static int multiply(int a, int b) {
    return PRODUCT[a][b] & 0xFF;
  }

  /** What gives 1 times {@code a}, 1…255. */
  public static int inverse(int a) {
    return EXP[255 - LOG[a]] & 0xFF;
  }

  /** Adds {@code factor} times {@code from} to {@code into}, which is at least as long behind {@code at}. */
  public static void addMultiple(byte[] into, int at, byte[] from, int factor) {
    byte[] row = PRODUCT[factor];
    for (int i = 0; i < from.length; i++) {
      into[at + i] ^= row[from[i] & 0xFF];
    }
  }

  /** Multiplies all in place. */
  public static void scale(byte[] bytes, int factor) {
    byte[] row = PRODUCT[factor];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = row[bytes[i] & 0xFF];
    }
  }
}

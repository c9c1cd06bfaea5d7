package io.busbar.security.qr;

import java.nio.charset.StandardCharsets;

/**
 * A QR code of version 5 with error correction L (ISO/IEC 18004:2015): 37 × 37 modules, at most 106 bytes. That is the
 * smallest that holds a key line, has one block of data, and needs no version information. Immutable.
 */
public final class QrCode {
  /** Modules of a side. */
  public static final int SIZE = 37;
  /** Longest text, bytes. */
  public static final int MAX_BYTES = 106;

  private static final int QUIET = 2;
  private static final int SVG_QUIET = 4;
  private static final int MASKS = 8;
  private static final int ALIGNMENT = 30;
  private static final int TIMING = 6;
  private static final int DARK_ROW = SIZE - 8;
  private static final int ANSI_DARK = 40;

  private final boolean[][] dark;
  private final boolean[][] fixed;

  private QrCode(byte[] codewords, int mask) {
    dark = new boolean[SIZE][SIZE];
    fixed = new boolean[SIZE][SIZE];
    patterns();
    format(mask);
    place(codewords, mask);
  }

  /**
   * The code of a text.
   *
   * @throws IllegalArgumentException if it has more than {@link #MAX_BYTES} bytes
   */
  public static QrCode of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a code holds " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    byte[] codewords = Codewords.of(bytes);
    QrCode best = new QrCode(codewords, 0);
    int least = Penalty.of(best.dark);
    for (int mask = 1; mask < MASKS; mask++) {
      QrCode code = new QrCode(codewords, mask);
      int penalty = Penalty.of(code.dark);
      if (penalty < least) {
        least = penalty;
        best = code;
      }
    }
    return best;
  }

  /** Whether a module is dark. */
  public boolean isDark(int row, int column) {
    return dark[row][column];
  }

  /** Lines of half blocks with a quiet margin, black on white by ANSI colours. */
  public String toTerminal() {
    StringBuilder out = new StringBuilder();
    for (int row = -QUIET; row < SIZE + QUIET; row += 2) {
      out.append("\u001b[").append(ANSI_DARK).append(";97m");
      for (int column = -QUIET; column < SIZE + QUIET; column++) {
        boolean upper = inside(row, column);
        boolean lower = inside(row + 1, column);
        out.append(upper ? lower ? ' ' : '\u2584' : lower ? '\u2580' : '\u2588');
      }
      out.append("\u001b[0m\n");
    }
    return out.toString();
  }

  /** An SVG image, one unit a module, with the quiet margin of four modules that the standard asks for. */
  public String toSvg() {
    int side = SIZE + 2 * SVG_QUIET;
    StringBuilder path = new StringBuilder();
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        if (dark[row][column]) {
          path.append('M').append(column + SVG_QUIET).append(' ').append(row + SVG_QUIET).append("h1v1h-1z");
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side + "\" shape-rendering=\"crispEdges\">"
        + "<path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
  }

  private boolean inside(int row, int column) {
    return row >= 0 && row < SIZE && column >= 0 && column < SIZE && dark[row][column];
  }

  private void set(int row, int column, boolean value) {
    dark[row][column] = value;
    fixed[row][column] = true;
  }

  private void patterns() {
    for (int i = 0; i < SIZE; i++) {
      set(TIMING, i, i % 2 == 0);
      set(i, TIMING, i % 2 == 0);
    }
    finder(3, 3);
    finder(3, SIZE - 4);
    finder(SIZE - 4, 3);
    for (int row = -2; row <= 2; row++) {
      for (int column = -2; column <= 2; column++) {
        set(ALIGNMENT + row, ALIGNMENT + column, Math.max(Math.abs(row), Math.abs(column)) != 1);
      }
    }
  }

  private void finder(int centreRow, int centreColumn) {
    for (int row = -4; row <= 4; row++) {
      for (int column = -4; column <= 4; column++) {
        int distance = Math.max(Math.abs(row), Math.abs(column));
        if (centreRow + row >= 0 && centreRow + row < SIZE && centreColumn + column >= 0 && centreColumn + column < SIZE) {
          set(centreRow + row, centreColumn + column, distance != 2 && distance != 4);
        }
      }
    }
  }

  /** Fifteen bits, twice (§7.9): level L is 01, then the mask, then a BCH code, all under a mask of its own. */
  private void format(int mask) {
    int data = 0b01 << 3 | mask;
    int rest = data << 10;
    for (int bit = 14; bit >= 10; bit--) {
      rest ^= (rest >>> bit & 1) == 0 ? 0 : 0x537 << (bit - 10);
    }
    int bits = (data << 10 | rest) ^ 0x5412;
    for (int i = 0; i < 15; i++) {
      boolean on = (bits >>> i & 1) != 0;
      if (i < 6) {
        set(i, 8, on);
      } else if (i < 8) {
        set(i + 1, 8, on);
      } else {
        set(SIZE - 15 + i, 8, on);
      }
      if (i < 8) {
        set(8, SIZE - 1 - i, on);
      } else {
        set(8, i == 8 ? 7 : 14 - i, on);
      }
    }
    set(DARK_ROW, 8, true);
  }

  /** Codewords in columns of two, upwards and downwards in turn, from the lower right (§7.7.3). */
  private void place(byte[] codewords, int mask) {
    int bit = 0;
    boolean upwards = true;
    for (int right = SIZE - 1; right > 0; right -= 2) {
      right = right == TIMING ? TIMING - 1 : right;
      for (int i = 0; i < SIZE; i++) {
        int row = upwards ? SIZE - 1 - i : i;
        for (int column = right; column >= right - 1; column--) {
          if (!fixed[row][column]) {
            boolean on = bit < codewords.length * 8 && (codewords[bit >>> 3] >>> (7 - (bit & 7)) & 1) != 0;
            dark[row][column] = on ^ masked(mask, row, column);
            bit++;
          }
        }
      }
      upwards = !upwards;
    }
  }

  private static boolean masked(int mask, int row, int column) {
    int product = row * column;
    return switch (mask) {
      case 0 -> (row + column) % 2 == 0;
      case 1 -> row % 2 == 0;
      case 2 -> column % 3 == 0;
      case 3 -> (row + column) % 3 == 0;
      case 4 -> (row / 2 + column / 3) % 2 == 0;
      case 5 -> product % 2 + product % 3 == 0;
      case 6 -> (product % 2 + product % 3) % 2 == 0;
      default -> ((row + column) % 2 + product % 3) % 2 == 0;
    };
  }
}

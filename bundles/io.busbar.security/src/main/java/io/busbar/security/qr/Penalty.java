package io.busbar.security.qr;

/** How hard a code is to read, for the choice of its mask (ISO/IEC 18004 §7.8.3). */
final class Penalty {
  private static final int RUN = 5;
  private static final int RUN_POINTS = 3;
  private static final int BLOCK_POINTS = 3;
  private static final int FINDER_POINTS = 40;
  private static final int FINDER_LIKE = 0b10111010000;
  private static final int LIKE_FINDER = 0b00001011101;
  private static final int FINDER_BITS = 11;
  private static final int SHARE_POINTS = 10;

  private Penalty() {}

  static int of(boolean[][] dark) {
    int size = dark.length;
    int points = 0;
    int count = 0;
    for (int i = 0; i < size; i++) {
      points += line(dark, i, true) + line(dark, i, false);
      for (int j = 0; j < size; j++) {
        count += dark[i][j] ? 1 : 0;
        boolean block = i > 0 && j > 0 && dark[i][j] == dark[i - 1][j] && dark[i][j] == dark[i][j - 1] && dark[i][j] == dark[i - 1][j - 1];
        points += block ? BLOCK_POINTS : 0;
      }
    }
    int fromHalf = Math.abs(count * 20 - size * size * 10) / (size * size);
    return points + fromHalf * SHARE_POINTS;
  }

  private static int line(boolean[][] dark, int index, boolean row) {
    int points = 0;
    int run = 0;
    boolean last = false;
    int window = 0;
    for (int j = 0; j < dark.length; j++) {
      boolean on = row ? dark[index][j] : dark[j][index];
      run = j > 0 && on == last ? run + 1 : 1;
      last = on;
      points += run == RUN ? RUN_POINTS : run > RUN ? 1 : 0;
      window = (window << 1 | (on ? 1 : 0)) & ((1 << FINDER_BITS) - 1);
      points += j >= FINDER_BITS - 1 && (window == FINDER_LIKE || window == LIKE_FINDER) ? FINDER_POINTS : 0;
    }
    return points;
  }
}

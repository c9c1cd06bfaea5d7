package io.busbar.journal.log;

import java.util.List;

/**
 * Where a recovery found a frame.
 *
 * @param offset of it
 * @param end of it
 * @param sequence of it
 * @param written offset of the first frame of the write that it came with
 * @param home whether it stands at its home
 */
record Place(long offset, long end, long sequence, long written, boolean home) {
  /** Sequence of the first frame of the last home, or of the one before if that is just beside it. */
  static long lastHomes(List<Place> places) {
    long first = places.get(places.size() - 1).sequence();
    long written = 0;
    int homes = 0;
    for (int i = places.size() - 1; i > 0; i--) {
      Place place = places.get(i);
      if (!place.home()) {
        continue;
      }
      if (place.written() != written) {
        if (homes == 2 || (homes == 1 && ActiveSegment.wholePages(place.end()) != written)) {
          break;
        }
        homes++;
        written = place.written();
      }
      first = place.sequence();
    }
    return first;
  }
}

package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a journal holds: takes the newest segment with a whole snapshot and replays what follows it, in the order
 * of sequences, wherever it stands. Changes nothing; lists what belongs to nothing: segments whose making was
 * interrupted, and retired ones not deleted yet.
 *
 * <p>What does not stand at its home, everything after that, and what was written last, is to be written anew.
 */
final class Recovery {
  private final Storage storage;
  private final Recovered found = new Recovered();
  private final TreeMap<Long, Segment> known = new TreeMap<>();

  /** Sequence of the last frame that was applied. */
  private long lastSequence;

  private Recovery(Storage storage) {
    this.storage = storage;
  }

  static Recovered run(Storage storage) throws IOException {
    Recovery recovery = new Recovery(storage);
    recovery.recover();
    return recovery.found;
  }

  private void recover() throws IOException {
    List<String> names = new ArrayList<>();
    List<long[]> files = new ArrayList<>();
    for (String name : storage.list()) {
      long[] parsed = Segment.parseFileName(name);
      if (parsed != null) {
        names.add(name);
        files.add(parsed);
        found.nextNumber = Math.max(found.nextNumber, parsed[0] + 1);
      }
    }
    Deque<Found> replay = candidates(files);
    try {
      Found only = replay.size() == 1 ? asItStands(replay.getFirst()) : null;
      if (only != null) {
        replay.clear();
        replay.add(only);
        // What is read may be in the device's memory still.
        only.scanner().file().force();
      }
      long suspect = only == null ? suspect(replay) : Long.MAX_VALUE;
      while (!replay.isEmpty()) {
        Found next = replay.peekFirst();
        replay(next, suspect);
        replay.removeFirst().scanner().close();
      }
    } finally {
      for (Found left : replay) {
        left.scanner().close();
      }
    }
    adopt(names, files);
  }

  /** The newest segment with a whole snapshot, and every one after it that holds anything. */
  private Deque<Found> candidates(List<long[]> files) throws IOException {
    Deque<Found> replay = new ArrayDeque<>();
    for (int i = files.size() - 1; i >= 0; i--) {
      if (files.get(i)[1] != 0) {
        continue;
      }
      Segment segment = new Segment(files.get(i)[0], 0);
      FrameScanner scanner = FrameScanner.raw(storage.open(segment.fileName()), segment.number());
      scanner.load();
      long size = scanner.file().size();
      SegmentHeader header = scanner.header();
      if (header != null && header.format() > SegmentHeader.FORMAT) {
        scanner.close();
        throw new IOException("the journal was written in format " + header.format() + " by a newer version; this one reads "
            + SegmentHeader.FORMAT + ". Install that version again, or move the journal's folder away to start anew.");
      }
      Frame first = scanner.at(SegmentHeader.BYTES, size);
      boolean isBase = first != null && first.isSnapshot();
      List<Place> places = places(scanner, header, size, lastOf(segment, replay.peekFirst()));
      if (!places.isEmpty()) {
        replay.addFirst(new Found(segment, scanner, header, size, places, null));
      } else {
        scanner.close();
        found.orphans.add(segment.fileName());
      }
      if (isBase) {
        return replay;
      }
      found.stateMayBeOld |= !replay.isEmpty();
    }
    return replay;
  }

  /** Sequence of the last frame of a segment that counts: what comes after it was not acknowledged, or written anew. */
  private static long lastOf(Segment segment, @Nullable Found successor) {
    SegmentHeader header = successor == null ? null : successor.header();
    return header == null || header.chain().number() != segment.number() ? Long.MAX_VALUE : header.chain().sequence();
  }

  /** Where frames stand in a file, in the order of their sequences; each once, at its home if it stands there too. */
  private static List<Place> places(FrameScanner scanner, @Nullable SegmentHeader header, long size, long most)
      throws IOException {
    boolean plain = header != null && header.format() <= SegmentHeader.PLAIN_FORMAT;
    long homes = header == null ? Long.MAX_VALUE : header.homes();
    TreeMap<Long, Place> places = new TreeMap<>();
    long written = SegmentHeader.BYTES;
    long expected = SegmentHeader.BYTES;
    for (long at = scanner.find(SegmentHeader.BYTES, size); at < size; at = scanner.find(expected, size)) {
      Frame frame = scanner.at(at, size);
      if (frame == null) {
        throw new IOException("a segment changes while it is read: is another process using the journal's folder?");
      }
      written = plain || at != expected ? at : written;
      expected = Frame.align(at + frame.bytes().length);
      boolean home = at == SegmentHeader.BYTES || at >= homes;
      Place known = places.get(frame.sequence());
      if (frame.sequence() <= most && (known == null || (home && !known.home()))) {
        places.put(frame.sequence(), new Place(at, expected, frame.sequence(), written, home));
      }
    }
    return List.copyOf(places.values());
  }

  /**
   * A segment that was written directly holds what it holds for good: nothing is to be written anew if all frames stand at
   * their homes, but for those of one tail page at the end.
   *
   * @return the segment with its tail; null if it is not like that
   */
  private static @Nullable Found asItStands(Found found) throws IOException {
    SegmentHeader header = found.header();
    List<Place> places = new ArrayList<>(found.places());
    Place last = places.get(places.size() - 1);
    if (header == null || !header.direct()) {
      return null;
    }
    if (places.stream().allMatch(Place::home)) {
      return found;
    }
    TreeMap<Long, Place> page = new TreeMap<>();
    long at = last.written();
    for (Frame frame = found.scanner().at(at, found.size()); frame != null; frame = found.scanner().at(at, found.size())) {
      long end = Frame.align(at + frame.bytes().length);
      page.put(frame.sequence(), new Place(at, end, frame.sequence(), last.written(), false));
      at = end;
    }
    long home = header.homes();
    boolean inTail = false;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Place there = page.get(place.sequence());
      if (place.home() ? inTail : there == null) {
        return null;
      }
      if (place.home() || there == null) {
        home = Math.max(home, ActiveSegment.wholePages(place.end()));
      } else {
        inTail = true;
        places.set(i, new Place(there.offset(), home + there.end() - last.written(), place.sequence(), last.written(), false));
      }
    }
    int length = (int) (last.end() - last.written());
    boolean isPage = last.written() % ActiveSegment.PAGE_BYTES == 0 && length <= ActiveSegment.PAGE_BYTES;
    Segment.Tail tail = new Segment.Tail(home, last.written(), length, null);
    return isPage ? new Found(found.segment(), found.scanner(), header, found.size(), places, tail) : null;
  }

  /**
   * Sequence of the first frame that is to be written anew: it stands in a tail page only, or in a home that was written
   * last or is beside such a one. Of the process that died the kernel may still have pages to write there.
   */
  private static long suspect(Deque<Found> replay) {
    long suspect = Long.MAX_VALUE;
    long before = 0;
    for (Found next : replay) {
      for (Place place : next.places()) {
        if (!place.home() && place.sequence() > before) {
          suspect = Math.min(suspect, place.sequence());
        }
        before = Math.max(before, place.sequence());
      }
    }
    Found newest = replay.peekLast();
    return newest == null ? suspect : Math.min(suspect, Place.lastHomes(newest.places()));
  }

  private void replay(Found next, long suspect) throws IOException {
    FrameScanner scanner = next.scanner();
    SegmentHeader header = next.header();
    Segment segment = next.segment();
    if (header != null) {
      found.epoch = header.epoch();
      segment.homes(header.homes());
    }
    for (Place place : next.places()) {
      Frame frame = scanner.at(place.offset(), next.size());
      if (frame == null) {
        throw new IOException("segment " + segment.fileName() + " changes while it is read: is another process using the "
            + "journal's folder?");
      }
      if (place.sequence() <= lastSequence) {
        continue;
      }
      // Sequences in a segment grow by one.
      found.stateMayBeOld |= lastSequence > 0 && place.sequence() != lastSequence + 1
          && place.sequence() != next.places().get(0).sequence();
      lastSequence = place.sequence();
      FrameSummary summary = apply(frame, segment);
      if (place.sequence() < suspect) {
        segment.add(summary, place.end(), next.tail());
      } else {
        found.carry.add(frame);
      }
    }
    segment.fileBytes(next.size());
    segment.seal();
    found.loose.add(segment);
    found.chain = segment.chain();
    known.put(segment.number(), segment);
  }

  private FrameSummary apply(Frame frame, Segment segment) throws IOException {
    FrameSummary summary = new FrameSummary(frame.sequence(), frame.wallNs(), frame.crc());
    FrameEntries entries = new FrameEntries(frame);
    try {
      while (entries.next()) {
        if (!entries.isRecord()) {
          applyState(entries.key(), entries.value());
        } else {
          summary.add(entries.stream(), entries.position(), entries.length());
          applyPosition(entries.stream(), entries.position(), segment.number(), frame.wallNs());
        }
      }
    } catch (MalformedRecordException e) {
      throw new IOException("segment " + segment.fileName() + " holds a commit whose checksum is right and whose content "
          + "is not: " + e.getMessage() + ". Keep the journal's folder for analysis and start with another.", e);
    }
    found.lastWallNs = frame.wallNs();
    found.nextSequence = Math.max(found.nextSequence, frame.sequence() + 1);
    return summary;
  }

  private void applyPosition(int stream, long position, long segment, long wallNs) {
    long expected = found.heads[stream] + 1;
    if (position > expected) {
      noteDamage(segment, stream, expected, position - 1, found.lastWallNs == 0 ? wallNs : found.lastWallNs, wallNs);
    }
    found.heads[stream] = Math.max(found.heads[stream], position);
  }

  private void noteDamage(long segment, int stream, long from, long to, long fromNs, long toNs) {
    found.damage.note(segment, new GapRecord(StreamId.ofCode(stream), fromNs, toNs, -1,
        Damage.unreadable(from, to)), from);
  }

  private void applyState(String key, byte[] value) throws MalformedRecordException {
    if (!key.startsWith(Journals.OWN)) {
      put(key, value);
    } else if (key.startsWith(Journals.DAMAGE)) {
      put(key, value);
    } else if (key.startsWith(Journals.CURSOR)) {
      Journals.stream(key, Journals.CURSOR);
      found.cursors.recover(key, value);
    } else if (key.startsWith(Journals.HEAD) && value.length == Long.BYTES) {
      int stream = Journals.stream(key, Journals.HEAD);
      found.heads[stream] = Math.max(found.heads[stream], ByteBuffer.wrap(value).getLong());
    } else if (key.equals(Journals.EPOCH) && value.length == Long.BYTES) {
      found.epoch = ByteBuffer.wrap(value).getLong();
    } else if (key.startsWith(Journals.SEGMENT)) {
      long number = Journals.segment(key);
      if (value.length == 0) {
        known.remove(number);
      } else {
        known.put(number, Segment.parse(number, value));
      }
    }
  }

  private void put(String key, byte[] value) {
    if (value.length == 0) {
      found.state.remove(key);
    } else {
      found.state.put(key, value);
    }
  }

  /** Matches the segments that there should be with the files that there are. */
  private void adopt(List<String> names, List<long[]> files) throws IOException {
    found.state.keySet().stream().filter(key -> key.startsWith(Journals.DAMAGE)).forEach(found.damage::recover);
    for (int i = 0; i < files.size(); i++) {
      long[] file = files.get(i);
      String name = names.get(i);
      Segment segment = known.get(file[0]);
      if (segment == null || segment.generation() != file[1]) {
        if (!found.orphans.contains(name)) {
          found.orphans.add(name);
        }
      } else {
        if (segment.fileBytes() == 0) {
          segment.fileBytes(storage.fileBytes(name));
        }
        found.catalogue.put(segment);
      }
    }
    for (Segment segment : known.values()) {
      found.nextNumber = Math.max(found.nextNumber, segment.number() + 1);
      if (found.catalogue.after(segment.number() - 1) != segment) {
        found.missing.add(segment);
        for (int s = 1; s < Streams.COUNT; s++) {
          if (segment.last(s) > Math.max(0, found.cursors.passed(s))) {
            found.damage.note(segment.number(), new GapRecord(StreamId.ofCode(s), segment.firstWallNs(), segment.lastWallNs(), -1,
                "journal file " + segment.fileName() + " is missing: records " + segment.first(s) + " to " + segment.last(s)
                    + " are gone, unless they were delivered before"), segment.first(s));
          }
        }
      }
    }
  }

  private record Found(Segment segment, FrameScanner scanner, @Nullable SegmentHeader header, long size, List<Place> places,
      Segment.@Nullable Tail tail) {}
}

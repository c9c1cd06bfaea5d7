package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import io.busbar.journal.log.Recovered.Carry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a journal holds: takes the newest segment with a whole snapshot and replays what follows it. Changes
 * nothing; lists what belongs to nothing: segments whose making was interrupted, and retired ones not deleted yet.
 */
final class Recovery {
  private final Storage storage;
  private final Recovered found = new Recovered();
  private final TreeMap<Long, Segment> known = new TreeMap<>();

  /** The last frame read, until it is known whether another follows. */
  private @Nullable Carry last;

  private Recovery(Storage storage) {
    this.storage = storage;
  }

  static Recovered run(Storage storage) throws IOException {
    Recovery recovery = new Recovery(storage);
    recovery.recover();
    return recovery.found;
  }

  private void recover() throws IOException {
    List<long[]> files = new ArrayList<>();
    for (String name : storage.list()) {
      long[] parsed = Segment.parseFileName(name);
      if (parsed != null) {
        files.add(parsed);
        found.nextNumber = Math.max(found.nextNumber, parsed[0] + 1);
      }
    }
    Deque<Found> replay = candidates(files);
    try {
      while (!replay.isEmpty()) {
        Found next = replay.removeFirst();
        replay(next, replay.peekFirst());
      }
    } finally {
      for (Found left : replay) {
        left.scanner().close();
      }
    }
    adopt(files);
  }

  /** The newest segment with a whole snapshot, and every one after it that holds anything. */
  private Deque<Found> candidates(List<long[]> files) throws IOException {
    Deque<Found> replay = new ArrayDeque<>();
    for (int i = files.size() - 1; i >= 0; i--) {
      if (files.get(i)[1] != 0) {
        continue;
      }
      Segment segment = new Segment(files.get(i)[0], 0);
      FrameScanner scanner = new FrameScanner(storage.open(segment.fileName()), segment.number());
      long size = scanner.file().size();
      SegmentHeader header = scanner.header();
      if (header != null && header.format() > SegmentHeader.FORMAT) {
        scanner.close();
        throw new IOException("the journal was written in format " + header.format() + " by a newer version; this one reads "
            + SegmentHeader.FORMAT + ". Install that version again, or move the journal's folder away to start anew.");
      }
      Frame first = scanner.at(SegmentHeader.BYTES, size);
      boolean isBase = first != null && first.isSnapshot();
      if (isBase || scanner.find(SegmentHeader.BYTES, size) < size) {
        replay.addFirst(new Found(segment, scanner, header, size));
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

  private void replay(Found next, @Nullable Found successor) throws IOException {
    try (FrameScanner scanner = next.scanner()) {
      SegmentHeader header = next.header();
      if (header != null) {
        found.epoch = header.epoch();
      }
      Segment segment = next.segment();
      long limit = next.size();
      if (successor != null && successor.header() != null && successor.header().chain().number() == segment.number()) {
        limit = Math.min(limit, successor.header().chain().end());
      }
      long offset = SegmentHeader.BYTES;
      while (offset < limit) {
        Frame frame = scanner.at(offset, limit);
        if (frame == null) {
          long further = scanner.find(offset, limit);
          found.stateMayBeOld |= further < limit;
          offset = further;
        } else {
          settleLast();
          last = new Carry(segment, offset, frame, apply(frame, segment));
          offset = Frame.align(offset + frame.bytes().length);
        }
      }
      if (successor != null) {
        settleLast();
      } else if (last != null) {
        found.carry = last;
      }
      segment.fileBytes(next.size());
      segment.seal();
      found.loose.add(segment);
      found.chain = segment.chain();
      known.put(segment.number(), segment);
    }
  }

  /** A frame that another followed was durable before that one was written. */
  private void settleLast() {
    if (last != null) {
      last.settle();
      last = null;
    }
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
      found.cursors.recover(key, value);
    } else if (key.startsWith(Journals.HEAD) && value.length == Long.BYTES) {
      int stream = Integer.parseInt(key.substring(Journals.HEAD.length()));
      found.heads[stream] = Math.max(found.heads[stream], ByteBuffer.wrap(value).getLong());
    } else if (key.equals(Journals.EPOCH) && value.length == Long.BYTES) {
      found.epoch = ByteBuffer.wrap(value).getLong();
    } else if (key.startsWith(Journals.SEGMENT)) {
      long number = Long.parseLong(key.substring(Journals.SEGMENT.length()), 16);
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
  private void adopt(List<long[]> files) throws IOException {
    found.state.keySet().stream().filter(key -> key.startsWith(Journals.DAMAGE)).forEach(found.damage::recover);
    for (long[] file : files) {
      Segment segment = known.get(file[0]);
      String name = new Segment(file[0], (int) file[1]).fileName();
      if (segment == null || segment.generation() != file[1]) {
        if (!found.orphans.contains(name)) {
          found.orphans.add(name);
        }
      } else {
        if (segment.fileBytes() == 0) {
          try (var handle = storage.open(name)) {
            segment.fileBytes(handle.size());
          }
        }
        found.catalogue.put(segment);
      }
    }
    for (Segment segment : known.values()) {
      found.nextNumber = Math.max(found.nextNumber, segment.number() + 1);
      if (found.catalogue.after(segment.number() - 1) != segment) {
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

  private record Found(Segment segment, FrameScanner scanner, @Nullable SegmentHeader header, long size) {}
}

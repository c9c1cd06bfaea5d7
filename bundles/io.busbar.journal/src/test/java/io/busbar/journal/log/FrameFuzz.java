package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Mutated entries behind a right checksum, headers, and what is known of segments: the log's own decoders. */
public final class FrameFuzz {
  private final SplittableRandom dice;
  private final byte[] frame;
  private final byte[] header;
  private final byte[] segment;
  private long accepted;

  /** From a seed. */
  public FrameFuzz(long seed) {
    dice = new SplittableRandom(seed);
    OpenCommit commit = new OpenCommit();
    commit.clear(new long[Streams.COUNT]);
    for (int i = 0; i < 6; i++) {
      byte[] record = ("record " + i).getBytes(StandardCharsets.UTF_8);
      commit.append(1 + i % 4, record, 0, record.length);
      commit.putState("key " + i, record);
    }
    ByteWriter out = commit.frame();
    Frame.seal(out, 7, 8, 9, 0);
    frame = out.toByteArray();
    header = new SegmentHeader(SegmentHeader.FORMAT, 0, 5, 7, new SegmentHeader.Chain(6, 4_096, 3, 2), 40_960, true).toBytes();
    Segment known = new Segment(7, 0);
    known.homes(40_960);
    known.add(commit.summary(8, 9), 50_000, new Segment.Tail(49_152, 8_192, 848, null));
    segment = known.toBytes();
  }

  /** One mutated input for each decoder. */
  public void step() {
    byte[] input = frame;
    try {
      input = mutated(frame, Frame.HEAD_BYTES);
      FrameEntries entries = new FrameEntries(new Frame(input, 8, 9, 0));
      while (entries.next()) {
        if (entries.isRecord()) {
          accepted += entries.value().length > input.length ? fail(input) : 0;
        } else {
          entries.key();
        }
      }
      accepted++;
    } catch (MalformedRecordException expected) {
      // What it is for.
    } catch (RuntimeException e) {
      throw new AssertionError("frame " + Arrays.toString(input), e);
    }
    try {
      input = mutated(header, 0);
      accepted += SegmentHeader.parse(input) == null ? 0 : 1;
      input = mutated(segment, 0);
      Segment.parse(7, input);
      accepted++;
    } catch (MalformedRecordException expected) {
      // What it is for.
    } catch (RuntimeException e) {
      throw new AssertionError("header or segment " + Arrays.toString(input), e);
    }
  }

  private static long fail(byte[] input) {
    throw new IllegalStateException("a record longer than its frame: " + Arrays.toString(input));
  }

  private byte[] mutated(byte[] from, int first) {
    byte[] bytes = dice.nextInt(4) == 0 ? Arrays.copyOf(from, first + dice.nextInt(from.length - first + 8)) : from.clone();
    for (int n = 1 + dice.nextInt(4); n > 0 && bytes.length > first; n--) {
      int at = first + dice.nextInt(bytes.length - first);
      bytes[at] = dice.nextBoolean() ? (byte) (bytes[at] ^ 1 << dice.nextInt(8)) : (byte) dice.nextInt(256);
    }
    return bytes;
  }

  /** Inputs that were understood. */
  public long accepted() {
    return accepted;
  }
}

package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.storage.StorageFile;
import io.busbar.journal.wire.ByteWriter;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the journal reads from its own files: by its first byte an input is a commit behind a right checksum, a header, what is known
 * of a segment, or the snapshot of a whole file.
 */
public final class LogFuzzTarget {
  private static final int NUMBER = 7;
  private static final int WAYS = 4;

  private LogFuzzTarget() {}

  /** One commit, header, segment or file. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    try {
      switch ((input[0] & 0xFF) % WAYS) {
        case 0 -> entries(new Frame(commit(content, 0), 8, 9, 0));
        case 1 -> SegmentHeader.parse(content);
        case 2 -> Segment.parse(NUMBER, content).toBytes();
        default -> recover(content);
      }
    } catch (MalformedRecordException expected) {
      // What it is for.
    }
  }

  private static void entries(Frame frame) throws MalformedRecordException {
    FrameEntries entries = new FrameEntries(frame);
    while (entries.next()) {
      int length = entries.isRecord() ? entries.value().length : entries.key().length();
      if (length > frame.bytes().length) {
        throw new IllegalStateException("longer than its frame");
      }
    }
  }

  static byte[] commit(byte[] content, int flags) {
    ByteWriter out = new ByteWriter(Frame.HEAD_BYTES + content.length);
    out.resize(Frame.HEAD_BYTES);
    out.bytes(content, 0, content.length);
    Frame.seal(out, NUMBER, 8, 9, flags);
    return out.toByteArray();
  }

  /** A segment whose snapshot says anything at all. */
  private static void recover(byte[] content) throws IOException {
    SimStorage storage = new SimStorage(new SimRandom(1));
    String name = new Segment(NUMBER, 0).fileName();
    try (StorageFile file = storage.open(name)) {
      file.write(0, ByteBuffer.wrap(new SegmentHeader(SegmentHeader.FORMAT, 0, 5, NUMBER, SegmentHeader.Chain.NONE, SegmentHeader.BYTES, true)
          .toBytes()));
      file.write(SegmentHeader.BYTES, ByteBuffer.wrap(commit(content, Frame.SNAPSHOT)));
    }
    try {
      Recovery.run(storage);
    } catch (IOException expected) {
      // A commit whose checksum is right and whose content is not: said, and not guessed at.
    }
  }
}

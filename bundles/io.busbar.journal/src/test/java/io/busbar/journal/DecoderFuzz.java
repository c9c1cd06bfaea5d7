package io.busbar.journal;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.journal.block.BinaryBlockCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random and mutated records for the block codec: flipped bits, cut and lengthened, spliced, runs overwritten by extreme
 * numbers. Only a malformed record may be thrown, and what comes out is bounded. As a program: {@code DecoderFuzz INPUTS [SEED]}.
 */
public final class DecoderFuzz {
  private static final int MAX_BYTES = 2_000;
  private static final byte[] EXTREMES = {0, -1, 0x7F, (byte) 0x80, 1};

  private final SplittableRandom dice;
  private final BinaryBlockCodec codec = new BinaryBlockCodec();
  private final List<byte[]> seeds = new ArrayList<>();
  private final BlockCodec.Visitor bounds = new Bounds();
  private long decoded;

  /** From a seed. */
  public DecoderFuzz(long seed) {
    dice = new SplittableRandom(seed);
    seeds.add(codec.encodeGap(new GapRecord(StreamId.EVENTS, 1, 2, 3, "a reason")));
    seeds.add(codec.encodeDictionary(3, List.of(new DictionaryEntry(1, new PointDescription("s", "d", "p", Kind.STEP, "A", PublishClass.EVENT,
        1_000, Map.of(1L, "open", 2L, "closed"))))));
    for (Kind kind : Kind.values()) {
      for (int rows : new int[] {1, 3, 40}) {
        seeds.add(codec.encodeSamples(batch(kind, rows), 0, rows, 1, id -> kind));
      }
    }
  }

  private SampleBatch batch(Kind kind, int rows) {
    SampleBatch batch = new SampleBatch(rows);
    for (int i = 0; i < rows; i++) {
      boolean blob = kind == Kind.TEXT || kind == Kind.BYTES;
      byte[] text = "value".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      long bits = blob ? batch.blobs.add(text, 0, text.length) : kind == Kind.BOOLEAN ? i & 1 : Double.doubleToRawLongBits(i * 1.5);
      batch.add(i + 1, bits, dice.nextInt(3), i * 1_000_000L, TimeQuality.POLL, i * 1_000_000L + dice.nextInt(9));
    }
    return batch;
  }

  /** Decodes one input; returns whether it was accepted. Anything but a malformed record is thrown with the input. */
  public boolean step() {
    byte[] input = input();
    try {
      codec.decode(input, bounds);
      BinaryBlockCodec.gapOrNull(input);
      BinaryBlockCodec.sampleCount(input);
      decoded++;
      return true;
    } catch (BlockCodec.MalformedRecordException expected) {
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("input " + Arrays.toString(input), e);
    }
  }

  private byte[] input() {
    if (dice.nextInt(8) == 0) {
      byte[] random = new byte[dice.nextInt(dice.nextInt(10) == 0 ? MAX_BYTES : 60)];
      for (int i = 0; i < random.length; i++) {
        random[i] = (byte) dice.nextInt(256);
      }
      if (random.length > 0) {
        random[0] = seeds.get(dice.nextInt(seeds.size()))[0];
      }
      return random;
    }
    byte[] bytes = seeds.get(dice.nextInt(seeds.size())).clone();
    for (int n = 1 + dice.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int at = dice.nextInt(bytes.length);
      switch (dice.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << dice.nextInt(8));
        case 1 -> bytes[at] = (byte) dice.nextInt(256);
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + dice.nextInt(9)), EXTREMES[dice.nextInt(EXTREMES.length)]);
        case 3 -> bytes = Arrays.copyOf(bytes, dice.nextBoolean() ? at : Math.min(MAX_BYTES, bytes.length + dice.nextInt(20)));
        default -> {
          byte[] other = seeds.get(dice.nextInt(seeds.size()));
          int length = Math.min(other.length, bytes.length - at);
          System.arraycopy(other, other.length - length, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  /** Inputs accepted so far. */
  public long decoded() {
    return decoded;
  }

  /** Runs so many inputs. */
  public static void main(String[] arguments) {
    long inputs = Long.parseLong(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    DecoderFuzz fuzz = new DecoderFuzz(seed);
    for (long i = 0; i < inputs; i++) {
      fuzz.step();
    }
    System.out.println(inputs + " inputs from seed " + seed + ": " + fuzz.decoded() + " accepted, nothing unchecked");
  }

  private static final class Bounds implements BlockCodec.Visitor {
    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      if (batch.size() > BlockCodec.MAX_SAMPLES) {
        throw new IllegalStateException("a block of " + batch.size() + " samples");
      }
    }

    @Override
    public void gap(GapRecord gap) {
      if (gap.reason().length() > MAX_BYTES) {
        throw new IllegalStateException("a reason of " + gap.reason().length() + " characters");
      }
    }

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      if (entries.size() > MAX_BYTES) {
        throw new IllegalStateException("a dictionary of " + entries.size() + " entries");
      }
    }
  }
}

package io.busbar.codec.lane;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import java.util.Arrays;
import java.util.Random;

/** Records of everything that a batch can hold, from tidy polls to nonsense. */
final class RandomRecords {
  private final Random random;
  private final int points;
  private final Kind[] kindOfPoint;
  private final double[] level;
  private long now = 1_700_000_000_000_000_000L;
  private long position;

  /** A record and what came out of the decoder must be equal to. */
  record Sent(long position, int modelVersion, SampleBatch batch, Kind[] kinds) {}

  RandomRecords(long seed, int points) {
    this.random = new Random(seed);
    this.points = points;
    this.kindOfPoint = new Kind[points];
    this.level = new double[points];
    for (int i = 0; i < points; i++) {
      kindOfPoint[i] = Kind.ofCode(random.nextInt(11));
      level[i] = random.nextInt(1_000);
    }
  }

  Sent next() {
    int n = random.nextInt(8) == 0 ? random.nextInt(200) : random.nextInt(20);
    SampleBatch batch = new SampleBatch(Math.max(1, n));
    Kind[] kinds = new Kind[n];
    batch.origin(Origin.values()[random.nextInt(20) == 0 ? random.nextInt(4) : 0]);
    int style = random.nextInt(6);
    int point = random.nextInt(points);
    long gateway = tick(style);
    for (int i = 0; i < n; i++) {
      point = style < 4 ? (point + 1 + random.nextInt(2)) % points : random.nextInt(points);
      if (random.nextInt(style == 5 ? 2 : 30) == 0) {
        gateway = tick(style);
      }
      long source = style == 4 ? gateway - random.nextInt(200) * 1_000_000L : style == 5 ? oddTime() : gateway;
      kinds[i] = random.nextInt(200) == 0 ? Kind.ofCode(random.nextInt(11)) : kindOfPoint[point];
      int row = batch.add(point + 1 + (style == 5 && random.nextInt(50) == 0 ? random.nextInt() : 0), value(kinds[i], point, batch),
          random.nextInt(50) == 0 ? random.nextInt() : 0, source, (byte) (random.nextInt(60) == 0 ? random.nextInt() : 2),
          style == 5 && random.nextInt(10) == 0 ? oddTime() : gateway);
      batch.cause[row] = (byte) (random.nextInt(60) == 0 ? random.nextInt() : 3);
      batch.nativeCode[row] = random.nextInt(60) == 0 ? random.nextInt() : 0;
    }
    position += random.nextInt(20) == 0 ? 1 + random.nextInt(1_000) : 1;
    return new Sent(position, random.nextInt(30) == 0 ? random.nextInt() : 7, batch, kinds);
  }

  private long tick(int style) {
    now += style == 5 ? random.nextInt() : 1_000_000_000L + random.nextInt(5) * 1_000_000L;
    return now;
  }

  private long oddTime() {
    return switch (random.nextInt(4)) {
      case 0 -> SampleBatch.NO_TIME;
      case 1 -> random.nextLong();
      default -> now + random.nextInt();
    };
  }

  private long value(Kind kind, int point, SampleBatch batch) {
    level[point] += random.nextGaussian();
    return switch (kind) {
      case DOUBLE -> switch (random.nextInt(12)) {
        case 0 -> random.nextLong();
        case 1 -> Double.doubleToRawLongBits(level[point]);
        case 2 -> Double.doubleToRawLongBits(-0.0);
        case 3 -> 0x7FF8000000000001L + random.nextInt(3);
        case 4 -> Double.doubleToRawLongBits(random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        default -> Double.doubleToRawLongBits(Math.rint(level[point] * 10) / 10);
      };
      case FLOAT32 -> Double.doubleToRawLongBits((float) (random.nextInt(5) == 0 ? level[point] : Math.rint(level[point] * 100) / 100));
      case INT64 -> random.nextInt(20) == 0 ? random.nextLong() : (long) level[point] * 10;
      case UINT64 -> random.nextInt(20) == 0 ? -1 : (long) level[point] + Long.MAX_VALUE;
      case BOOLEAN -> random.nextInt(40) == 0 ? random.nextLong() : random.nextInt(2);
      case DOUBLE_POINT -> random.nextInt(40) == 0 ? random.nextInt(300) : random.nextInt(4);
      case STEP, ENUM, DEVICE_STATE -> random.nextInt(6);
      case TEXT, BYTES -> {
        byte[] bytes = new byte[random.nextInt(random.nextInt(30) == 0 ? 2_000 : 12)];
        random.nextBytes(bytes);
        yield random.nextBoolean() ? batch.blobs.add("level " + point % 3) : batch.blobs.add(bytes, 0, bytes.length);
      }
    };
  }

  /** Rows that came. */
  record Rows(SampleBatch batch, int from, int to, Kind[] kinds) {}

  /** What differs between what was sent and what came; empty if nothing. */
  static String difference(Sent sent, long position, int modelVersion, Rows rows) {
    SampleBatch batch = rows.batch;
    Kind[] kinds = rows.kinds;
    int from = rows.from;
    int to = rows.to;
    if (sent.position != position || sent.modelVersion != modelVersion || sent.batch.origin() != batch.origin()
        || to - from != sent.batch.size()) {
      return "record " + position + " version " + modelVersion + " of " + (to - from) + " rows came for " + sent.position + " version "
          + sent.modelVersion + " of " + sent.batch.size();
    }
    for (int i = 0; i < sent.batch.size(); i++) {
      int row = from + i;
      boolean blob = sent.kinds[i].isBlob();
      boolean same = kinds[row] == sent.kinds[i] && batch.point[row] == sent.batch.point[i] && batch.quality[row] == sent.batch.quality[i]
          && batch.sourceTime[row] == sent.batch.sourceTime[i] && batch.gatewayTime[row] == sent.batch.gatewayTime[i]
          && batch.timeQuality[row] == sent.batch.timeQuality[i] && batch.cause[row] == sent.batch.cause[i]
          && batch.nativeCode[row] == sent.batch.nativeCode[i]
          && (blob ? Arrays.equals(batch.blobs.bytesAt(batch.bits[row]), sent.batch.blobs.bytesAt(sent.batch.bits[i]))
              : batch.bits[row] == sent.batch.bits[i]);
      if (!same) {
        return "row " + i + " of record " + position + ": point " + sent.batch.point[i] + " " + sent.kinds[i] + " "
            + Long.toHexString(sent.batch.bits[i]) + " "
            + rest(sent.batch, i) + " came as " + batch.point[row] + " " + kinds[row] + " " + Long.toHexString(batch.bits[row]) + " "
            + rest(batch, row);
      }
    }
    return "";
  }

  private static String rest(SampleBatch batch, int row) {
    return "q " + batch.quality[row] + " source " + batch.sourceTime[row] + " gateway " + batch.gatewayTime[row] + " tq " + batch.timeQuality[row]
        + " cause " + batch.cause[row] + " native " + batch.nativeCode[row];
  }
}

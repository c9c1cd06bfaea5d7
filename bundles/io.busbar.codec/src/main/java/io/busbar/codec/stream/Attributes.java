package io.busbar.codec.stream;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;

/** Codes what seldom changes with a point: kind, quality, native code, cause, time quality. Mostly one bit for all of them. */
final class Attributes {
  private static final int PLAIN = 0xC0;
  private static final int ATTRIBUTE = 0x100;
  private static final int KIND = 0x120;
  private static final int BACK = 0x110;
  private static final int BYTES = 0x2000;
  private static final int BYTES_STEP = 0x400;

  private final Model model;
  private Kind freshKind = Kind.DOUBLE;
  private byte freshCause = Cause.PERIODIC;
  private byte freshTimeQuality = TimeQuality.POLL;

  Attributes(Model model) {
    this.model = model;
  }

  /** What a point is likely to have that was never seen: what the last one had. */
  void guess(Point point) {
    point.kind = freshKind;
    point.cause = freshCause;
    point.timeQuality = freshTimeQuality;
  }

  void code(Point point, Rows rows) {
    SampleBatch batch = rows.batch;
    int row = rows.row;
    boolean plain = !rows.reading && rows.kinds[row] == point.kind && batch.quality[row] == point.quality
        && batch.nativeCode[row] == point.nativeCode && batch.cause[row] == point.cause
        && batch.timeQuality[row] == point.timeQuality;
    int coded = model.flag(PLAIN + (point.plainHistory & 7) + (point.series.count == 0 ? 8 : 0), plain ? 1 : 0);
    if (coded == 0) {
      changed(point, rows);
    } else if (rows.reading) {
      rows.kinds[row] = point.kind;
      batch.quality[row] = point.quality;
      batch.nativeCode[row] = point.nativeCode;
      batch.cause[row] = point.cause;
      batch.timeQuality[row] = point.timeQuality;
    }
    if (model.learn) {
      learn(point, rows, coded);
    }
  }

  private void learn(Point point, Rows rows, int plain) {
    SampleBatch batch = rows.batch;
    int row = rows.row;
    point.plainHistory = point.plainHistory << 1 | 1 - plain;
    if (plain == 0) {
      point.qualityBefore = point.quality;
      point.nativeCodeBefore = point.nativeCode;
      point.causeBefore = point.cause;
      point.timeQualityBefore = point.timeQuality;
    }
    point.quality = batch.quality[row];
    point.nativeCode = batch.nativeCode[row];
    point.cause = batch.cause[row];
    point.timeQuality = batch.timeQuality[row];
    if (point.kind != rows.kinds[row]) {
      point.series.reset();
      point.form.reset();
      point.kind = rows.kinds[row];
    }
    freshKind = point.kind;
    freshCause = point.cause;
    freshTimeQuality = point.timeQuality;
  }

  private void changed(Point point, Rows rows) {
    SampleBatch batch = rows.batch;
    int row = rows.row;
    if (model.second && model.flag(BACK, isBack(point, rows) ? 1 : 0) == 1) {
      rows.kinds[row] = point.kind;
      batch.quality[row] = point.qualityBefore;
      batch.nativeCode[row] = point.nativeCodeBefore;
      batch.cause[row] = point.causeBefore;
      batch.timeQuality[row] = point.timeQualityBefore;
      return;
    }
    int kind = model.tree(KIND, rows.reading ? 0 : rows.kinds[row].code(), 4);
    if (kind > Kind.DEVICE_STATE.code()) {
      rows.wrong = "no value kind has code " + kind;
      kind = 0;
    }
    rows.kinds[row] = Kind.ofCode(kind);
    batch.quality[row] = word(0, batch.quality[row], point.quality);
    batch.nativeCode[row] = word(1, batch.nativeCode[row], point.nativeCode);
    batch.cause[row] = (byte) word(2, batch.cause[row], point.cause);
    batch.timeQuality[row] = (byte) word(3, batch.timeQuality[row], point.timeQuality);
  }

  private static boolean isBack(Point point, Rows rows) {
    SampleBatch batch = rows.batch;
    int row = rows.row;
    return !rows.reading && rows.kinds[row] == point.kind && batch.quality[row] == point.qualityBefore
        && batch.nativeCode[row] == point.nativeCodeBefore && batch.cause[row] == point.causeBefore
        && batch.timeQuality[row] == point.timeQualityBefore;
  }

  private int word(int which, int value, int before) {
    if (model.flag(ATTRIBUTE + which, value == before ? 1 : 0) == 1) {
      return before;
    }
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word |= model.tree(BYTES + which * BYTES_STEP + i * 0x100, value >>> (8 * i) & 0xFF, 8) << (8 * i);
    }
    return word;
  }
}

package io.busbar.codec.stream;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.TimeQuality;
import io.busbar.codec.mix.Bit;
import io.busbar.codec.number.Series;
import org.jspecify.annotations.Nullable;

/** What both ends remember of a point. */
final class Point {
  /** Classes of how many polls ago it reported last. */
  static final int AGES = 8;

  final Series series;
  final int[] presence = new int[AGES];
  int id;
  Kind kind = Kind.DOUBLE;
  int quality;
  int nativeCode;
  byte cause;
  byte timeQuality;
  int plainHistory;
  /** What it had before it was changed last. */
  int qualityBefore;
  int nativeCodeBefore;
  byte causeBefore;
  byte timeQualityBefore;
  /** How its floating values are written as whole numbers. */
  final Form form = new Form();
  long lastOddity;
  int oddities;
  int tidy;
  int lastOff;
  byte[] blob = new byte[0];
  /** What a value costs in units of 1/16 bit where it is said in full; −1 before anything is known. */
  int cost;
  /** The same of floating values as numbers and as bits, and how many there were. */
  int costOfNumber;
  int costOfBits;
  int choices;
  /** Where among all values its own have come again so far, over how many, its last one, and that one's place. */
  int echoAt;
  int echoLength;
  int echoLast;
  long echoValue;
  int echoPast;
  int repeatPast;
  boolean echoFound;
  boolean echoAsked;
  boolean repeatAsked;

  @Nullable Group group;
  @Nullable Point before;
  @Nullable Point after;
  long reportedAt;
  int interval;
  int intervalBefore;
  int history;
  int rate;
  /** How often it reports at all. */
  int often;
  boolean used;

  Point(int seed) {
    series = new Series(seed);
  }

  void reset(int newId) {
    id = newId;
    series.reset();
    java.util.Arrays.fill(presence, Bit.NEW);
    kind = Kind.DOUBLE;
    quality = 0;
    nativeCode = 0;
    cause = Cause.PERIODIC;
    timeQuality = TimeQuality.POLL;
    plainHistory = 0;
    qualityBefore = 0;
    nativeCodeBefore = 0;
    causeBefore = Cause.PERIODIC;
    timeQualityBefore = TimeQuality.POLL;
    form.reset();
    lastOddity = Long.MIN_VALUE;
    oddities = 0;
    tidy = 0;
    lastOff = 0;
    blob = new byte[0];
    cost = -1;
    costOfNumber = 0;
    costOfBits = 0;
    choices = 0;
    echoAt = 0;
    echoLength = 0;
    echoLast = 0;
    echoValue = 0;
    echoPast = 0;
    repeatPast = 0;
    group = null;
    before = null;
    after = null;
    reportedAt = 0;
    interval = 0;
    intervalBefore = 0;
    history = 0;
    rate = 1 << 15;
    often = Bit.NEW;
    used = true;
  }
}

package io.busbar.codec.stream;

import io.busbar.api.data.BlobArena;
import io.busbar.api.data.Kind;
import io.busbar.codec.number.Series;
import io.busbar.codec.range.BinaryCoder;

/** Codes the value of a sample. */
final class Values {
  private static final int STATES = 0x200;
  private static final int FIT = 0x300;
  private static final int ODD = 0x320;
  private static final int FORM = 0x340;
  private static final int FIRST = 0x800;
  private static final int OFF = 0x500;
  private static final int OFF_SIGN = 0x5F0;
  private static final int FIRST_FORM_STEP = 0x80;
  private static final long INFINITE = 0x7FF0000000000000L;
  private static final int MOST_DIGITS = 13;
  private static final int ODDITIES_TO_SWITCH = 3;
  private static final int TIDY_TO_SWITCH = 6;

  private final Model model;
  private static final int TRIALS = 12;
  private static final int ELSE = 31;

  private final Form found = new Form();
  private final Raw raw = new Raw();
  private final BlobBytes blobs;

  Values(Model model) {
    this.model = model;
    this.blobs = new BlobBytes(model);
  }

  /** Codes the bits of a value that is not a blob. */
  long code(Point point, Kind kind, long bits, int age) {
    if (kind == Kind.BOOLEAN || kind == Kind.DOUBLE_POINT) {
      return state(point, kind, bits, age);
    }
    Recall recall = model.recall;
    if (recall == null) {
      return inFull(point, kind, bits, age);
    }
    boolean again = recall.code(point, bits, model.coder);
    long begin = model.coder.position();
    long value = again ? recall.value() : inFull(point, kind, bits, age);
    int cost = again ? -1 : (int) (model.coder.position() - begin);
    if (again) {
      follow(point, kind, value, age);
    }
    recall.learn(point, value, cost, model.pointCount());
    return value;
  }

  private long inFull(Point point, Kind kind, long bits, int age) {
    return kind == Kind.DOUBLE || kind == Kind.FLOAT32 ? floating(point, bits, age) : number(point, bits, age);
  }

  /** Learns the number of a value that was said otherwise, if it is one in the form that the point has. */
  private void follow(Point point, Kind kind, long bits, int age) {
    boolean floating = kind == Kind.DOUBLE || kind == Kind.FLOAT32;
    if (point.series.count > 0 && (!floating || point.form.fits(bits))) {
      BinaryCoder speaking = model.silent();
      model.numbers.code(point.series, floating ? point.form.number : bits, age);
      model.spoken(speaking);
    }
  }

  /** Codes a blob and returns its place in the arena; −1 if it does not fit. */
  long blob(Point point, long place, BlobArena arena) {
    return blobs.code(point, place, arena);
  }

  private long number(Point point, long value, int age) {
    Series series = point.series;
    if (series.count == 0) {
      return model.numbers.first(series, value, 0, FIRST + FIRST_FORM_STEP * 4);
    }
    return model.numbers.code(series, value, age);
  }

  private long state(Point point, Kind kind, long bits, int age) {
    int small = model.flag(STATES + 1, bits >>> 2 == 0 && point.series.last >>> 2 == 0 ? 1 : 0);
    if (small == 0) {
      return number(point, bits, age);
    }
    int before = point.series.count == 0 ? 4 : (int) point.series.last & 3;
    int context = STATES + 0x10 + (kind == Kind.BOOLEAN ? 0x40 : 0) + before * 4;
    int high = model.flag(context, (int) (bits >>> 1) & 1);
    int low = model.flag(context + 1 + high, (int) bits & 1);
    int value = high << 1 | low;
    if (model.learn) {
      if (point.series.count == 0) {
        point.series.reset();
      }
      point.series.last = value;
      point.series.count = 1;
    }
    return value;
  }

  private long floating(Point point, long bits, int age) {
    Form form = point.form;
    int fits = model.flag(FIT + form.way * 4 + (form.isKnown() ? Math.min(2, point.oddities) : 3), form.fits(bits) && !unfit(point, bits) ? 1 : 0);
    if (fits == 1 && form.isKnown()) {
      if (model.learn && point.oddities > 0) {
        point.oddities--;
      }
      if (form.way == Form.ORDERED && model.recall != null) {
        return ordered(point, bits, age);
      }
      long units = form.off;
      long value = model.numbers.code(point.series, form.number, age);
      return form.bits(value, form.rough ? off(point, units) : 0);
    }
    return unusual(point, bits);
  }

  /** By its bits: as a number that goes on from the last one, or as bits that nothing foretells, whichever was cheaper of late. */
  private long ordered(Point point, long bits, int age) {
    int choice = point.choices++;
    boolean asBits = choice < TRIALS ? choice >= TRIALS / 2 : point.costOfBits < point.costOfNumber != ((choice & ELSE) == ELSE);
    long begin = model.coder.position();
    long value;
    if (asBits) {
      value = raw.code(model.coder, point.id, bits);
      point.costOfBits += (int) (((model.coder.position() - begin) * 16 - point.costOfBits) >> (choice < TRIALS ? 1 : 3));
      follow(point, Kind.DOUBLE, value, age);
    } else {
      value = Form.ordered(model.numbers.code(point.series, Form.ordered(bits), age));
      point.costOfNumber += (int) (((model.coder.position() - begin) * 16 - point.costOfNumber) >> (choice < TRIALS ? 1 : 3));
    }
    return value;
  }

  /** Whether a series that is written by its bits has been tidy decimals for some time. Encoder only. */
  private boolean unfit(Point point, long bits) {
    if (point.form.way != Form.ORDERED || model.coder.isDecoding() || !model.learn) {
      return false;
    }
    if ((point.series.count & 3) == 0) {
      point.tidy = found.find(bits, 9) ? point.tidy + 1 : 0;
    }
    return point.tidy >= TIDY_TO_SWITCH;
  }

  private long unusual(Point point, long bits) {
    Form form = point.form;
    int stays = !form.isKnown() ? 0 : 1;
    if (!model.coder.isDecoding()) {
      boolean tidy = found.find(bits, MOST_DIGITS);
      if (!tidy) {
        found.set(Form.ORDERED, 0, false);
      }
      boolean odd = (!tidy && (bits & Long.MAX_VALUE) >= INFINITE) || bits == Long.MIN_VALUE;
      if (!form.isKnown() || (!odd && (tidy || point.oddities >= ODDITIES_TO_SWITCH))) {
        stays = 0;
      }
      keep(form, bits, tidy);
    }
    stays = model.flag(ODD, stays);
    if (stays == 1) {
      return oddity(point, bits);
    }
    return newForm(point, bits);
  }

  private long oddity(Point point, long bits) {
    int same = model.flag(ODD + 1, bits == point.lastOddity ? 1 : 0);
    long value = same == 1 ? point.lastOddity : model.coder.bits(bits >>> 32, 32) << 32 | model.coder.bits(bits & 0xFFFFFFFFL, 32);
    if (model.learn) {
      point.lastOddity = value;
      point.oddities = Math.min(point.oddities + (same == 1 ? 0 : 2), 7);
    }
    return value;
  }

  /** Where the old form with more digits or with rounding serves as well, it is kept so far. Encoder only. */
  private void keep(Form old, long bits, boolean tidy) {
    if (!tidy || !old.isKnown() || old.way == Form.ORDERED) {
      return;
    }
    int way = found.way;
    int digits = found.digits;
    boolean rough = found.rough;
    found.set(old.way, Math.max(old.way == way ? digits : 0, old.digits), old.rough || rough);
    if (!found.fits(bits) || (old.way != way && old.way != Form.DECIMAL_OF_FLOAT && !rough)) {
      found.set(way, way == old.way ? Math.max(digits, old.digits) : digits, rough);
      if (!found.fits(bits)) {
        found.set(way, digits, rough);
      }
    }
  }

  private long newForm(Point point, long bits) {
    int way = model.tree(FORM, found.way, 2);
    int digits = way == Form.ORDERED ? 0 : model.tree(FORM + 0x10 + way * 0x10, found.digits, 4);
    boolean rough = way != Form.ORDERED && model.flag(FORM + 8, found.rough ? 1 : 0) == 1;
    Form form = model.learn ? point.form : found;
    int rise = way == point.form.way && way != Form.ORDERED && point.form.isKnown() ? digits - point.form.digits : -1;
    form.set(way, digits, rough);
    form.fits(bits);
    long units = form.off;
    if (model.learn) {
      point.oddities = 0;
      point.tidy = 0;
    }
    boolean goesOn = rise >= 0 && model.learn && point.series.count > 0 && point.series.scale((long) Form.TEN[rise]);
    long number = goesOn ? model.numbers.code(point.series, form.number, 1)
        : model.numbers.first(point.series, form.number, 0, FIRST + FIRST_FORM_STEP * way);
    return form.bits(number, rough ? off(point, units) : 0);
  }

  /** Codes how many units of the last place a value is off. */
  private long off(Point point, long units) {
    int size = (int) Math.min(63, Math.abs(units));
    int coded = model.tree(OFF + 0x40 * Math.min(2, point.lastOff), size, 6);
    if (model.learn) {
      point.lastOff = coded;
    }
    if (coded == 0) {
      return 0;
    }
    return model.flag(OFF_SIGN, units < 0 ? 1 : 0) == 1 ? -coded : coded;
  }
}

package io.busbar.demo.check;

/**
 * How a polled point comes out of a reply and when it must be published.
 *
 * @param point    name in the template
 * @param function function code of the read that carries it, 1 to 4
 * @param address  first register or bit, from zero
 * @param decoding how the value is read
 * @param scale    factor to engineering units
 * @param publish  when a reading must be published
 * @param band     dead-band in engineering units, 0 for the others
 */
public record PointRule(String point, int function, int address, Decoding decoding, double scale, Publish publish, double band) {

  /** How a value lies in a reply. Numbers of several registers are big-endian, high word first. */
  public enum Decoding {
    /** One bit. */
    BIT(1),
    /** Two bits, open then closed: 0 intermediate, 1 open, 2 closed, 3 both. */
    DOUBLE_POINT(2),
    /** One register, 0 to 65,535. */
    UINT16(1),
    /** One register, two's complement. */
    INT16(1),
    /** Two registers, unsigned. */
    UINT32(2),
    /** Two registers, IEEE 754 single. */
    FLOAT32(2);

    private final int width;

    Decoding(int width) {
      this.width = width;
    }

    /** Registers or bits. */
    public int width() {
      return width;
    }
  }

  /** When a reading must be published. */
  public enum Publish {
    /** At every poll. */
    EVERY_POLL,
    /** When it differs from the last published one. */
    ON_CHANGE,
    /** When it differs by more than the band from the last published one. */
    DEADBAND
  }

  /** Whether a reply to this request carries the point. */
  boolean isIn(int repliedFunction, int start, int count) {
    return repliedFunction == function && start <= address && start + count >= address + decoding.width();
  }

  /** The value in engineering units. */
  double read(byte[] data, int start) {
    int offset = address - start;
    return scale * switch (decoding) {
      case BIT -> bit(data, offset);
      case DOUBLE_POINT -> bit(data, offset) + 2.0 * bit(data, offset + 1);
      case UINT16 -> word(data, offset);
      case INT16 -> (short) word(data, offset);
      case UINT32 -> (double) (((long) word(data, offset) << 16) | word(data, offset + 1));
      case FLOAT32 -> Float.intBitsToFloat((word(data, offset) << 16) | word(data, offset + 1));
    };
  }

  private static int bit(byte[] data, int at) {
    return (data[at / 8] >> (at % 8)) & 1;
  }

  private static int word(byte[] data, int at) {
    return ((data[2 * at] & 0xFF) << 8) | (data[2 * at + 1] & 0xFF);
  }

  /** Whether a reading must be published, may be, or is on the very edge of the band, where rounding decides. */
  boolean must(double last, double value) {
    if (Double.isNaN(last)) {
      return true;
    }
    return switch (publish) {
      case EVERY_POLL -> true;
      case ON_CHANGE -> value != last;
      case DEADBAND -> Math.abs(value - last) > band * (1 + 1e-9) + 1e-9;
    };
  }
}

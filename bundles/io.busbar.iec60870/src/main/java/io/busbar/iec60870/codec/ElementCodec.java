package io.busbar.iec60870.codec;

/** Reads and writes the elements of information objects. Everything is little endian. The caller has checked the lengths. */
final class ElementCodec {
  private static final int SELECT = 0x80;

  private ElementCodec() {}

  static void read(Element element, byte[] b, int at, InformationObject o) {
    switch (element) {
      case SINGLE -> status(b[at], 1, o);
      case DOUBLE -> status(b[at], 3, o);
      case STEP -> {
        o.value = (((byte) (b[at] << 1) >> 1) & 0xFF) | ((b[at] & 0x80) << 1);
        o.quality = Qualities.ofQds(b[at + 1]) | ((b[at] & 0x80) != 0 ? io.busbar.api.data.Quality.IN_TRANSIT : 0);
      }
      case BITSTRING, PACKED_SINGLE, SHORT_FLOAT -> {
        o.value = u32(b, at);
        o.quality = Qualities.ofQds(b[at + 4]);
      }
      case NORMALISED, SCALED -> {
        o.value = s16(b, at);
        o.quality = Qualities.ofQds(b[at + 2]);
      }
      case NORMALISED_BARE -> o.value = s16(b, at);
      case COUNTER -> {
        o.value = (int) u32(b, at);
        o.sequence = b[at + 4] & 0x1F;
        o.quality = Qualities.ofCounter(b[at + 4]);
      }
      case PROTECTION_EVENT -> {
        o.value = b[at] & 3;
        o.quality = Qualities.ofQdp(b[at]);
        o.elapsedMs = u16(b, at + 1);
      }
      case PROTECTION_START, PROTECTION_OUTPUT -> {
        o.value = b[at] & 0x3F;
        o.quality = Qualities.ofQdp(b[at + 1]);
        o.elapsedMs = u16(b, at + 2);
      }
      case QUALIFIER, INITIALISED -> o.qualifier = b[at] & 0xFF;
      case EMPTY -> { }
      case CLOCK -> o.time = Cp56.read(b, at);
      case TEST_PATTERN, TEST_COUNTER -> o.value = u16(b, at);
      case DELAY -> o.elapsedMs = u16(b, at);
      case PARAMETER_NORMALISED, PARAMETER_SCALED -> qualified(s16(b, at), b[at + 2], o);
      case PARAMETER_FLOAT -> qualified(u32(b, at), b[at + 4], o);
      case SINGLE_COMMAND, DOUBLE_COMMAND, STEP_COMMAND, SET_NORMALISED, SET_SCALED, SET_FLOAT, SET_BITSTRING -> command(element, b, at, o);
      default -> file(element, b, at, o);
    }
  }

  private static void status(byte octet, int mask, InformationObject o) {
    o.value = octet & mask;
    o.quality = Qualities.ofStatus(octet);
  }

  private static void qualified(long value, byte qualifier, InformationObject o) {
    o.value = value;
    o.qualifier = qualifier & 0xFF;
  }

  private static void command(Element element, byte[] b, int at, InformationObject o) {
    switch (element) {
      case SINGLE_COMMAND, DOUBLE_COMMAND, STEP_COMMAND -> {
        o.value = b[at] & (element == Element.SINGLE_COMMAND ? 1 : 3);
        o.qualifier = (b[at] >>> 2) & 0x1F;
        o.select = (b[at] & SELECT) != 0;
      }
      case SET_NORMALISED, SET_SCALED -> {
        o.value = s16(b, at);
        o.qualifier = b[at + 2] & 0x7F;
        o.select = (b[at + 2] & SELECT) != 0;
      }
      case SET_FLOAT -> {
        o.value = u32(b, at);
        o.qualifier = b[at + 4] & 0x7F;
        o.select = (b[at + 4] & SELECT) != 0;
      }
      default -> o.value = u32(b, at);
    }
  }

  private static void file(Element element, byte[] b, int at, InformationObject o) {
    o.file = u16(b, at);
    switch (element) {
      case FILE_READY, DIRECTORY -> qualified(u24(b, at + 2), b[at + 5], o);
      case SECTION_READY -> {
        o.section = b[at + 2] & 0xFF;
        qualified(u24(b, at + 3), b[at + 6], o);
      }
      case FILE_CALL, FILE_ACKNOWLEDGE -> {
        o.section = b[at + 2] & 0xFF;
        o.qualifier = b[at + 3] & 0xFF;
      }
      case LAST_SEGMENT -> {
        o.section = b[at + 2] & 0xFF;
        o.qualifier = b[at + 3] & 0xFF;
        o.value = b[at + 4] & 0xFF;
      }
      case SEGMENT -> {
        o.section = b[at + 2] & 0xFF;
        o.segmentBytes = b[at + 3] & 0xFF;
        o.segmentOffset = at + 4;
      }
      case QUERY_LOG -> {
        o.time = Cp56.read(b, at + 2);
        o.timeTo = Cp56.read(b, at + 9);
      }
      default -> throw new IllegalArgumentException("no element of a file: " + element);
    }
  }

  static void write(Element element, InformationObject o, byte[] b, int at) {
    switch (element) {
      case SINGLE -> b[at] = (byte) ((o.value & 1) | Qualities.status(o.quality));
      case DOUBLE -> b[at] = (byte) ((o.value & 3) | Qualities.status(o.quality));
      case STEP -> {
        b[at] = (byte) ((o.value & 0x7F) | ((o.value >>> 1) & 0x80));
        b[at + 1] = (byte) Qualities.qds(o.quality);
      }
      case BITSTRING, PACKED_SINGLE, SHORT_FLOAT -> wide(o.value, Qualities.qds(o.quality), b, at);
      case NORMALISED, SCALED -> narrow(o.value, Qualities.qds(o.quality), b, at);
      case NORMALISED_BARE, TEST_PATTERN, TEST_COUNTER -> put16(o.value, b, at);
      case COUNTER -> wide(o.value, Qualities.counter(o.quality) | (o.sequence & 0x1F), b, at);
      case PROTECTION_EVENT -> {
        b[at] = (byte) ((o.value & 3) | Qualities.qdp(o.quality));
        put16(o.elapsedMs, b, at + 1);
      }
      case PROTECTION_START, PROTECTION_OUTPUT -> {
        b[at] = (byte) (o.value & 0x3F);
        b[at + 1] = (byte) Qualities.qdp(o.quality);
        put16(o.elapsedMs, b, at + 2);
      }
      case QUALIFIER, INITIALISED -> b[at] = (byte) o.qualifier;
      case EMPTY -> { }
      case CLOCK -> Cp56.write(o.time, b, at);
      case DELAY -> put16(o.elapsedMs, b, at);
      case SINGLE_COMMAND -> b[at] = (byte) ((o.value & 1) | ((o.qualifier & 0x1F) << 2) | select(o));
      case DOUBLE_COMMAND, STEP_COMMAND -> b[at] = (byte) ((o.value & 3) | ((o.qualifier & 0x1F) << 2) | select(o));
      case SET_NORMALISED, SET_SCALED -> narrow(o.value, (o.qualifier & 0x7F) | select(o), b, at);
      case SET_FLOAT -> wide(o.value, (o.qualifier & 0x7F) | select(o), b, at);
      case SET_BITSTRING -> put32(o.value, b, at);
      case PARAMETER_NORMALISED, PARAMETER_SCALED -> narrow(o.value, o.qualifier, b, at);
      case PARAMETER_FLOAT -> wide(o.value, o.qualifier, b, at);
      default -> writeFile(element, o, b, at);
    }
  }

  private static int select(InformationObject o) {
    return o.select ? SELECT : 0;
  }

  private static void writeFile(Element element, InformationObject o, byte[] b, int at) {
    put16(o.file, b, at);
    switch (element) {
      case FILE_READY, DIRECTORY -> put24(o, b, at + 2);
      case SECTION_READY -> {
        b[at + 2] = (byte) o.section;
        put24(o, b, at + 3);
      }
      case FILE_CALL, FILE_ACKNOWLEDGE -> {
        b[at + 2] = (byte) o.section;
        b[at + 3] = (byte) o.qualifier;
      }
      case LAST_SEGMENT -> {
        b[at + 2] = (byte) o.section;
        b[at + 3] = (byte) o.qualifier;
        b[at + 4] = (byte) o.value;
      }
      case QUERY_LOG -> {
        Cp56.write(o.time, b, at + 2);
        Cp56.write(o.timeTo, b, at + 9);
      }
      default -> throw new IllegalArgumentException("not written with an object: " + element);
    }
  }

  private static void narrow(long value, int last, byte[] b, int at) {
    put16(value, b, at);
    b[at + 2] = (byte) last;
  }

  private static void wide(long value, int last, byte[] b, int at) {
    put32(value, b, at);
    b[at + 4] = (byte) last;
  }

  private static void put16(long value, byte[] b, int at) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >>> 8);
  }

  private static void put24(InformationObject o, byte[] b, int at) {
    put16(o.value, b, at);
    b[at + 2] = (byte) (o.value >>> 16);
    b[at + 3] = (byte) o.qualifier;
  }

  private static void put32(long value, byte[] b, int at) {
    put16(value, b, at);
    put16(value >>> 16, b, at + 2);
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) | ((b[at + 1] & 0xFF) << 8);
  }

  private static long s16(byte[] b, int at) {
    return (short) u16(b, at);
  }

  private static long u24(byte[] b, int at) {
    return u16(b, at) | ((b[at + 2] & 0xFF) << 16);
  }

  private static long u32(byte[] b, int at) {
    return u16(b, at) | ((long) u16(b, at + 2) << 16);
  }
}

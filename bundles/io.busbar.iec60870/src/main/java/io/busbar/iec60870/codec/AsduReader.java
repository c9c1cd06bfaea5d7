package io.busbar.iec60870.codec;

import org.jspecify.annotations.Nullable;

/**
 * Looks at a unit where it lies. {@link #wrap} judges it whole; after {@link Verdict#OK} the objects are fetched one after the other into an
 * object of the caller's, without allocation. One thread; the array must not change meanwhile.
 *
 * <pre>
 *  0       1               2                3 or 4           …
 *  | type  | SQ, n 0…127   | T, P/N, cause  | originator ?   | common address 1…2 | objects
 *            bit 7 SQ        bit 7 T, bit 6 P/N
 *  SQ = 0: address, element, time | address, element, time | …      SQ = 1: address | element, time | element, time | …
 * </pre>
 */
public final class AsduReader {
  private static final byte[] NOTHING = new byte[0];

  private final AsduFormat format;
  private byte[] bytes = NOTHING;
  private int offset;
  private int length;
  private @Nullable TypeId type;
  private int remaining;
  private int nextAt;
  private int nextAddress;

  /** A reader of units with those sizes. */
  public AsduReader(AsduFormat format) {
    this.format = format;
  }

  /** Begins with a unit; what is wrong with it is the answer. After {@link Verdict#UNKNOWN_TYPE} and the ones behind it the header can be read. */
  public Verdict wrap(byte[] source, int from, int count) {
    bytes = source;
    offset = from;
    length = count;
    remaining = 0;
    type = null;
    if (count < format.headerBytes()) {
      return Verdict.NO_HEADER;
    }
    if (count > format.maxBytes()) {
      return Verdict.TOO_LONG;
    }
    TypeId known = TypeId.ofCode(bytes[from] & 0xFF);
    type = known;
    if (known == null) {
      return Verdict.UNKNOWN_TYPE;
    }
    return objects(known);
  }

  private Verdict objects(TypeId known) {
    int number = count();
    if (number == 0) {
      return Verdict.NO_OBJECT;
    }
    if (known.isSolitary() && (number != 1 || isSequence())) {
      return Verdict.NOT_SOLITARY;
    }
    int body = length - format.headerBytes();
    int each = known.objectBytes();
    if (known == TypeId.F_SG_NA_1) {
      int lengthAt = format.headerBytes() + format.objectBytes() + 3;
      if (body < format.objectBytes() + each || body != format.objectBytes() + each + (bytes[offset + lengthAt] & 0xFF)) {
        return Verdict.WRONG_SEGMENT;
      }
    } else if (body != (isSequence() ? format.objectBytes() + number * each : number * (format.objectBytes() + each))) {
      return Verdict.WRONG_LENGTH;
    }
    nextAt = offset + format.headerBytes();
    nextAddress = address(nextAt);
    if (isSequence()) {
      if (nextAddress + number - 1 > format.maxObject()) {
        return Verdict.BEYOND_LAST_ADDRESS;
      }
      nextAt += format.objectBytes();
    }
    remaining = number;
    return Verdict.OK;
  }

  private int address(int at) {
    int address = bytes[at] & 0xFF;
    for (int i = 1; i < format.objectBytes(); i++) {
      address |= (bytes[at + i] & 0xFF) << (8 * i);
    }
    return address;
  }

  /** Fetches the next object; false if there is none. */
  public boolean next(InformationObject into) {
    TypeId known = type;
    if (remaining == 0 || known == null) {
      return false;
    }
    remaining--;
    into.clear();
    if (isSequence()) {
      into.address = nextAddress++;
    } else {
      into.address = address(nextAt);
      nextAt += format.objectBytes();
    }
    ElementCodec.read(known.element(), bytes, nextAt, into);
    int timeAt = nextAt + known.element().bytes();
    switch (known.timeTag()) {
      case CP24 -> into.time = Cp24.read(bytes, timeAt);
      case CP56 -> into.time = Cp56.read(bytes, timeAt);
      case NONE -> { }
    }
    nextAt += known.objectBytes();
    return true;
  }

  /** The array that is read: segments lie in it. */
  public byte[] bytes() {
    return bytes;
  }

  /** The type; null if it is not known. */
  public @Nullable TypeId type() {
    return type;
  }

  /** The number of the type, 0…255. */
  public int typeCode() {
    return bytes[offset] & 0xFF;
  }

  /** SQ: one address, elements behind each other. */
  public boolean isSequence() {
    return (bytes[offset + 1] & 0x80) != 0;
  }

  /** Objects that the header says, 0…127. */
  public int count() {
    return bytes[offset + 1] & 0x7F;
  }

  /** Cause of transmission, 0…63: {@link CauseOfTransmission}. */
  public int cause() {
    return bytes[offset + 2] & 0x3F;
  }

  /** P/N: a negative confirmation. */
  public boolean isNegative() {
    return (bytes[offset + 2] & 0x40) != 0;
  }

  /** T: sent under test. */
  public boolean isTest() {
    return (bytes[offset + 2] & 0x80) != 0;
  }

  /** Originator address, 0 where the cause has one byte. */
  public int originator() {
    return format.causeBytes() == 2 ? bytes[offset + 3] & 0xFF : 0;
  }

  /** Common address of the unit. */
  public int commonAddress() {
    int at = offset + 2 + format.causeBytes();
    return format.commonBytes() == 1 ? bytes[at] & 0xFF : (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
  }

  /** The address of the first object, for refusals of types that are not known; 0 if the unit ends before it. */
  public int firstAddress() {
    return length < format.headerBytes() + format.objectBytes() ? 0 : address(offset + format.headerBytes());
  }
}

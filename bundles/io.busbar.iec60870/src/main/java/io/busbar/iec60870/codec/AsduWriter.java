package io.busbar.iec60870.codec;

/** Builds units in an array of its own, without allocation per unit. One thread. The layout is drawn at {@link AsduReader}. */
public final class AsduWriter {
  private static final int MAX_OBJECTS = 127;

  private final AsduFormat format;
  private final byte[] bytes;
  private TypeId type = TypeId.M_SP_NA_1;
  private int length;
  private int count;
  private boolean sequence;
  private int lastAddress;

  /** A writer of units with those sizes. */
  public AsduWriter(AsduFormat format) {
    this.format = format;
    this.bytes = new byte[format.maxBytes()];
  }

  /**
   * Begins a unit.
   *
   * @param newType of its objects
   * @param cause with P/N as {@link CauseOfTransmission#NEGATIVE} and T as {@link CauseOfTransmission#TEST}
   * @param originator 0…255; left out where the cause has one byte
   * @param commonAddress of the station
   */
  public AsduWriter begin(TypeId newType, int cause, int originator, int commonAddress) {
    type = newType;
    count = 0;
    sequence = false;
    header(newType.code(), cause, originator, commonAddress);
    return this;
  }

  /** The same, for elements behind each other from one address on (SQ = 1). */
  public AsduWriter beginSequence(TypeId newType, int cause, int originator, int commonAddress) {
    begin(newType, cause, originator, commonAddress);
    sequence = true;
    return this;
  }

  private void header(int code, int cause, int originator, int commonAddress) {
    bytes[0] = (byte) code;
    bytes[2] = (byte) cause;
    length = 3;
    if (format.causeBytes() == 2) {
      bytes[length++] = (byte) originator;
    }
    bytes[length++] = (byte) commonAddress;
    if (format.commonBytes() == 2) {
      bytes[length++] = (byte) (commonAddress >>> 8);
    }
  }

  /** Adds an object; false if the unit has no room for it, or it does not follow on the one before in a sequence. */
  public boolean add(InformationObject object) {
    boolean withAddress = !sequence || count == 0;
    int needed = (withAddress ? format.objectBytes() : 0) + type.objectBytes();
    if (length + needed > bytes.length || count == MAX_OBJECTS || (sequence && count > 0 && object.address != lastAddress + 1)) {
      return false;
    }
    if (withAddress) {
      address(object.address);
    }
    ElementCodec.write(type.element(), object, bytes, length);
    length += type.element().bytes();
    switch (type.timeTag()) {
      case CP24 -> Cp24.write(object.time, bytes, length);
      case CP56 -> Cp56.write(object.time, bytes, length);
      case NONE -> { }
    }
    length += type.timeTag().bytes();
    count++;
    lastAddress = object.address;
    bytes[1] = (byte) (count | (sequence ? 0x80 : 0));
    return true;
  }

  private void address(int address) {
    for (int i = 0; i < format.objectBytes(); i++) {
      bytes[length++] = (byte) (address >>> (8 * i));
    }
  }

  /**
   * A whole unit with one segment of a file.
   *
   * @return false if it does not fit
   */
  public boolean segment(InformationObject object, byte[] from, int offset, int segmentBytes) {
    if (segmentBytes > 255 || length + format.objectBytes() + 4 + segmentBytes > bytes.length) {
      return false;
    }
    address(object.address);
    bytes[length++] = (byte) object.file;
    bytes[length++] = (byte) (object.file >>> 8);
    bytes[length++] = (byte) object.section;
    bytes[length++] = (byte) segmentBytes;
    System.arraycopy(from, offset, bytes, length, segmentBytes);
    length += segmentBytes;
    bytes[1] = 1;
    return true;
  }

  /**
   * A copy of a unit that came, with another cause: how stations confirm, refuse and terminate.
   *
   * @param cause with {@link CauseOfTransmission#NEGATIVE} where it refuses; T is kept
   */
  public AsduWriter mirror(byte[] source, int offset, int bytesOfUnit, int cause) {
    System.arraycopy(source, offset, bytes, 0, bytesOfUnit);
    bytes[2] = (byte) (cause | (source[offset + 2] & CauseOfTransmission.TEST));
    length = bytesOfUnit;
    return this;
  }

  /** The unit, from 0 to {@link #length()}; belongs to the writer. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the unit. */
  public int length() {
    return length;
  }

  /** Objects in it. */
  public int count() {
    return count;
  }
}

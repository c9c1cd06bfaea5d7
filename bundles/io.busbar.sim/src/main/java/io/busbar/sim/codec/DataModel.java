package io.busbar.sim.codec;

/**
 * What a request reads and writes. Every method answers an {@link ExceptionCode}, {@link ExceptionCode#NONE} for success;
 * after an exception nothing was read or changed. Bits are packed, the first in the lowest bit of the first byte;
 * registers are big-endian.
 */
public interface DataModel {
  /** Reads {@code count} (1 to 2,000) bits into {@code out} from {@code offset}; unused bits of the last byte are zero. */
  int readBits(Table table, int start, int count, byte[] out, int offset);

  /** Reads {@code count} (1 to 125) registers into {@code out} from {@code offset}. */
  int readRegisters(Table table, int start, int count, byte[] out, int offset);

  /** Writes {@code count} (1 to 1,968) coils. */
  int writeBits(int start, int count, byte[] packed);

  /** Writes {@code count} (1 to 123) holding registers. */
  int writeRegisters(int start, int count, byte[] values);
}

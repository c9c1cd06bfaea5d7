package io.busbar.sim.codec;

/** The four Modbus tables (MODBUS Application Protocol V1.1b3 §4.3), with the digit of Modicon notation. */
public enum Table {
  /** Single bits, read and write; 00001 is address 0. */
  COILS(0),
  /** Single bits, read only; 10001 is address 0. */
  DISCRETE_INPUTS(1),
  /** 16-bit words, read only; 30001 is address 0. */
  INPUT_REGISTERS(3),
  /** 16-bit words, read and write; 40001 is address 0. */
  HOLDING_REGISTERS(4);

  private final int digit;

  Table(int digit) {
    this.digit = digit;
  }

  /** Whether the table holds bits; else it holds 16-bit registers. */
  public boolean isBits() {
    return this == COILS || this == DISCRETE_INPUTS;
  }

  /**
   * Modicon number of an address, with five digits up to address 9,998 and six above.
   *
   * @param address 0 to 65,535
   */
  public int modicon(int address) {
    int base = address <= 9_998 ? digit * 10_000 : digit * 100_000;
    return base + address + 1;
  }
}

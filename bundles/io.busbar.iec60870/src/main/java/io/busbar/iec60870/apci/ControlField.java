package io.busbar.iec60870.apci;

/** Functions and numbers of the control field; drawn at {@link ApciSession}. */
final class ControlField {
  static final int STARTDT_ACT = 0x07;
  static final int STARTDT_CON = 0x0B;
  static final int STOPDT_ACT = 0x13;
  static final int STOPDT_CON = 0x23;
  static final int TESTFR_ACT = 0x43;
  static final int TESTFR_CON = 0x83;
  /** Numbers of units go round after so many. */
  static final int NUMBERS = 1 << 15;

  private ControlField() {}

  static void number(byte[] into, int at, long number) {
    int cut = (int) (number % NUMBERS) << 1;
    into[at] = (byte) cut;
    into[at + 1] = (byte) (cut >>> 8);
  }

  static int number(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8)) >>> 1;
  }
}

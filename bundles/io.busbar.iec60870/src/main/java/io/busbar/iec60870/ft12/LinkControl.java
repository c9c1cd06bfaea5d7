package io.busbar.iec60870.ft12;

/**
 * The control field of a frame (IEC 60870-5-2 §5.1, §6.1).
 *
 * <pre>
 *  bit 7           6        5     4     3…0
 *  DIR or 0        PRM 1    FCB   FCV   function      from the primary
 *  DIR or 0        PRM 0    ACD   DFC   function      from the secondary; ACD only unbalanced
 * </pre>
 */
public final class LinkControl {
  public static final int DIR = 0x80;
  public static final int PRM = 0x40;
  public static final int FCB = 0x20;
  public static final int FCV = 0x10;
  /** The secondary has class 1 data. */
  public static final int ACD = 0x20;
  /** The secondary can take no more. */
  public static final int DFC = 0x10;

  public static final int RESET_LINK = 0;
  public static final int TEST_LINK = 2;
  public static final int USER_DATA = 3;
  public static final int USER_DATA_NO_REPLY = 4;
  public static final int REQUEST_STATUS = 9;
  public static final int REQUEST_CLASS_1 = 10;
  public static final int REQUEST_CLASS_2 = 11;

  public static final int ACK = 0;
  public static final int NACK = 1;
  public static final int RESPOND_DATA = 8;
  public static final int RESPOND_NO_DATA = 9;
  public static final int STATUS = 11;
  public static final int NOT_IMPLEMENTED = 15;

  private LinkControl() {}

  /** The function in a control field. */
  public static int function(int control) {
    return control & 0x0F;
  }

  /** Whether it comes from the primary. */
  public static boolean isPrimary(int control) {
    return (control & PRM) != 0;
  }
}

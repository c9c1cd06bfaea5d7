package io.busbar.iec60870.codec;

import io.busbar.api.data.Quality;

/**
 * Quality descriptors to and from {@link Quality}. What a descriptor carries comes back the same; what it cannot carry of ours is said by the
 * nearest bit that it has.
 *
 * <pre>
 *            bit 7   6    5    4    3    2   1   0
 *  QDS           IV  NT   SB   BL   0    0   0   OV      IEC 60870-5-101 §7.2.6.3
 *  QDP           IV  NT   SB   BL   EI   0   0   0       §7.2.6.4
 *  BCR, byte 5   IV  CA   CY   sequence 0…31             §7.2.6.9
 * </pre>
 */
public final class Qualities {
  private static final int IV = 0x80;
  private static final int NT = 0x40;
  private static final int SB = 0x20;
  private static final int BL = 0x10;
  private static final int EI = 0x08;
  private static final int OV = 0x01;
  private static final int CA = 0x40;
  private static final int CY = 0x20;
  private static final int NT_OF_OURS = Quality.NOT_TOPICAL | Quality.OLD_DATA | Quality.COMM_LOST;
  private static final int IV_OF_OURS = Quality.FAILURE | Quality.PROCESSING_ERROR | Quality.NOT_AVAILABLE;

  private Qualities() {}

  /** Of BL, SB, NT, IV in any descriptor. */
  private static int common(int descriptor) {
    int quality = (descriptor & IV) != 0 ? Quality.INVALID : (descriptor & NT) != 0 ? Quality.QUESTIONABLE : Quality.GOOD;
    quality |= (descriptor & NT) != 0 ? Quality.NOT_TOPICAL : 0;
    quality |= (descriptor & SB) != 0 ? Quality.SUBSTITUTED : 0;
    quality |= (descriptor & BL) != 0 ? Quality.OPERATOR_BLOCKED : 0;
    return quality;
  }

  private static int commonOf(int quality) {
    int descriptor = Quality.isInvalid(quality) || (quality & IV_OF_OURS) != 0 ? IV : 0;
    descriptor |= (quality & NT_OF_OURS) != 0 ? NT : 0;
    descriptor |= (quality & Quality.SUBSTITUTED) != 0 ? SB : 0;
    descriptor |= (quality & Quality.OPERATOR_BLOCKED) != 0 ? BL : 0;
    return descriptor;
  }

  /** Of the four bits of SIQ and DIQ. */
  static int ofStatus(int octet) {
    return common(octet);
  }

  /** The four bits of SIQ and DIQ. */
  static int status(int quality) {
    return commonOf(quality);
  }

  /** Of a QDS. */
  public static int ofQds(int qds) {
    int quality = common(qds);
    return (qds & OV) == 0 ? quality : Quality.questionable(quality, Quality.OVERFLOW);
  }

  /** The QDS. */
  public static int qds(int quality) {
    return commonOf(quality) | ((quality & Quality.OVERFLOW) != 0 ? OV : 0);
  }

  /** Of a QDP. */
  static int ofQdp(int qdp) {
    int quality = common(qdp);
    return (qdp & EI) == 0 ? quality : Quality.questionable(quality, Quality.ELAPSED_TIME_INVALID);
  }

  /** The QDP. */
  static int qdp(int quality) {
    return commonOf(quality) | ((quality & Quality.ELAPSED_TIME_INVALID) != 0 ? EI : 0);
  }

  /** Of the last byte of a counter reading. */
  static int ofCounter(int octet) {
    int quality = (octet & IV) != 0 ? Quality.INVALID | Quality.COUNTER_INVALID : Quality.GOOD;
    quality |= (octet & CY) != 0 ? Quality.COUNTER_CARRY : 0;
    return quality | ((octet & CA) != 0 ? Quality.COUNTER_ADJUSTED : 0);
  }

  /** The upper three bits of the last byte of a counter reading. */
  static int counter(int quality) {
    int octet = Quality.isInvalid(quality) || (quality & (Quality.COUNTER_INVALID | NT_OF_OURS | IV_OF_OURS)) != 0 ? IV : 0;
    octet |= (quality & Quality.COUNTER_CARRY) != 0 ? CY : 0;
    return octet | ((quality & Quality.COUNTER_ADJUSTED) != 0 ? CA : 0);
  }
}


package io.busbar.iec60870.codec;

/**
 * What stands in an information object between its address and its time (IEC 60870-5-101 §7.2.6). What {@link InformationObject#value} holds
 * is said with each.
 */
public enum Element {
  /** SIQ: 0 or 1. */
  SINGLE(1),
  /** DIQ: 0 to 3. */
  DOUBLE(1),
  /** VTI, QDS: position −64…63 in the low byte, bit 8 in transit, as {@link io.busbar.api.data.Kind#STEP}. */
  STEP(2),
  /** BSI, QDS: 32 bits. */
  BITSTRING(5),
  /** NVA, QDS: −32768…32767, a fraction of 32768. */
  NORMALISED(3),
  /** SVA, QDS: −32768…32767. */
  SCALED(3),
  /** R32, QDS: bits of a binary32. */
  SHORT_FLOAT(5),
  /** BCR: a signed counter of 32 bits, with {@link InformationObject#sequence}. */
  COUNTER(5),
  /** SEP, CP16: event state 0 to 3, with {@link InformationObject#elapsedMs}. */
  PROTECTION_EVENT(3),
  /** SPE, QDP, CP16: start events of protection as bits. */
  PROTECTION_START(4),
  /** OCI, QDP, CP16: output circuits of protection as bits. */
  PROTECTION_OUTPUT(4),
  /** SCD, QDS: 16 states in the low half, 16 detected changes in the high half. */
  PACKED_SINGLE(5),
  /** NVA without a quality. */
  NORMALISED_BARE(2),
  /** SCO: 0 or 1; QU and S/E. */
  SINGLE_COMMAND(1),
  /** DCO: 1 off, 2 on; QU and S/E. */
  DOUBLE_COMMAND(1),
  /** RCO: 1 lower, 2 higher; QU and S/E. */
  STEP_COMMAND(1),
  /** NVA, QOS. */
  SET_NORMALISED(3),
  /** SVA, QOS. */
  SET_SCALED(3),
  /** R32, QOS. */
  SET_FLOAT(5),
  /** BSI: 32 bits. */
  SET_BITSTRING(4),
  /** COI in {@link InformationObject#qualifier}. */
  INITIALISED(1),
  /** QOI, QCC, QRP or QPA in {@link InformationObject#qualifier}. */
  QUALIFIER(1),
  /** Nothing. */
  EMPTY(0),
  /** CP56 as what is said, in {@link InformationObject#time}. */
  CLOCK(7),
  /** FBP: the fixed pattern 0x55AA. */
  TEST_PATTERN(2),
  /** TSC: a counter of 16 bits. */
  TEST_COUNTER(2),
  /** CP16 in {@link InformationObject#elapsedMs}. */
  DELAY(2),
  /** NVA, QPM. */
  PARAMETER_NORMALISED(3),
  /** SVA, QPM. */
  PARAMETER_SCALED(3),
  /** R32, QPM. */
  PARAMETER_FLOAT(5),
  /** NOF, LOF, FRQ: length of the file. */
  FILE_READY(6),
  /** NOF, NOS, LOF, SRQ: length of the section. */
  SECTION_READY(7),
  /** NOF, NOS, SCQ. */
  FILE_CALL(4),
  /** NOF, NOS, LSQ, CHS: the check sum. */
  LAST_SEGMENT(5),
  /** NOF, NOS, AFQ. */
  FILE_ACKNOWLEDGE(4),
  /** NOF, NOS, LOS, and as many bytes as LOS says. */
  SEGMENT(4),
  /** NOF, LOF, SOF: length of the file, its status in {@link InformationObject#qualifier}. */
  DIRECTORY(6),
  /** NOF and two CP56: a part of a log. IEC 60870-5-104 §8.7. */
  QUERY_LOG(16);

  private final int bytes;

  Element(int bytes) {
    this.bytes = bytes;
  }

  /** Its size; of {@link #SEGMENT} without the segment. */
  public int bytes() {
    return bytes;
  }
}

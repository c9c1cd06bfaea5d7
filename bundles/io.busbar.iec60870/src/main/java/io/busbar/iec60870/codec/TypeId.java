package io.busbar.iec60870.codec;

import org.jspecify.annotations.Nullable;

/** Type identifications of IEC 60870-5-101 §7.2.1 and IEC 60870-5-104 §6, by the names that the standard gives them. */
public enum TypeId {
  M_SP_NA_1(1, Element.SINGLE, TimeTag.NONE),
  M_SP_TA_1(2, Element.SINGLE, TimeTag.CP24),
  M_DP_NA_1(3, Element.DOUBLE, TimeTag.NONE),
  M_DP_TA_1(4, Element.DOUBLE, TimeTag.CP24),
  M_ST_NA_1(5, Element.STEP, TimeTag.NONE),
  M_ST_TA_1(6, Element.STEP, TimeTag.CP24),
  M_BO_NA_1(7, Element.BITSTRING, TimeTag.NONE),
  M_BO_TA_1(8, Element.BITSTRING, TimeTag.CP24),
  M_ME_NA_1(9, Element.NORMALISED, TimeTag.NONE),
  M_ME_TA_1(10, Element.NORMALISED, TimeTag.CP24),
  M_ME_NB_1(11, Element.SCALED, TimeTag.NONE),
  M_ME_TB_1(12, Element.SCALED, TimeTag.CP24),
  M_ME_NC_1(13, Element.SHORT_FLOAT, TimeTag.NONE),
  M_ME_TC_1(14, Element.SHORT_FLOAT, TimeTag.CP24),
  M_IT_NA_1(15, Element.COUNTER, TimeTag.NONE),
  M_IT_TA_1(16, Element.COUNTER, TimeTag.CP24),
  M_EP_TA_1(17, Element.PROTECTION_EVENT, TimeTag.CP24),
  M_EP_TB_1(18, Element.PROTECTION_START, TimeTag.CP24),
  M_EP_TC_1(19, Element.PROTECTION_OUTPUT, TimeTag.CP24),
  M_PS_NA_1(20, Element.PACKED_SINGLE, TimeTag.NONE),
  M_ME_ND_1(21, Element.NORMALISED_BARE, TimeTag.NONE),
  M_SP_TB_1(30, Element.SINGLE, TimeTag.CP56),
  M_DP_TB_1(31, Element.DOUBLE, TimeTag.CP56),
  M_ST_TB_1(32, Element.STEP, TimeTag.CP56),
  M_BO_TB_1(33, Element.BITSTRING, TimeTag.CP56),
  M_ME_TD_1(34, Element.NORMALISED, TimeTag.CP56),
  M_ME_TE_1(35, Element.SCALED, TimeTag.CP56),
  M_ME_TF_1(36, Element.SHORT_FLOAT, TimeTag.CP56),
  M_IT_TB_1(37, Element.COUNTER, TimeTag.CP56),
  M_EP_TD_1(38, Element.PROTECTION_EVENT, TimeTag.CP56),
  M_EP_TE_1(39, Element.PROTECTION_START, TimeTag.CP56),
  M_EP_TF_1(40, Element.PROTECTION_OUTPUT, TimeTag.CP56),
  C_SC_NA_1(45, Element.SINGLE_COMMAND, TimeTag.NONE),
  C_DC_NA_1(46, Element.DOUBLE_COMMAND, TimeTag.NONE),
  C_RC_NA_1(47, Element.STEP_COMMAND, TimeTag.NONE),
  C_SE_NA_1(48, Element.SET_NORMALISED, TimeTag.NONE),
  C_SE_NB_1(49, Element.SET_SCALED, TimeTag.NONE),
  C_SE_NC_1(50, Element.SET_FLOAT, TimeTag.NONE),
  C_BO_NA_1(51, Element.SET_BITSTRING, TimeTag.NONE),
  C_SC_TA_1(58, Element.SINGLE_COMMAND, TimeTag.CP56),
  C_DC_TA_1(59, Element.DOUBLE_COMMAND, TimeTag.CP56),
  C_RC_TA_1(60, Element.STEP_COMMAND, TimeTag.CP56),
  C_SE_TA_1(61, Element.SET_NORMALISED, TimeTag.CP56),
  C_SE_TB_1(62, Element.SET_SCALED, TimeTag.CP56),
  C_SE_TC_1(63, Element.SET_FLOAT, TimeTag.CP56),
  C_BO_TA_1(64, Element.SET_BITSTRING, TimeTag.CP56),
  M_EI_NA_1(70, Element.INITIALISED, TimeTag.NONE),
  C_IC_NA_1(100, Element.QUALIFIER, TimeTag.NONE),
  C_CI_NA_1(101, Element.QUALIFIER, TimeTag.NONE),
  C_RD_NA_1(102, Element.EMPTY, TimeTag.NONE),
  C_CS_NA_1(103, Element.CLOCK, TimeTag.NONE),
  C_TS_NA_1(104, Element.TEST_PATTERN, TimeTag.NONE),
  C_RP_NA_1(105, Element.QUALIFIER, TimeTag.NONE),
  C_CD_NA_1(106, Element.DELAY, TimeTag.NONE),
  C_TS_TA_1(107, Element.TEST_COUNTER, TimeTag.CP56),
  P_ME_NA_1(110, Element.PARAMETER_NORMALISED, TimeTag.NONE),
  P_ME_NB_1(111, Element.PARAMETER_SCALED, TimeTag.NONE),
  P_ME_NC_1(112, Element.PARAMETER_FLOAT, TimeTag.NONE),
  P_AC_NA_1(113, Element.QUALIFIER, TimeTag.NONE),
  F_FR_NA_1(120, Element.FILE_READY, TimeTag.NONE),
  F_SR_NA_1(121, Element.SECTION_READY, TimeTag.NONE),
  F_SC_NA_1(122, Element.FILE_CALL, TimeTag.NONE),
  F_LS_NA_1(123, Element.LAST_SEGMENT, TimeTag.NONE),
  F_AF_NA_1(124, Element.FILE_ACKNOWLEDGE, TimeTag.NONE),
  F_SG_NA_1(125, Element.SEGMENT, TimeTag.NONE),
  F_DR_TA_1(126, Element.DIRECTORY, TimeTag.CP56),
  F_SC_NB_1(127, Element.QUERY_LOG, TimeTag.NONE);

  private static final @Nullable TypeId[] BY_CODE = new @Nullable TypeId[256];
  private static final @Nullable TypeId[] TYPES = values();

  static {
    for (TypeId type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final Element element;
  private final TimeTag timeTag;

  TypeId(int code, Element element, TimeTag timeTag) {
    this.code = code;
    this.element = element;
    this.timeTag = timeTag;
  }

  /** The number in the first byte of a unit. */
  public int code() {
    return code;
  }

  /** What its objects hold. */
  public Element element() {
    return element;
  }

  /** Which time its objects carry. */
  public TimeTag timeTag() {
    return timeTag;
  }

  /** Bytes of one object behind its address; of a segment without the segment. */
  public int objectBytes() {
    return element.bytes() + timeTag.bytes();
  }

  /** Process information in monitor direction: types 1 to 40. */
  public boolean isMonitor() {
    return code <= 40;
  }

  /** A command for the process: types 45 to 64. */
  public boolean isCommand() {
    return code >= 45 && code <= 64;
  }

  /** Whether a unit of this type holds exactly one object with its own address: all but process information and directories. */
  public boolean isSolitary() {
    return !isMonitor() && this != F_DR_TA_1;
  }

  /** The type with that number; null if the standard has none that we know. */
  public static @Nullable TypeId ofCode(int code) {
    return code < 0 || code > 255 ? null : BY_CODE[code];
  }

  /** The type with that element and time; null if there is none. */
  public static @Nullable TypeId of(Element element, TimeTag timeTag) {
    for (TypeId type : TYPES) {
      if (type != null && type.element == element && type.timeTag == timeTag) {
        return type;
      }
    }
    return null;
  }
}

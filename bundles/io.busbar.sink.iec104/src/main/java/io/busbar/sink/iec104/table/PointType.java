package io.busbar.sink.iec104.table;

import io.busbar.iec60870.codec.TypeId;
import java.util.Locale;

/** What a point is for the control centre: its type without time and its type with CP56Time2a (IEC 60870-5-104 §6). */
public enum PointType {
  SINGLE(TypeId.M_SP_NA_1, TypeId.M_SP_TB_1),
  DOUBLE(TypeId.M_DP_NA_1, TypeId.M_DP_TB_1),
  STEP(TypeId.M_ST_NA_1, TypeId.M_ST_TB_1),
  BITSTRING(TypeId.M_BO_NA_1, TypeId.M_BO_TB_1),
  NORMALISED(TypeId.M_ME_NA_1, TypeId.M_ME_TD_1),
  SCALED(TypeId.M_ME_NB_1, TypeId.M_ME_TE_1),
  FLOAT(TypeId.M_ME_NC_1, TypeId.M_ME_TF_1),
  COUNTER(TypeId.M_IT_NA_1, TypeId.M_IT_TB_1);

  private final TypeId plain;
  private final TypeId timed;

  PointType(TypeId plain, TypeId timed) {
    this.plain = plain;
    this.timed = timed;
  }

  /** The type of its present state. */
  public TypeId plain() {
    return plain;
  }

  /** The type of its events. */
  public TypeId timed() {
    return timed;
  }

  /** As it is written in the table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

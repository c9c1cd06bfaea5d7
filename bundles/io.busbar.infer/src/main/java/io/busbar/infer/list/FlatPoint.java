package io.busbar.infer.list;

import io.busbar.api.model.SourceLocation;

/**
 * One line of a list.
 *
 * @param name of the point, as a template can have it
 * @param place where it is read
 * @param traits what else is said of it
 * @param at its line
 */
public record FlatPoint(String name, Place place, Traits traits, SourceLocation at) {
  /**
   * Where it is read.
   *
   * @param space what its number counts in: {@code holding}; the whole address where it has no number
   * @param number of the first cell; −1 if the address has none
   * @param form how the value lies there: {@code uint16 CDAB}, {@code bit 3}
   */
  public record Place(String space, int number, String form) {
    /** In the driver's words. */
    public String words() {
      return (space + (number < 0 ? "" : " " + number) + (form.isEmpty() ? "" : " " + form)).strip();
    }
  }

  /**
   * What else is said of a point; each empty if nothing is.
   *
   * @param scale factor
   * @param offset added after the factor
   * @param unit engineering unit
   * @param every poll period as a template has it
   * @param publish class as a template has it
   * @param states {@code 0: "off", 1: "on"}
   */
  public record Traits(String scale, String offset, String unit, String every, String publish, String states) {}
}

package io.busbar.api.filter.formula;

import java.util.List;

/**
 * A formula over named numbers. Immutable; computing takes no memory.
 *
 * <pre>
 *  choice  := or [ "?" choice ":" choice ]
 *  or      := and { "||" and }            and := compare { "&amp;&amp;" compare }
 *  compare := sum [ ( "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) sum ]
 *  sum     := product { ( "+" | "-" ) product }
 *  product := sign { ( "*" | "/" | "%" ) sign }
 *  sign    := ( "-" | "!" ) sign | power  power := primary [ "^" sign ]
 *  primary := number | name | "[" any name "]" | function "(" choice { "," choice } ")" | "(" choice ")"
 * </pre>
 *
 * <p>True is 1, false 0; anything but 0 counts as true. Arithmetic is IEEE 754: x / 0 is infinite, 0 / 0 is NaN; a
 * comparison with NaN is false but for {@code !=}. Functions: abs, sqrt, exp, ln, log10, sin, cos, tan, atan, floor,
 * ceil, round, sign, isnan of one number; min, max, pow, atan2, hypot, and, or, xor (bitwise) of two. Limits: 1,000
 * characters, 200 operations, 32 levels.
 */
public final class Formula {
  /** Characters at most. */
  public static final int MAX_LENGTH = 1_000;
  /** Operations at most. */
  public static final int MAX_OPERATIONS = 200;

  private final List<String> names;
  private final Node root;

  Formula(List<String> names, Node root) {
    this.names = List.copyOf(names);
    this.root = root;
  }

  /**
   * Reads a formula.
   *
   * @throws IllegalArgumentException if it is wrong; the message says where and what to write
   */
  public static Formula parse(String text) {
    return new FormulaParser(text).parse();
  }

  /** What is wrong with a text as a formula, as a sentence; empty if nothing is. */
  public static String complaint(String text) {
    try {
      parse(text);
      return "";
    } catch (IllegalArgumentException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  /** The names in it, in the order of their first use. */
  public List<String> names() {
    return names;
  }

  /**
   * Computes it.
   *
   * @param values in the order of {@link #names}
   */
  public double value(double[] values) {
    return root.value(values);
  }

  /** A part of a formula. */
  @FunctionalInterface
  interface Node {
    double value(double[] values);
  }
}

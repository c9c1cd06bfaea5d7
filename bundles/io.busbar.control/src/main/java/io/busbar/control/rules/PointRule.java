package io.busbar.control.rules;

import io.busbar.api.command.Order;
import io.busbar.api.data.Kind;
import java.util.Map;

/**
 * How one point is controlled.
 *
 * @param select whether a select must come before
 * @param timeToLiveNs longest time from the order to the frame, ns
 * @param selectForNs how long a select holds, ns
 * @param feedback {@code device/point} that shows whether it was done; empty for none
 * @param feedbackValues value of the feedback for a commanded value, where they differ
 * @param feedbackNs how long that may take, ns
 * @param interlock condition for whatever does not open
 * @param interlockOpen condition for opening
 * @param remote {@code device/point} that is not 0 while control from afar is allowed; empty for none
 * @param approve whether a second person must approve
 * @param ratePerMinute most commands a minute that do not open; 0 for no limit
 * @param opens the value that opens or trips: a number; NaN for the usual one of its kind
 */
public record PointRule(boolean select, long timeToLiveNs, long selectForNs, String feedback, Map<Double, Double> feedbackValues,
    long feedbackNs, Condition interlock, Condition interlockOpen, String remote, boolean approve, int ratePerMinute, double opens) {
  /** Copies the map. */
  public PointRule {
    feedbackValues = Map.copyOf(feedbackValues);
  }

  /** Whether an order opens: nothing but the hierarchy and an interlock of its own stands in its way. */
  public boolean isOpening(Order order) {
    double value = order.kind().toDouble(order.bits());
    if (!Double.isNaN(opens)) {
      return value == opens;
    }
    return (order.kind() == Kind.BOOLEAN && value == 0) || (order.kind() == Kind.DOUBLE_POINT && value == 1);
  }

  /** The value of the feedback once an order is done. */
  public double expected(Order order) {
    double value = order.kind().toDouble(order.bits());
    return feedbackValues.getOrDefault(value, value);
  }
}

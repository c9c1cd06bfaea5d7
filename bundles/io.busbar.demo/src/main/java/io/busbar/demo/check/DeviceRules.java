package io.busbar.demo.check;

import java.util.List;
import java.util.Map;

/**
 * What is expected of one kind of device.
 *
 * @param kind   kind as the reply log names it
 * @param points polled points
 * @param events point number in the device's event buffer to the name of the published point
 */
public record DeviceRules(String kind, List<PointRule> points, Map<Integer, String> events) {
}

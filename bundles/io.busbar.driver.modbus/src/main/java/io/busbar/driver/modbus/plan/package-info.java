/**
 * Which values are read together: neighbours of one table and period in one request, a value never split over two.
 * Pure; what a device answers to a plan is the session's business.
 */
@NullMarked
package io.busbar.driver.modbus.plan;

import org.jspecify.annotations.NullMarked;

/**
 * IEC 60870-5-104 and -101.
 *
 * <p>Packages depend leftward only: {@link io.busbar.driver.iec60870.codec} (units as bytes) ← {@link io.busbar.driver.iec60870.apci} (the
 * transport of 104), {@link io.busbar.driver.iec60870.ft12} (the link of 101), {@link io.busbar.driver.iec60870.station} (the controlled station) ←
 * {@link io.busbar.driver.iec60870.config} (settings and their mistakes) ←
 * {@link io.busbar.driver.iec60870.master} (the controlling station) ← {@link io.busbar.driver.iec60870.component}, which registers the service.
 * Lines are opened and owned by the transport bundle; nothing here opens anything.
 */
@NullMarked
package io.busbar.driver.iec60870;

import org.jspecify.annotations.NullMarked;

/**
 * IEC 60870-5-104 and -101.
 *
 * <p>Codec, links and controlled station are the embedded library {@code io.busbar.iec60870}. Packages depend leftward only:
 * {@link io.busbar.driver.iec60870.config} (settings and their mistakes) ←
 * {@link io.busbar.driver.iec60870.master} (the controlling station) ← {@link io.busbar.driver.iec60870.component}, which registers the service.
 * Lines are opened and owned by the transport bundle; nothing here opens anything.
 */
@NullMarked
package io.busbar.driver.iec60870;

import org.jspecify.annotations.NullMarked;

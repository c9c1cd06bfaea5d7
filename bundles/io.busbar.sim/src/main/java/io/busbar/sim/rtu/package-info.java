/**
 * A remote terminal unit that speaks IEC 60870-5: breakers, tap changer, meter, fault passage indicator, set point.
 *
 * <p>{@code Rtu} is the model, driven by the times passed in; {@code Rtu104} puts it on a TCP port, {@code Rtu101} on a serial line, where it
 * is polled. What it tells and what it operates it also remembers: the reference for counting.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.busbar.sim.rtu;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

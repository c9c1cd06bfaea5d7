/**
 * The driver contract: how a protocol bundle gets points in and commands out.
 *
 * <p>A {@link io.busbar.api.driver.DriverFactory} is one service per protocol. For every channel of its type the
 * engine opens one {@link io.busbar.api.driver.Driver} and runs it on that channel's own thread as an agent: it is
 * called, does a bounded step, and says when it wants to be called again. A polled protocol (Modbus) does one
 * request a step; a spontaneous one (IEC 60870-5-104, DNP3 unsolicited, IEC 61850 reports) drains what arrived and
 * returns; a library with threads of its own queues and calls {@link io.busbar.api.driver.DriverContext#wakeUp()}.
 *
 * <p>Delivery is settled, not fired and forgotten: a batch can carry a resume token (report EntryID, event sequence
 * number, file offset). The engine stores it in the same commit as the samples it covers, hands it back at the next
 * start, and calls {@link io.busbar.api.driver.Driver#settled} so that a device's own event buffer (class 1 data,
 * DNP3 events, a BRCB) is released only for what can no longer be lost.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.driver;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * A bad radio between gateway and central: slow, late, lossy, sometimes dead.
 *
 * <p>{@code RadioDirection} is the model of one way, driven by the times passed in: a packet waits in a bounded queue, takes its air time,
 * may be lost, doubled or delayed, and arrives later. {@code RadioMedium} joins both ways. {@code RadioProxy} puts real UDP sockets around
 * it, with one thread. The model alone serves deterministic simulation.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.busbar.sim.radio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

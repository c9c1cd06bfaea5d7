/**
 * A believable substation for demonstrations, tests and benchmarks: simulated Modbus devices on TCP and serial lines, by seed, with a log of
 * every reply served, and a radio emulator.
 *
 * <p>{@code Substation} puts the parts together: device models ({@code device}), communication faults ({@code fault}), servers
 * ({@code server}) and the reply log ({@code log}), which is the reference for counting. Time and chance are passed in. A ticker advances
 * the devices between polls, so that event buffers fill whether or not somebody reads.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.busbar.sim;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

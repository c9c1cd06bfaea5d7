/**
 * What goes wrong between a device and the line: silence, late replies, exceptions, garbled bytes.
 *
 * <p>A fault is decided per request, either by order (a device is unplugged for a while) or by lot from the seed of the device.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.busbar.sim.fault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

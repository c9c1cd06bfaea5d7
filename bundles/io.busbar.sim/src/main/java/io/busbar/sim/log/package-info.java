/**
 * The reference for counting: what every simulated device really said, and when.
 *
 * <p>Each reply that left the simulator, each event that a relay stored or released, and each fault that was switched on is one
 * record in a compact append-only file. A checker that reads this file and what central's sink wrote needs no counter of the product
 * to find what was lost, doubled or out of order.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.busbar.sim.log;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** Simulated Modbus substation devices, by seed, with a log of every reply served. */
@NullMarked
package io.busbar.sim;

import org.jspecify.annotations.NullMarked;

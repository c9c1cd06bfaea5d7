/**
 * Leases of lines. A {@link io.busbar.transport.line.LineRegistry} keeps one {@link io.busbar.transport.line.ManagedLine}
 * per channel; a driver borrows it, and when the driver is swapped the open line waits for the next lease of the same
 * channel and spec. What a line is made of is behind {@link io.busbar.transport.line.LineOpener}, so everything here
 * runs in tests without a port.
 */
@NullMarked
package io.busbar.transport.line;

import org.jspecify.annotations.NullMarked;

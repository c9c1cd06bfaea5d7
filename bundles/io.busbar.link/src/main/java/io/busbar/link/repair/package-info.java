/**
 * Coding repair: a sliding-window random linear code over GF(2⁸). A repair symbol is a sum of the last segments of a
 * lane, each times a coefficient that both ends compute from a seed; whoever holds all but <em>k</em> of them gets those
 * from any <em>k</em> symbols, without waiting a round trip. No I/O, no clock; hostile symbols cost bounded time and memory.
 */
@NullMarked
package io.busbar.link.repair;

import org.jspecify.annotations.NullMarked;

/**
 * Modbus data as bytes and words: tables, types, word and byte orders, the {@code read:} grammar, event records. Pure
 * functions on bytes and texts; no I/O, no threads, no logging, no OSGi.
 */
@NullMarked
package io.busbar.driver.modbus.codec;

import org.jspecify.annotations.NullMarked;

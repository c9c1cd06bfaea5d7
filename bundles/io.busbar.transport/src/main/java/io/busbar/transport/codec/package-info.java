/**
 * Frames on a byte line: consistent overhead byte stuffing between zero bytes with a checksum. Pure bytes: no I/O, no
 * threads, no time, so that gaps and delays on a line never matter to it.
 */
@NullMarked
package io.busbar.transport.codec;

import org.jspecify.annotations.NullMarked;

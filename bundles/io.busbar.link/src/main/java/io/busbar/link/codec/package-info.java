/**
 * Bytes of the link's packets: layouts with drawings, a writer and a reader over one datagram, the parts of a handshake's
 * message, and the window that refuses what was seen. No I/O, no clock, no state of a session. Reading never throws on
 * hostile bytes.
 */
@NullMarked
package io.busbar.link.codec;

import org.jspecify.annotations.NullMarked;

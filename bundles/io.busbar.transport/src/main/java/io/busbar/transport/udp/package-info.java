/**
 * UDP as a bearer of the link: non-blocking datagrams on a {@link java.nio.channels.DatagramChannel}, peers as numbers
 * in a bounded table.
 */
@NullMarked
package io.busbar.transport.udp;

import org.jspecify.annotations.NullMarked;

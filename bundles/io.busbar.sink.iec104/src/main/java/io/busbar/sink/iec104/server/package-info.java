/**
 * Sockets: one thread with a selector serves every listener and connection. {@link io.busbar.sink.iec104.server.StationServer} is the thread;
 * what other threads have for it comes through its mailbox. Buffers are bounded: who does not read what it asked for is disconnected.
 */
@NullMarked
package io.busbar.sink.iec104.server;

import org.jspecify.annotations.NullMarked;

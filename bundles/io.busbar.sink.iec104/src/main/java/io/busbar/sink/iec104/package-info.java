/**
 * IEC 60870-5-104 controlled station at central. Packages depend leftward only: {@link io.busbar.sink.iec104.table} (what is served) ←
 * {@link io.busbar.sink.iec104.image} (the present state) ← {@link io.busbar.sink.iec104.events} (what each redundancy group has still to be
 * told) ← {@link io.busbar.sink.iec104.session} (one connection) ← {@link io.busbar.sink.iec104.server} (sockets, one thread) ←
 * {@link io.busbar.sink.iec104.component} (OSGi).
 */
@NullMarked
package io.busbar.sink.iec104;

import org.jspecify.annotations.NullMarked;

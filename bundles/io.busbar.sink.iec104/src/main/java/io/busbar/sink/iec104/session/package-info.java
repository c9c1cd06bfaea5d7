/**
 * One connection of a control centre, as pure logic: units in, units out, no sockets. {@link io.busbar.sink.iec104.session.Scada104} is the
 * connection, {@link io.busbar.sink.iec104.session.Group} what connections of one redundancy group share,
 * {@link io.busbar.sink.iec104.session.Orders} the commands of all of them. Everything runs on the server's thread.
 */
@NullMarked
package io.busbar.sink.iec104.session;

import org.jspecify.annotations.NullMarked;

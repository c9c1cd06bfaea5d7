/**
 * The transport of IEC 60870-5-104 as pure logic: numbered I frames, acknowledgements, STARTDT, STOPDT and TESTFR, with the time-outs t1 to t3
 * and the windows k and w, for both roles. Bytes come in through {@link io.busbar.iec60870.apci.ApduStream} and
 * {@link io.busbar.iec60870.apci.ApciSession#received}; bytes go out through {@link io.busbar.iec60870.apci.ApciSession.Peer}.
 * Time is an argument. What goes wrong is a {@link io.busbar.iec60870.apci.Fault}, after which the standard wants the connection closed.
 */
@NullMarked
package io.busbar.iec60870.apci;

import org.jspecify.annotations.NullMarked;

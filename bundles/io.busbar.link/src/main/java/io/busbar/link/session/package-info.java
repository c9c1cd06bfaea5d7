/**
 * The session as a deterministic state machine: no threads, no sockets, no clock but the time that is handed in. An end
 * point takes datagrams apart by their connection and gives each session its own; a session is lanes (segments out,
 * reassembly in), the record of sent packets that acknowledgements are read against, the record of received packets
 * that acknowledgements are made of, a pacer, and a filler that decides what goes into the next packet slot.
 */
@NullMarked
package io.busbar.link.session;

import org.jspecify.annotations.NullMarked;

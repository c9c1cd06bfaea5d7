package io.busbar.api.command;

import io.busbar.api.data.Kind;

/**
 * A control as somebody orders it at central or at a gateway; the gateway's guard makes the {@link Command} of it. A select and the
 * operate or cancel that follows it carry one identity.
 *
 * @param idHigh upper half of the 128-bit identity; whoever orders draws it at random
 * @param idLow lower half of the identity
 * @param gateway name of the site; empty at a gateway for its own
 * @param action what is wanted
 * @param point stable name, {@code device/point}
 * @param kind of the value
 * @param bits the value
 * @param timeToLiveMs from the moment it is handed in to the writing of the frame, all queues and radio included, ms; 0 for the point's own
 * @param originator who
 * @param from where it was handed in, for the audit log: {@code iec104 10.1.0.9:40112}, {@code http 127.0.0.1}, {@code shell}
 * @param controlNumber of the originator, 0…255
 * @param test under test: goes all the way and is not executed
 * @param pulse pulse wanted
 */
public record Order(long idHigh, long idLow, String gateway, Command.Action action, String point, Kind kind, long bits, long timeToLiveMs,
    Command.Originator originator, String from, int controlNumber, boolean test, Command.Pulse pulse) {}

package io.busbar.api.view;

/**
 * A channel.
 *
 * @param channel name
 * @param type driver's channel type
 * @param line what it is on, for people
 * @param state one line: how it is and what to do
 * @param ok whether it is well
 * @param devices how many
 * @param busy share of its time in use lately, 0…1
 */
public record ChannelRow(String channel, String type, String line, String state, boolean ok, int devices, double busy) {}

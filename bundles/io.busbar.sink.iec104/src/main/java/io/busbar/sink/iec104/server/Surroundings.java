package io.busbar.sink.iec104.server;

import io.busbar.api.command.CommandDesk;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.api.view.CentralView;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server needs of others.
 *
 * @param view central's picture, null while there is none
 * @param desk where commands are handed in, null while there is none
 */
public record Surroundings(BusClock clock, RandomSource random, Supplier<@Nullable CentralView> view, Supplier<@Nullable CommandDesk> desk) {}

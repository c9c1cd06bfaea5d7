package io.busbar.control.guard;

import io.busbar.api.command.CommandDispatch;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.rules.Image;
import java.util.function.BooleanSupplier;

/**
 * What a guard is made of.
 *
 * @param trail audit log and memory
 * @param clock wall time for stamps, monotonic time for all else
 * @param random for challenges
 * @param image present values
 * @param dispatch the way to the drivers
 * @param radioUp whether central is heard
 */
public record GuardParts(AuditTrail trail, BusClock clock, RandomSource random, Image image, CommandDispatch dispatch,
    BooleanSupplier radioUp) {}

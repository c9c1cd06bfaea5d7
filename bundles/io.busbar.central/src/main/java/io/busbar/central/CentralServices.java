package io.busbar.central;

import io.busbar.api.bearer.BearerFactory;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkFactory;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;

/**
 * What central is built on.
 *
 * @param journals opens its journal
 * @param codec reads records
 * @param packing reads packets of measurements
 * @param links opens the link
 * @param keys what protects it
 * @param bearers opens what the link runs over
 * @param clock the time
 * @param random for epochs and session identities
 * @param commands who takes and sends commands
 */
record CentralServices(JournalFactory journals, BlockCodec codec, SampleCodec packing, LinkFactory links, LinkKeys keys,
    BearerFactory bearers, BusClock clock, RandomSource random, CommandLanes commands) {}

package io.busbar.uplink;

import io.busbar.api.bearer.BearerFactory;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkFactory;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;

/** What the uplink is made of. */
record UplinkServices(SampleJournal journal, BlockCodec codec, SampleCodec packing, LinkFactory links, LinkKeys keys,
    BearerFactory bearers, BusClock clock, RandomSource random, BudgetBook budget, CommandLanes commands) {}

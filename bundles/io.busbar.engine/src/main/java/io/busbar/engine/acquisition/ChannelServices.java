package io.busbar.engine.acquisition;

import io.busbar.api.journal.SampleJournal;
import io.busbar.api.line.LineService;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;

/**
 * What channels use.
 *
 * @param lines lines
 * @param clock site clock
 * @param random randomness
 * @param journal for resume tokens
 */
public record ChannelServices(LineService lines, SiteClock clock, RandomSource random, SampleJournal journal) {}

package io.busbar.api.journal;

/**
 * What is missing and why: stands in a stream in the place of what was lost.
 *
 * @param stream what it is missing from
 * @param fromNs gateway time from which samples may be missing, ns, inclusive
 * @param toNs gateway time until which, ns, exclusive
 * @param count samples missing, −1 if nobody can know
 * @param reason for people: {@code process stopped without commit}, {@code journal full, retention by age}
 */
public record GapRecord(StreamId stream, long fromNs, long toNs, long count, String reason) {}

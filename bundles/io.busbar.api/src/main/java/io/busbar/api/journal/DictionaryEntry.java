package io.busbar.api.journal;

/**
 * One line of the point dictionary.
 *
 * @param id stable identity, from 1, never reused
 * @param description what it means from this dictionary version on
 */
public record DictionaryEntry(int id, PointDescription description) {}

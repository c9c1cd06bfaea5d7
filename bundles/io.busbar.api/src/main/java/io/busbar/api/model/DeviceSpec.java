package io.busbar.api.model;

/**
 * One device: a row of its template.
 *
 * @param name unique in the site
 * @param template name of its template
 * @param channel name of its channel
 * @param settings its address and overrides: {@code unit}, …
 * @param at where it is written
 */
public record DeviceSpec(String name, String template, String channel, Settings settings, SourceLocation at) {}

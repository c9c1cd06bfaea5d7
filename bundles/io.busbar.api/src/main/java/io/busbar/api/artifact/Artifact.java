package io.busbar.api.artifact;

/**
 * What an artifact is.
 *
 * @param name path-like name, {@code disturbance/FDR-07/2026-11-23T03-00-01.cff}
 * @param mediaType what it holds
 * @param bytes its length
 * @param sha256 its hash in lower-case hexadecimal
 */
public record Artifact(String name, String mediaType, long bytes, String sha256) {}

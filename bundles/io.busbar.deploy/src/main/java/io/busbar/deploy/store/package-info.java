/**
 * Feature sets on disk, read by the launcher before any bundle runs and written by the deployer. One folder:
 *
 * <pre>
 *   active             "ID PREVIOUS": the set that boots, and the one before it; {@code image} is what the package brought along
 *   floor              "SEQUENCE ID": the newest that was ever installed
 *   trial              what is being tried: there only during a deployment
 *   history            one line for each thing that happened
 *   sets/ID/           manifest, signatures, bom.json, configuration.json; ID is the beginning of the manifest's SHA-256
 *   store/SHA256.jar   bundles of all sets
 *   trust/             root, keys, machine
 * </pre>
 *
 * A set is written whole and synced under another name before its folder gets its own; {@code active} is replaced by one atomic rename, which
 * is the commit. So a power cut at any moment leaves a folder that boots the old set or the new one. Each set is checked again when it boots;
 * one that is damaged is left for the one before it.
 */
@NullMarked
package io.busbar.deploy.store;

import org.jspecify.annotations.NullMarked;

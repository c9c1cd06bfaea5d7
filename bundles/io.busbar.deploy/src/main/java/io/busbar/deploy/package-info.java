/**
 * What runs on a machine, and how it changes: features are signed ({@link io.busbar.deploy.manifest}, {@link io.busbar.deploy.trust},
 * {@link io.busbar.deploy.keys}), kept as whole sets on disk ({@link io.busbar.deploy.store}) and swapped while the rest runs
 * ({@link io.busbar.deploy.swap}). The launcher has the packages manifest, trust and store on its class path, too: it checks by itself
 * what the deployer says.
 */
@NullMarked
package io.busbar.deploy;

import org.jspecify.annotations.NullMarked;

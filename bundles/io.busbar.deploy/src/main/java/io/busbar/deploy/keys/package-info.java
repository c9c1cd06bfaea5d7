/**
 * What a release manager does with keys and features, away from any gateway: make keys, have the root sign the set of them, make a feature file
 * of an installation and sign it; and what a technician does at a machine, to have it trust a root. Plain tasks with files in and files out.
 */
@NullMarked
package io.busbar.deploy.keys;

import org.jspecify.annotations.NullMarked;

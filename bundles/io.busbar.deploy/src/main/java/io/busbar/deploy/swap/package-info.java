/**
 * Puts one feature set in the place of another while the rest runs. A plan says which bundles change; a bundle whose packages nobody else uses and
 * that is no part of the core is started beside its predecessor, which then goes (the engine hands its lines and memory over); everything else is
 * done by a restart of the framework in this process, with the journal as the bridge. Then the devices judge: each one that was well has to answer
 * again. If all do, one atomic rename commits; if not, the old bundles come back the same way.
 */
@NullMarked
package io.busbar.deploy.swap;

import org.jspecify.annotations.NullMarked;

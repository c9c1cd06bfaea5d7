/**
 * Time through an interface, so that the same code runs under seeded simulation, and the state of the site clock
 * as a first-class thing: nobody is given time by a gateway that has none.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.time;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

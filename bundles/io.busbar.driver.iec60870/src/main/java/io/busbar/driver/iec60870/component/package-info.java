/** Registers the protocol with the engine. Nothing else here knows of OSGi. */
@NullMarked
package io.busbar.driver.iec60870.component;

import org.jspecify.annotations.NullMarked;

/** The engine as OSGi components: adapters only. */
@NullMarked
package io.busbar.engine.component;

import org.jspecify.annotations.NullMarked;

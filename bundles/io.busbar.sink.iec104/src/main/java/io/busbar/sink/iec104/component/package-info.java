/** OSGi: configuration, services taken, a sink registered for each redundancy group. */
@NullMarked
package io.busbar.sink.iec104.component;

import org.jspecify.annotations.NullMarked;

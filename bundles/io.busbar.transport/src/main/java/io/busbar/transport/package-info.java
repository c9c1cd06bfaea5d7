/** Serial, TCP and UDP lines that drivers share; this bundle owns what is open. */
@NullMarked
package io.busbar.transport;

import org.jspecify.annotations.NullMarked;

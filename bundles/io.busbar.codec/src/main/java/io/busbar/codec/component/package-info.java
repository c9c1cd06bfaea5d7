/** What OSGi sees of the codec: a service that is the codec itself. */
@NullMarked
package io.busbar.codec.component;

import org.jspecify.annotations.NullMarked;

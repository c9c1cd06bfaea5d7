/** Offers keys and the verb {@code key} as services. */
@NullMarked
package io.busbar.security.component;

import org.jspecify.annotations.NullMarked;

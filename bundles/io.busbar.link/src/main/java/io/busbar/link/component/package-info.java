/** Offers the link as a service. */
@NullMarked
package io.busbar.link.component;

import org.jspecify.annotations.NullMarked;

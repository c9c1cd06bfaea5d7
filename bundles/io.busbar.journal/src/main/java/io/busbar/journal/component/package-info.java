/** The services of this bundle: thin components around plain classes. */
@NullMarked
package io.busbar.journal.component;

import org.jspecify.annotations.NullMarked;

/** Central end of the link: removes duplicates, makes records durable, feeds sinks by cursor. */
@NullMarked
package io.busbar.central;

import org.jspecify.annotations.NullMarked;

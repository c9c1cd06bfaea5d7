/** A site folder as the verbs read it: its files, and the loader that knows their format. */
@NullMarked
package io.busbar.shell.site;

import org.jspecify.annotations.NullMarked;

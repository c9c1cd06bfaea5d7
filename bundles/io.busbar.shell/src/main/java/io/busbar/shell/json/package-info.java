/** JSON, as much of it as run files and the gateway's own pages need: a reader with bounds and a writer of flat objects. */
@NullMarked
package io.busbar.shell.json;

import org.jspecify.annotations.NullMarked;

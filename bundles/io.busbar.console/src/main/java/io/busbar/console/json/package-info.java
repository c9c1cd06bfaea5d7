/** JSON as far as the console needs it: a writer that never makes invalid JSON and a small, bounded reader. */
@NullMarked
package io.busbar.console.json;

import org.jspecify.annotations.NullMarked;

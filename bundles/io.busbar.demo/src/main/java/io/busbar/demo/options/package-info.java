/** What the demonstration is asked to do: its command line as a checked record. Beneath everything else of the demonstration. */
@NullMarked
package io.busbar.demo.options;

import org.jspecify.annotations.NullMarked;

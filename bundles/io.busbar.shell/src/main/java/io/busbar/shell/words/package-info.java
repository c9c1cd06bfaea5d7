/** The words of a command line: arguments and options, usage, and the two ways in which a verb says that it cannot go on. */
@NullMarked
package io.busbar.shell.words;

import org.jspecify.annotations.NullMarked;

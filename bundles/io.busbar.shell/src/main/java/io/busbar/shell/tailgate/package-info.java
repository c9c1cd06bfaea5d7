/**
 * The verbs for the tailgate: {@code ports}, {@code read}, {@code status}, {@code trace}. All of them work beside a running gateway:
 * they find it by its run file and ask it over its own page's address, and only what it does not hold is opened here.
 */
@NullMarked
package io.busbar.shell.tailgate;

import org.jspecify.annotations.NullMarked;

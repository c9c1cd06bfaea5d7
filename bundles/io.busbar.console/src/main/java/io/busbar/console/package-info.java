/** Web pages of gateway and central. */
@NullMarked
package io.busbar.console;

import org.jspecify.annotations.NullMarked;

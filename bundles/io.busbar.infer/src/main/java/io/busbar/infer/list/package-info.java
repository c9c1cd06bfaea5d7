/** From the text of a list to devices with points: which column is what, what an address and a type mean, what was left out and why. */
@NullMarked
package io.busbar.infer.list;

import org.jspecify.annotations.NullMarked;

/**
 * Finds the templates in flat lists of points. A list is read ({@code list}), devices that are exactly alike are put together and
 * what is nearly alike is told apart as exceptions ({@code group}), and the result is written as a site folder ({@code site}).
 * Everything is a function of the lists: no state, no I/O; only the component here knows OSGi.
 */
@NullMarked
package io.busbar.infer;

import org.jspecify.annotations.NullMarked;

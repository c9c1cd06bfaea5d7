/**
 * Who may control what, and under which conditions: read of the model of a site once, immutable.
 */
@NullMarked
package io.busbar.control.rules;

import org.jspecify.annotations.NullMarked;

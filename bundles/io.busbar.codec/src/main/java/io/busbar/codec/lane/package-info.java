/**
 * The ends of lanes that the API asks for: bulk, in order, and immediate, in any order.
 */
@NullMarked
package io.busbar.codec.lane;

import org.jspecify.annotations.NullMarked;

/**
 * Filters that name, select and rearrange: enum, rename, select, remove, route, split, join. They keep no state; what they leave out is
 * counted.
 */
@NullMarked
package io.busbar.filter.mapping;

import org.jspecify.annotations.NullMarked;

/** Filters that combine points of a device: double points, voting, comparisons. */
@NullMarked
package io.busbar.filter.logic;

import org.jspecify.annotations.NullMarked;

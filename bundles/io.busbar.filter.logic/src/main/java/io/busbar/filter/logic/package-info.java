/**
 * Filters that combine several inputs of one device. So far {@code doublePoint}: two contacts make one switch position.
 */
@NullMarked
package io.busbar.filter.logic;

import org.jspecify.annotations.NullMarked;

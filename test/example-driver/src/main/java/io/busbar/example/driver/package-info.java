/** The smallest useful driver: each point is a file that holds a number, as Linux shows many sensors. */
@NullMarked
package io.busbar.example.driver;

import org.jspecify.annotations.NullMarked;

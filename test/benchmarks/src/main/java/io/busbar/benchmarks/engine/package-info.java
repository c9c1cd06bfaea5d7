/** The engine measured as the product runs it: samples a second beside other buses, memory, changes of the model, swaps of filters. */
@NullMarked
package io.busbar.benchmarks.engine;

import org.jspecify.annotations.NullMarked;

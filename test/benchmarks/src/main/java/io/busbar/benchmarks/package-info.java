/** Benchmarks: each a program that prints what it measured, under which conditions, and a peer in the same run. */
@NullMarked
package io.busbar.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * The codec of records: blocks of samples as columns, gaps, and pieces of the point dictionary.
 *
 * <p>Every block stands alone: it can be decoded on the link, at central and years later without its neighbours.
 * So nothing is predicted from an earlier block; what makes it small is that each column picks the cheapest of a few
 * simple codings: constant, runs, differences, whole multiples of a unit. Floating values are written as decimals
 * where that gives back exactly the same bits. Pure bytes: no I/O, threads, logging or OSGi.
 */
@NullMarked
package io.busbar.journal.block;

import org.jspecify.annotations.NullMarked;

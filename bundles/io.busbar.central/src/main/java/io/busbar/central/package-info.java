/**
 * Central end of the link: removes duplicates, makes records durable, feeds sinks by cursor. This package adapts OSGi
 * and threads; the work is done by {@code inbox} (link to journal), {@code image} (the present picture), {@code record}
 * (what stands in the journal) and {@code sinks} (journal to sinks), plain classes with clock, storage and link handed in.
 */
@NullMarked
package io.busbar.central;

import org.jspecify.annotations.NullMarked;

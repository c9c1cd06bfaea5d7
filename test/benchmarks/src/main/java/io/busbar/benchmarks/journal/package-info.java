/**
 * {@code run journal}: our journal beside SQLite in WAL mode with synchronous=FULL on the same samples and the same file system.
 * Each cell is a process of its own, so that the kernel's count of bytes for a process is that of one store.
 */
@NullMarked
package io.busbar.benchmarks.journal;

import org.jspecify.annotations.NullMarked;

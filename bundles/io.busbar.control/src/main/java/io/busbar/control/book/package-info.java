/**
 * What desk and guard remember of commands in the same way: each with its state, the line of the audit log for each change, and the commit
 * that makes both durable. Knows neither radio nor driver.
 */
@NullMarked
package io.busbar.control.book;

import org.jspecify.annotations.NullMarked;

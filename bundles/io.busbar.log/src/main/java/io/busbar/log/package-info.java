/**
 * Hands what OSGi services (SCR, ConfigAdmin, Configurator) log to {@link java.lang.System.Logger}. Our own bundles write
 * there directly; without this bundle the services would print to standard output in formats of their own. The log
 * belongs to whoever started the process: the launcher chooses format and level.
 *
 * <p>Implements OSGi Compendium 8, chapter 101, as far as a log without a reader goes. An activator instead of a component,
 * because SCR itself is one of those that log.
 */
@NullMarked
package io.busbar.log;

import org.jspecify.annotations.NullMarked;

/**
 * What all bearers share: their addresses, the one place where a bearer's thread waits, and the counters that people see.
 * A selector may be shared by the ways of one bearer, so that one thread waits for all of them.
 */
@NullMarked
package io.busbar.transport.bearer;

import org.jspecify.annotations.NullMarked;

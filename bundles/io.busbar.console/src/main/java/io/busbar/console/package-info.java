/**
 * Web pages of gateway and central: the technician's page, which needs nothing but the gateway itself, and the page of
 * all gateways at central. This package adapts OSGi; {@code web} serves, {@code rest} says how things are as JSON,
 * {@code live} says what changes, {@code json} writes and reads JSON. The pages themselves lie in {@code pages} as
 * hand-written HTML, CSS and JavaScript; there is no build step and nothing is loaded from elsewhere.
 */
@NullMarked
package io.busbar.console;

import org.jspecify.annotations.NullMarked;

/**
 * The session between gateway and central: numbered packets, bitmap acknowledgements, selective repeat, pacing,
 * priorities. {@code codec} knows the bytes, {@code session} the state machine, {@code component} OSGi.
 */
@NullMarked
package io.busbar.link;

import org.jspecify.annotations.NullMarked;

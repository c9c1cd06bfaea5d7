/** The session between gateway and central: numbered packets, bitmap acknowledgements, selective repeat, pacing, priorities. */
@NullMarked
package io.busbar.link;

import org.jspecify.annotations.NullMarked;

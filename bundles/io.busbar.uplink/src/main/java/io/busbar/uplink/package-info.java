/** Gateway end of the link: reads the journal, feeds the lanes. */
@NullMarked
package io.busbar.uplink;

import org.jspecify.annotations.NullMarked;

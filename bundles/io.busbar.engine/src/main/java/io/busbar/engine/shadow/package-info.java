/**
 * A planned site beside the running one. The shard's spy copies each raw batch and all that is published into a bounded feed; a thread of the
 * shadow, half of whose time at most is work, hands the same readings at the same logical times to a second engine that is run by hand, has no
 * lines and no journal, and began with a copy of the running flows' memory; what comes out of both is compared point by point. A feed that is
 * full ends the shadow, never the flow.
 */
@NullMarked
package io.busbar.engine.shadow;

import org.jspecify.annotations.NullMarked;

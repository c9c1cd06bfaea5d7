/** From kinds to the files of a site folder that {@code busbar check} takes. */
@NullMarked
package io.busbar.infer.site;

import org.jspecify.annotations.NullMarked;

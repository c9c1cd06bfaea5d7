/**
 * The site folder: read through {@link io.busbar.api.template.SiteFiles}, watched by looking at names, sizes and times
 * (which works on every file system), loaded by whichever loader recognises it, planned and applied. A broken edit is
 * refused as a whole and the model of before keeps running.
 */
@NullMarked
package io.busbar.engine.site;

import org.jspecify.annotations.NullMarked;

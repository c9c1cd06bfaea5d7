/**
 * Filter memory that outlives the process. Durable columns of a device's row are stored as pages, each in the commit of the samples
 * that were published up to then; a page is explained by a layout, which names points, stages and columns, so that a page is
 * understood also after the model was edited while nobody ran. Only pages that have changed are written.
 */
@NullMarked
package io.busbar.engine.durable;

import org.jspecify.annotations.NullMarked;

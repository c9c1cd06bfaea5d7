/**
 * What the console says, as JSON: one class a page, each a pure function of the views that are there at the moment. The
 * format is written down in the bundle's README. Views come and go; a missing one is named, not waited for.
 */
@NullMarked
package io.busbar.console.rest;

import org.jspecify.annotations.NullMarked;

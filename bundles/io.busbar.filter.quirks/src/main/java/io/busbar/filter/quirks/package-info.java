/**
 * Filters for what devices do in their own way: notAvailable, testMode, assembleTime, tapPosition, eventRecords,
 * recloseSequence. Each stands for a gotcha that is else solved by custom code in every project.
 */
@NullMarked
package io.busbar.filter.quirks;

import org.jspecify.annotations.NullMarked;

/**
 * What flows: samples in batches of parallel primitive arrays, and the vocabulary they are written in.
 *
 * <p>Nothing here is an object per sample. A {@link io.busbar.api.data.SampleBatch} is a set of columns;
 * quality, time quality and cause are bit sets and codes in primitive integers with named constants. The words
 * are a superset of IEC 61850-7-3, IEC 60870-5-101 and IEEE 1815, so that each protocol's flags map in and out
 * without loss where it can carry them.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.data;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

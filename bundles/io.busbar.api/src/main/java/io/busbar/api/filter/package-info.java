/**
 * The filter contract: one object handles one stage of a template for every device of that template, over columns
 * of state that belong to the engine and outlive the filter's bundle.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.filter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

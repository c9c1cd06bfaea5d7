/** Loads a site folder (site.yaml, templates/*.yaml, devices.csv) into the model and reports every mistake with its place and remedy. */
@NullMarked
package io.busbar.template.yaml;

import org.jspecify.annotations.NullMarked;

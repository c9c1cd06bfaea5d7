/** From trees and tables to the model: one reader per part of a site, all of them reporting into one list of problems. */
@NullMarked
package io.busbar.template.yaml.site;

import org.jspecify.annotations.NullMarked;

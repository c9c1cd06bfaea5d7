/**
 * Single changes of a site's files, line by line: comments, order and spaces of everything else stay as a person has written them. What
 * cannot be changed so (a device that stands in site.yaml, points that share a line) is refused with what to do instead.
 */
@NullMarked
package io.busbar.template.yaml.edit;

import org.jspecify.annotations.NullMarked;

/**
 * Files as trees and tables whose every value knows where it is written: YAML through snakeyaml-engine's events, CSV
 * through a reader of its own. Syntax errors come out in a technician's words; sizes and depths are bounded.
 */
@NullMarked
package io.busbar.template.yaml.text;

import org.jspecify.annotations.NullMarked;

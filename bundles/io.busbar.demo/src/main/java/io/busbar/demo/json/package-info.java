/**
 * As much JSON (RFC 8259) as the demonstration needs: reading lines of a sink, writing a report. No dependency, so that the checker shares
 * no code with what it checks.
 */
@NullMarked
package io.busbar.demo.json;

import org.jspecify.annotations.NullMarked;

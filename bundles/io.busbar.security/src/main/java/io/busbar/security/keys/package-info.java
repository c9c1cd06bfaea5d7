/**
 * Keys as people and files have them: the key pair that is made at the first start, the line that a technician pastes, the
 * fingerprint that two people compare by telephone, and the book of whom central lets in. Files are text, written beside
 * and renamed, readable for their owner only; several processes may look at them, and each file has one writer.
 */
@NullMarked
package io.busbar.security.keys;

import org.jspecify.annotations.NullMarked;

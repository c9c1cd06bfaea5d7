/**
 * The audit log and what guard and desk must not forget, in one journal: each record carries the hash of the one before it, and the
 * state beside the records says where the chain ends, so that an edit, a gap, another order and a missing end are noticed.
 */
@NullMarked
package io.busbar.control.audit;

import org.jspecify.annotations.NullMarked;

/**
 * Plan, difference, apply and undo. A candidate is checked against the drivers and filters that are installed and
 * compiled; what differs from what runs, by name and without regard to where it is written, becomes messages to the
 * shard and to the channels concerned. Nothing is changed before everything was checked and has its stable identities.
 */
@NullMarked
package io.busbar.engine.model;

import org.jspecify.annotations.NullMarked;

/**
 * What should have arrived, against what did.
 *
 * <p>Left: the simulator's reply log. Every served reply is decoded here once more and passed through a small reference of the publish rules
 * (every poll, on change, dead-band); every event that a relay stored is expected exactly once. Right: the lines that central's file sink
 * wrote. A polled sample finds its reply by value and time; where the dead-band's memory depends on what the gateway published (after a
 * restart, after a lost device) the reference follows what was delivered, and any served reading that the rule had to publish but that
 * is missing counts as lost. Nothing here calls the product's own filters, codecs or counters.
 */
@NullMarked
package io.busbar.demo.check;

import org.jspecify.annotations.NullMarked;

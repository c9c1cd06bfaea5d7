/**
 * Stages as agents: a duty does a bounded piece of work and says how long it can wait; its thread waits, is woken, and
 * ends in bounded time. Without the thread the same duty is run by a test or a simulation. Hand-over between two agents
 * goes through single-producer single-consumer rings.
 */
@NullMarked
package io.busbar.engine.agent;

import org.jspecify.annotations.NullMarked;

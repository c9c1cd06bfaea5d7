/**
 * Channels at work: each has an agent that runs one {@link io.busbar.api.driver.Driver} at a time. The agent outlives
 * the driver: a driver that throws is restarted with back-off, a driver whose bundle goes is closed and its session kept
 * for the next one, and meanwhile the channel says what it waits for. Nothing here touches another channel.
 */
@NullMarked
package io.busbar.engine.acquisition;

import org.jspecify.annotations.NullMarked;

/**
 * Bearers by address, and bearers made of several: the calling end that fails over from one way to the next, and the
 * waiting end that listens at several addresses. Whether a way works is asked with datagrams of eight bytes that the
 * waiting end returns, so it needs no session and no knowledge of what the link says.
 */
@NullMarked
package io.busbar.transport.ways;

import org.jspecify.annotations.NullMarked;

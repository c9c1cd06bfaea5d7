package io.busbar.security.noise;

/**
 * What a handshake gives both ends.
 *
 * @param dialler key of packets of the dialling end, 32 bytes
 * @param waiter key of packets of the waiting end
 * @param hash of the whole handshake (Noise §11.2): the session's identity
 */
public record SessionKeys(byte[] dialler, byte[] waiter, byte[] hash) {}

package io.busbar.test.browser;

import io.busbar.api.link.LinkKeys;
import io.busbar.api.link.LinkSecurity;
import io.busbar.security.qr.QrCode;
import java.util.ArrayList;
import java.util.List;

/** Keys as a test writes them: one gateway is let in, one waits. */
final class ScriptedKeys implements LinkKeys {
  static final String CENTRAL = "7KQ2-M04D-YYX9-1P3C-E8RT";
  static final String OAK = "5TGB-0W2M-QX7D-K9FR-81ZC";
  static final String ELM = "C5SK-QJHD-TY07-0KWV-9DS4";
  static final String GATEWAY_LINE = "busbar1-gateway:3q2-7wAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg";
  static final String CENTRAL_LINE = "busbar1:" + "aB3_".repeat(22) + "xyz";

  private final boolean gateway;
  private final List<KnownPeer> peers = new ArrayList<>();

  ScriptedKeys(String role) {
    gateway = role.equals("gateway");
    if (!gateway) {
      peers.add(new KnownPeer("oak-street", OAK, Standing.ACCEPTED, new WallClock().wallNs() - 60_000_000_000L));
      peers.add(new KnownPeer("elm-road", ELM, Standing.WAITING, new WallClock().wallNs()));
    }
  }

  private synchronized void change(String fingerprint, Standing standing) {
    peers.replaceAll(peer -> peer.fingerprint().equals(fingerprint) ? new KnownPeer(peer.name(), fingerprint, standing, peer.seenNs()) : peer);
  }

  @Override
  public LinkSecurity dialling(String line) {
    throw new UnsupportedOperationException("not for pages");
  }

  @Override
  public LinkSecurity waiting(boolean plainToo) {
    throw new UnsupportedOperationException("not for pages");
  }

  @Override
  public String line() {
    return gateway ? "" : CENTRAL_LINE;
  }

  @Override
  public String ownLine() {
    return gateway ? GATEWAY_LINE : CENTRAL_LINE;
  }

  @Override
  public String qrCode(String text) {
    return QrCode.of(text).toSvg();
  }

  @Override
  public String fingerprint() {
    return gateway ? OAK : CENTRAL;
  }

  @Override
  public synchronized List<KnownPeer> peers() {
    return List.copyOf(peers);
  }

  @Override
  public void accept(String fingerprint) {
    change(fingerprint, Standing.ACCEPTED);
  }

  @Override
  public void refuse(String fingerprint) {
    change(fingerprint, Standing.REFUSED);
  }

  @Override
  public synchronized void revoke(String name) {
    peers.replaceAll(peer -> peer.name().equals(name) ? new KnownPeer(name, peer.fingerprint(), Standing.REFUSED, peer.seenNs()) : peer);
  }
}

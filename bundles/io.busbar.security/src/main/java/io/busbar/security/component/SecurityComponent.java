package io.busbar.security.component;

import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.security.keys.KeyFolder;
import io.busbar.security.keys.MachineKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The machine's keys as a service. */
@Component(name = "io.busbar.security", service = {LinkKeys.class, HealthSource.class})
@Designate(ocd = SecurityConfig.class)
public final class SecurityComponent implements LinkKeys, HealthSource {
  private final MachineKeys keys;

  /** Takes its configuration; touches no file before somebody needs a key. */
  @Activate
  public SecurityComponent(@Reference BusClock clock, @Reference RandomSource random, SecurityConfig config) {
    KeyFolder folder = config.folder().isBlank() ? null : new KeyFolder(Path.of(config.folder()));
    keys = new MachineKeys(folder, clock, random, config.acceptNew());
  }

  @Override
  public @Nullable LinkSecurity dialling(String line) throws IOException {
    return keys.dialling(line);
  }

  @Override
  public LinkSecurity waiting(boolean plainToo) throws IOException {
    return keys.waiting(plainToo);
  }

  @Override
  public String line() {
    return keys.line();
  }

  @Override
  public String fingerprint() {
    return keys.fingerprint();
  }

  @Override
  public String trusted(String line) {
    return keys.trusted(line);
  }

  @Override
  public String ownLine() {
    return keys.ownLine();
  }

  @Override
  public String qrCode(String text) {
    return keys.qrCode(text);
  }

  @Override
  public void accept(String fingerprint) throws IOException {
    keys.accept(fingerprint);
  }

  @Override
  public void refuse(String fingerprint) throws IOException {
    keys.refuse(fingerprint);
  }

  @Override
  public void revoke(String name) throws IOException {
    keys.revoke(name);
  }

  @Override
  public List<KnownPeer> peers() {
    return keys.peers();
  }

  @Override
  public List<HealthReport> health() {
    return keys.peers().stream().filter(peer -> peer.standing() == Standing.WAITING || peer.standing() == Standing.NAME_TAKEN)
        .map(peer -> new HealthReport("key of " + peer.name(), HealthReport.Level.WARNING, peer.standing() == Standing.WAITING
            ? peer.name() + " calls with the key " + peer.fingerprint() + ", which is not accepted. Compare it with what the page or \"busbar key\""
                + " shows there, then accept it on this page, or: busbar key accept " + peer.fingerprint()
            : peer.name() + " calls with the key " + peer.fingerprint() + ", but another key has this name. If its gateway was replaced: busbar"
                + " key revoke " + peer.name() + ", then busbar key accept " + peer.fingerprint() + ". If not, somebody plays it.", peer.seenNs()))
        .toList();
  }
}

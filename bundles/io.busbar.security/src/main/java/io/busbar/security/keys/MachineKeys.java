package io.busbar.security.keys;

import io.busbar.api.link.KeyLine;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.security.qr.QrCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This machine's keys from its folder, made at the first use. Thread-safe. */
public final class MachineKeys implements LinkKeys {
  /** Text of central's line as {@code busbar key trust} put it down. */
  static final String CENTRAL = "central";

  /** Text of our own line, for whoever sets gateways up by a script. */
  static final String LINE = "line";

  private final @Nullable KeyFolder folder;
  private final BusClock clock;
  private final RandomSource random;
  private final boolean acceptNew;
  private @Nullable X25519 pair;
  private @Nullable Ephemerals ephemerals;
  private @Nullable TrustBook book;
  private String line = "";

  /**
   * Keys in a folder.
   *
   * @param folder null if nobody has said where: then there are no keys
   * @param acceptNew central accepts who knows its line at its first call
   */
  public MachineKeys(@Nullable KeyFolder folder, BusClock clock, RandomSource random, boolean acceptNew) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    this.acceptNew = acceptNew;
  }

  @Override
  public synchronized @Nullable LinkSecurity dialling(String written) throws IOException {
    if (folder == null) {
      if (written.isEmpty()) {
        return null;
      }
      throw new IOException("there is no folder for this gateway's own key: start it with \"busbar gateway\", or configure io.busbar.security");
    }
    // A gateway that needs no key yet has one all the same, so that its fingerprint can be read before the first call.
    X25519 own = open(folder);
    String text = written.isEmpty() ? folder.read(CENTRAL).strip() : written;
    if (text.isEmpty() || ephemerals == null) {
      return null;
    }
    KeyLine central = KeyLine.central(text);
    return NoiseSecurity.dialling(own, ephemerals, central.publicKey(), central.secret());
  }

  @Override
  public synchronized LinkSecurity waiting(boolean plainToo) throws IOException {
    if (folder == null) {
      throw new IOException("there is no folder for central's key: start it with \"busbar central\", or configure io.busbar.security");
    }
    X25519 own = open(folder);
    byte[] secret = folder.secret(random);
    TrustBook trust = new TrustBook(folder, clock, acceptNew, plainToo);
    book = trust;
    line = new KeyLine(own.publicKey(), secret).text();
    if (!folder.read(LINE).strip().equals(line)) {
      folder.write(LINE, line + "\n");
    }
    Ephemerals fresh = ephemerals;
    if (fresh == null) {
      throw new IllegalStateException("an open folder has its start");
    }
    return NoiseSecurity.waiting(own, fresh, List.of(secret), trust);
  }

  private X25519 open(KeyFolder in) throws IOException {
    X25519 own = pair;
    if (own == null) {
      byte[] key = in.privateKey(random);
      ephemerals = new Ephemerals(key, in.nextStart(), clock, random);
      own = X25519.of(key);
      pair = own;
    }
    return own;
  }

  @Override
  public synchronized String line() {
    return line;
  }

  @Override
  public synchronized String fingerprint() {
    return pair == null ? "" : Fingerprint.of(pair.publicKey());
  }

  @Override
  public synchronized String trusted(String written) {
    try {
      String text = !written.isEmpty() || folder == null ? written : folder.read(CENTRAL).strip();
      return text.isEmpty() ? "" : Fingerprint.of(KeyLine.central(text).publicKey());
    } catch (IOException | IllegalArgumentException expected) {
      // Whoever calls is told what is wrong with it.
      return "";
    }
  }

  @Override
  public synchronized String ownLine() {
    return !line.isEmpty() || pair == null ? line : new KeyLine(pair.publicKey(), new byte[0]).text();
  }

  @Override
  public String qrCode(String text) {
    return text.length() > QrCode.MAX_BYTES ? "" : QrCode.of(text).toSvg();
  }

  @Override
  public void accept(String fingerprint) throws IOException {
    own().accept(Fingerprint.normalised(fingerprint));
  }

  @Override
  public void refuse(String fingerprint) throws IOException {
    own().refuse(Fingerprint.normalised(fingerprint));
  }

  @Override
  public void revoke(String name) throws IOException {
    TrustBook own = own();
    if (!own.revoke(name)) {
      throw new IllegalArgumentException("no key of " + name + " is accepted. Accepted are: " + String.join(", ", own.acceptedOnDisk().values()));
    }
  }

  private synchronized TrustBook own() {
    TrustBook own = book;
    if (own == null) {
      throw new IllegalArgumentException("central does not hear gateways yet, or this is none");
    }
    return own;
  }

  @Override
  public synchronized List<KnownPeer> peers() {
    return book == null ? List.of() : book.peers();
  }
}

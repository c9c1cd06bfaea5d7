package io.busbar.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Parties with a self-signed certificate each, in PKCS#12 files of a folder. Uses keytool of the JDK that runs. One thread. */
public final class TestCertificates {
  private static final String PASSWORD = "for tests only";
  private static final String ALIAS = "own";

  private final Path folder;

  /** Makes the password file. */
  public TestCertificates(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(passwordFile(), PASSWORD + "\n");
  }

  /** The file whose first line opens all others. */
  public Path passwordFile() {
    return folder.resolve("keys.password");
  }

  /** The key and certificate of a party, made when first asked for. */
  public Path keys(String name) throws IOException {
    return keys(name, List.of());
  }

  /** The same with a certificate that has expired. */
  public Path expired(String name) throws IOException {
    return keys(name, List.of("-startdate", "-2d", "-validity", "1"));
  }

  private Path keys(String name, List<String> more) throws IOException {
    Path file = folder.resolve(name + ".p12");
    if (Files.exists(file)) {
      return file;
    }
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
        ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-storetype", "PKCS12", "-keystore", file.toString(),
        "-storepass", PASSWORD));
    command.addAll(more);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(name + ".keytool").toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + Files.readString(folder.resolve(name + ".keytool")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return file;
  }

  /** A file with the certificates of whom somebody trusts. */
  public Path trusting(String... names) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (String name : names) {
      trusted.setCertificateEntry(name, store(keys(name)).getCertificate(ALIAS));
    }
    Path file = folder.resolve("trust-" + String.join("-", names) + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** The other side in a test: a party that trusts others. */
  public SSLContext context(String name, String... trusted) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(keys(name)), PASSWORD.toCharArray());
    return made(keys, trusted);
  }

  /** A party that has no certificate to show. */
  public SSLContext nameless(String... trusted) throws IOException, GeneralSecurityException {
    return made(null, trusted);
  }

  private SSLContext made(@Nullable KeyManagerFactory keys, String... trusted)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(trusting(trusted)));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}

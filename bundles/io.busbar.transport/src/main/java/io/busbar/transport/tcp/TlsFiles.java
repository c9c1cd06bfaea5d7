package io.busbar.transport.tcp;

import io.busbar.api.line.LineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The key files of a TLS line. Read anew at each connect, so that new certificates need no restart. */
final class TlsFiles {
  /** What IEC 62351-3 leaves: nothing older. */
  static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private TlsFiles() {}

  /** Reads them; the texts of the exception say which file is wrong and what to do. */
  static SSLContext context(LineSpec.Tls spec) throws IOException {
    char[] password = password(spec);
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(spec, "keyStore", spec.keyStore(), password), password);
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(spec, "trustStore", spec.trustStore(), password));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(spec.key() + ": the key files do not serve for TLS: " + e.getMessage() + ".", e);
    }
  }

  private static char[] password(LineSpec.Tls spec) throws IOException {
    try {
      return Files.readString(Path.of(spec.passwordFile())).lines().findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw new IOException(unreadable(spec, "passwordFile", spec.passwordFile(), e), e);
    }
  }

  private static KeyStore store(LineSpec.Tls spec, String what, String file, char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.load(in, password);
      return store;
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new IOException(spec.key() + ": the first line of " + spec.passwordFile() + " does not open " + what + " " + file + ".", e);
      }
      throw new IOException(unreadable(spec, what, file, e), e);
    }
  }

  private static String unreadable(LineSpec.Tls spec, String what, String file, IOException e) {
    return spec.key() + ": " + what + " " + file + (e instanceof NoSuchFileException ? " is not there." : " cannot be read: " + e.getMessage() + ".")
        + (what.equals("passwordFile") ? " It is a text file whose first line opens keyStore and trustStore."
        : " It is a PKCS#12 file; keytool and openssl make them.");
  }
}

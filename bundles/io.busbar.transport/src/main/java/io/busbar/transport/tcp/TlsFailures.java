package io.busbar.transport.tcp;

import io.busbar.api.line.LineSpec;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** Why a handshake failed, in words that say what to do. */
final class TlsFailures {
  private TlsFailures() {}

  static String explain(LineSpec.Tls spec, Exception cause) {
    String text = String.valueOf(cause.getMessage());
    String key = spec.key();
    if (caused(cause, CertificateExpiredException.class)) {
      return key + ": the other side's certificate has expired. Renew it there, or check this gateway's clock.";
    }
    if (caused(cause, CertificateNotYetValidException.class)) {
      return key + ": the other side's certificate is not valid yet. Check this gateway's clock.";
    }
    if (text.contains("PKIX") || text.contains("certification path") || text.contains("trust")) {
      return key + ": the other side's certificate is signed by nobody in " + spec.trustStore()
          + ". Import who signs it, or itself, if it is the right one.";
    }
    if (text.contains("alert")) {
      return key + ": " + alert(cause);
    }
    boolean plain = text.contains("plaintext") || text.contains("Unsupported or unrecognized") || text.contains("terminated the handshake");
    if (plain || cause instanceof SocketTimeoutException || text.contains("timed out") || text.contains("EOF")) {
      return key + ": the port is open, but nobody shakes hands there. Does it speak TLS, and on this port? IEC 60870-5-104 under TLS is usually"
          + " 19998.";
    }
    return key + ": the TLS handshake failed: " + text + ".";
  }

  /** What the other side has complained of. */
  static String alert(Exception cause) {
    String text = String.valueOf(cause.getMessage());
    boolean ours = text.contains("certificate") || text.contains("unknown_ca") || text.contains("access_denied");
    return "the other side says \"" + text + "\"." + (ours ? " It does not take our certificate: import it, or who signs it, there." : "");
  }

  private static boolean caused(@Nullable Throwable failure, Class<? extends Throwable> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}

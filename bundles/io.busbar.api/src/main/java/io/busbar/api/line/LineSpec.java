package io.busbar.api.line;

/** What to open. */
public sealed interface LineSpec {
  /** For people and as key of the line: two channels of one site may not have the same. */
  String key();

  /**
   * A TCP connection as client.
   *
   * @param host name or address
   * @param port 1…65,535
   * @param connectTimeoutMs longest wait for the connection, ms
   */
  record Tcp(String host, int port, int connectTimeoutMs) implements LineSpec {
    @Override
    public String key() {
      return "tcp " + host + ":" + port;
    }
  }

  /**
   * The same under TLS 1.2 or 1.3, where both sides show certificates (IEC 62351-3).
   *
   * @param tcp where to
   * @param keyStore path of a PKCS#12 file with our key and certificate
   * @param trustStore path of a PKCS#12 file with who signs the other side's certificate, or that certificate itself
   * @param passwordFile path of a text file whose first line opens both
   */
  record Tls(Tcp tcp, String keyStore, String trustStore, String passwordFile) implements LineSpec {
    @Override
    public String key() {
      return "tls " + tcp.host() + ":" + tcp.port();
    }
  }

  /**
   * A serial port.
   *
   * @param port device path
   * @param baud bits per second
   * @param dataBits 7 or 8
   * @param parity {@code N}, {@code E} or {@code O}
   * @param stopBits 1 or 2
   * @param rs485 whether the port's driver switches the transmitter
   */
  record Serial(String port, int baud, int dataBits, char parity, int stopBits, boolean rs485) implements LineSpec {
    @Override
    public String key() {
      return port;
    }

    /** As people write it: {@code 9600-8E1}. */
    public String framing() {
      return baud + "-" + dataBits + parity + stopBits;
    }
  }
}

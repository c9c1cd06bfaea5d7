package io.busbar.security.keys;

import io.busbar.api.link.KeyLine;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.cipher.X25519;
import io.busbar.security.qr.QrCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person does with keys, on the files of a gateway or a central, whether it runs or not. One thread, blocking. */
public final class KeyDesk {
  /** How it is used. */
  public static final String USAGE = """
      busbar key [FOLDER]
      busbar key trust LINE [FOLDER]
      busbar key accept FINGERPRINT [FOLDER]
      busbar key accept LINE NAME [FOLDER]
      busbar key refuse FINGERPRINT [FOLDER]
      busbar key revoke NAME [FOLDER]

      Keys of the link between a gateway and central. FOLDER is the folder of the site or of central, or the --data folder that a
      gateway was started with (the installed service: /var/lib/busbar/gateway); default the folder one is in. A running central
      follows within seconds, and so does a running gateway. The pages of both show the same.

        busbar key           the fingerprint of this machine's key, to compare by telephone, and its line as text and QR code; at
                             central also who is let in and who waits. The key is made if there is none yet.
        busbar key trust     at a gateway: central's line (from "busbar central" or "busbar key" there). The same line may stand
                             in site.yaml instead, as central: {key: LINE}; it holds a secret, so mind who can read the file.
        busbar key accept    at central: lets a gateway in that waits, by its fingerprint, or by its line and name beforehand
        busbar key refuse    at central: a gateway that waits is not wanted; it is not listed as waiting again
        busbar key revoke    at central: a gateway is cut off within seconds and not let in again

      Examples:
        busbar key trust busbar1:AbC… /var/lib/busbar/gateway
        busbar key accept 7KQ2-M04D-YYX9-1P3C-E8RT /var/lib/busbar/central
        busbar key revoke oak-street /var/lib/busbar/central
      """;

  private static final String KEYS = "keys";

  private final BusClock clock;
  private final RandomSource random;

  /** A desk. */
  public KeyDesk(BusClock clock, RandomSource random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Does what the words say.
   *
   * @return false if they say nothing that is known
   * @throws IllegalArgumentException if it cannot be done, with the reason and the remedy
   * @throws IOException if a file cannot be read or written, with the reason and the remedy
   */
  public boolean carryOut(List<String> words, PrintStream out) throws IOException {
    String verb = words.isEmpty() ? "" : words.get(0);
    return switch (verb) {
      case "trust" -> (words.size() == 2 || words.size() == 3) && trust(words.get(1), folder(words, 2), out);
      case "accept" -> words.size() >= 2 && words.size() <= 4 && accept(words, out);
      case "refuse" -> (words.size() == 2 || words.size() == 3) && refuse(words.get(1), folder(words, 2), out);
      case "revoke" -> (words.size() == 2 || words.size() == 3) && revoke(words.get(1), folder(words, 2), out);
      default -> words.size() <= 1 && !verb.startsWith("-") && show(folder(words, 0), out);
    };
  }

  private boolean trust(String line, Path folder, PrintStream out) throws IOException {
    if (isCentral(folder)) {
      throw new IllegalArgumentException(folder + " is a central's folder; the line is given to gateways");
    }
    KeyLine central = KeyLine.central(line);
    tellIfNew(folder, out);
    new KeyFolder(folder.resolve(KEYS)).write(MachineKeys.CENTRAL, central.text() + "\n");
    out.println("This gateway calls only the central with the key " + Fingerprint.of(central.publicKey()) + " from now on.");
    return true;
  }

  private boolean accept(List<String> words, PrintStream out) throws IOException {
    if (KeyLine.isGateway(words.get(1))) {
      if (words.size() < 3) {
        throw new IllegalArgumentException("give the name of the gateway behind its line, as site.yaml has it: busbar key accept LINE oak-street");
      }
      byte[] key = KeyLine.gateway(words.get(1)).publicKey();
      book(folder(words, 3)).accept(key, words.get(2));
      out.println(words.get(2) + " is let in with the key " + Fingerprint.of(key) + ".");
      return true;
    }
    if (words.size() > 3) {
      return false;
    }
    String wanted = Fingerprint.normalised(words.get(1));
    out.println(book(folder(words, 2)).accept(wanted) + " is let in with the key " + wanted + "; it calls again by itself.");
    return true;
  }

  private boolean refuse(String fingerprint, Path folder, PrintStream out) throws IOException {
    out.println(book(folder).refuse(Fingerprint.normalised(fingerprint)) + " is refused and not listed as waiting again; \"busbar key accept\" lets"
        + " it in all the same.");
    return true;
  }

  private boolean revoke(String name, Path folder, PrintStream out) throws IOException {
    TrustBook book = book(folder);
    if (!book.revoke(name)) {
      throw new IllegalArgumentException("no key of " + name + " is accepted. "
          + (book.acceptedOnDisk().isEmpty() ? "None is." : "Accepted are: " + String.join(", ", book.acceptedOnDisk().values()) + "."));
    }
    out.println(name + " is cut off within seconds and not let in again. Who has seen its site.yaml knows central's line still.");
    return true;
  }

  private boolean show(Path folder, PrintStream out) throws IOException {
    tellIfNew(folder, out);
    KeyFolder keys = new KeyFolder(folder.resolve(KEYS));
    boolean central = isCentral(folder);
    if (!keys.hasKey()) {
      out.println("There was no key in " + keys.path() + "; one is made now.");
    }
    byte[] publicKey = X25519.of(keys.privateKey(random)).publicKey();
    String line = new KeyLine(publicKey, central ? keys.secret(random) : new byte[0]).text();
    out.println((central ? "central's key    " : "this gateway's key    ") + Fingerprint.of(publicKey));
    out.println();
    out.println(QrCode.of(line).toTerminal());
    out.println(central ? "for gateways (it holds a secret): busbar key trust LINE, or in site.yaml  central: {to: …, key: LINE}" : "for central: "
        + "busbar key accept LINE NAME");
    out.println(line);
    if (central) {
      list(book(folder), out);
    } else {
      String trusted = keys.read(MachineKeys.CENTRAL).strip();
      out.println();
      out.println(trusted.isEmpty() ? "central's line is not put down here (it may stand in site.yaml)"
          : "calls only the central with the key " + Fingerprint.of(KeyLine.central(trusted).publicKey()));
    }
    return true;
  }

  private static void list(TrustBook book, PrintStream out) throws IOException {
    List<String> lines = new ArrayList<>();
    book.acceptedOnDisk().forEach((key, name) -> lines.add("accepted  " + TrustBook.fingerprint(key) + "  " + name));
    book.waitingOnDisk().forEach((key, name) -> lines.add("waits     " + TrustBook.fingerprint(key) + "  " + name));
    book.refusedOnDisk().forEach((key, name) -> lines.add("refused   " + TrustBook.fingerprint(key) + "  " + name));
    out.println();
    out.println(lines.isEmpty() ? "no gateway is let in and none has called" : String.join(System.lineSeparator(), lines));
  }

  private TrustBook book(Path folder) {
    if (!isCentral(folder)) {
      throw new IllegalArgumentException(folder + " is no folder of a central that has run. Give central's folder as the last word.");
    }
    return new TrustBook(new KeyFolder(folder.resolve(KEYS)), clock, false, false);
  }

  private static Path folder(List<String> words, int at) {
    Path given = Path.of(words.size() > at ? words.get(at) : "").toAbsolutePath().normalize();
    if (!Files.isDirectory(given)) {
      throw new IllegalArgumentException(given + " is no folder. Give the folder of the site or of central.");
    }
    return Files.exists(given.resolve("site.yaml")) ? given.resolve("data") : given;
  }

  /** A site folder may be the wrong one to name: a gateway that was started with --data has its keys elsewhere. */
  private static void tellIfNew(Path folder, PrintStream out) {
    if (!Files.exists(folder)) {
      out.println("No gateway has run with its data in " + folder + " yet, which is made now. If yours is started with --data, as the installed "
          + "service is (/var/lib/busbar/gateway), its keys are there: give that folder instead.");
    }
  }

  private static boolean isCentral(Path folder) {
    return Files.exists(folder.resolve("central.lock")) || Files.exists(folder.resolve("central.run"))
        || Files.exists(folder.resolve(KEYS).resolve("secret"));
  }
}

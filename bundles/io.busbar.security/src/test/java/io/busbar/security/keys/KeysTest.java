package io.busbar.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.link.KeyLine;
import io.busbar.api.link.LinkKeys.KnownPeer;
import io.busbar.api.link.LinkKeys.Standing;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.cipher.X25519;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  @TempDir
  Path folder;
  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(1);

  @Test
  void aKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
    KeyFolder keys = new KeyFolder(folder.resolve("keys"));
    byte[] key = keys.privateKey(random);
    assertThat(new KeyFolder(folder.resolve("keys")).privateKey(random)).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/private-key")))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys")))).isEqualTo("rwx------");
    assertThat(Files.list(folder.resolve("keys"))).hasSize(1);
  }

  @Test
  void startsAreCounted() throws IOException {
    for (long start = 1; start < 5; start++) {
      assertThat(new KeyFolder(folder).nextStart()).isEqualTo(start);
    }
  }

  @Test
  void aDamagedKeyIsNotReplacedSilently() throws IOException {
    Files.writeString(folder.resolve("private-key"), "half");
    assertThatThrownBy(() -> new KeyFolder(folder).privateKey(random)).isInstanceOf(IOException.class).hasMessageContaining("damaged")
        .hasMessageContaining("backup");
    assertThat(folder.resolve("private-key")).hasContent("half");
  }

  @Test
  void aLineComesThroughWhatPeopleDoToIt() {
    KeyLine line = new KeyLine(random.bytes(32), random.bytes(32));
    String text = line.text();
    assertThat(text).startsWith("busbar1:").hasSizeLessThanOrEqualTo(106);
    KeyLine read = KeyLine.central("  " + text.substring(0, 40) + "\n" + text.substring(40) + " \n");
    assertThat(read.publicKey()).isEqualTo(line.publicKey());
    assertThat(read.secret()).isEqualTo(line.secret());
    for (String wrong : List.of("", "busbar1:", "hello", text.substring(0, text.length() - 1), text + "A",
        text.replaceFirst("busbar1:.", "busbar1:_"), text + "!", new KeyLine(random.bytes(32), new byte[0]).text())) {
      assertThatThrownBy(() -> KeyLine.central(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"busbar key\" prints at central");
    }
  }

  @Test
  void aFingerprintCanBeReadAloud() {
    String print = Fingerprint.of(new byte[32]);
    assertThat(print).matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}").isEqualTo("CSM7-NBFR-CAYQ-EV4F-R65R");
    assertThat(Fingerprint.normalised(print.toLowerCase().replace("-", " ").replace('0', 'o').replace('1', 'l'))).isEqualTo(print);
  }

  @Test
  void whoKnowsTheLineWaitsIsAcceptedAndRevokedWhileCentralRuns() throws IOException {
    TrustBook running = new TrustBook(new KeyFolder(folder), clock, false, false);
    TrustBook desk = new TrustBook(new KeyFolder(folder), clock, false, false);
    byte[] oak = X25519.of(random.bytes(32)).publicKey();
    byte[] other = X25519.of(random.bytes(32)).publicKey();
    assertThat(running.refusal(oak, "oak-street", false).text()).contains("not accepted yet")
        .contains(Fingerprint.of(oak)).hasSizeLessThanOrEqualTo(120);
    assertThat(running.peers()).as("a replay is nobody").isEmpty();
    assertThat(running.refusal(oak, "oak-street", true).text()).isNotEmpty();
    assertThat(running.peers()).extracting(KnownPeer::standing).containsExactly(Standing.WAITING);
    assertThat(desk.waitingOnDisk()).containsValue("oak-street");
    desk.accept(oak, "oak-street");
    clock.advanceMs(1_001);
    assertThat(running.refusal(oak, "oak-street", true).text()).isEmpty();
    assertThat(running.refusal(oak, "elm-street", true).text()).contains("another name");
    assertThat(running.refusal(other, "oak-street", true).text()).contains("another key");
    assertThat(running.peers()).extracting(KnownPeer::standing).containsExactly(Standing.ACCEPTED, Standing.NAME_TAKEN);
    assertThatThrownBy(() -> desk.accept(other, "oak-street")).hasMessageContaining("revoke oak-street");
    assertThat(desk.revoke("oak-street")).isTrue();
    clock.advanceMs(1_001);
    assertThat(running.refusal(oak, "oak-street", true).text()).contains("revoked");
    assertThat(running.plainRefusal("oak-street").text()).as("nor without a key").contains("revoked");
    TrustBook open = new TrustBook(new KeyFolder(folder), clock, true, false);
    assertThat(open.refusal(oak, "oak-street", true).text()).as("what was revoked is not accepted by itself").contains("revoked");
    desk.accept(oak, "oak-street");
    clock.advanceMs(1_001);
    assertThat(running.refusal(oak, "oak-street", true).text()).isEmpty();
  }

  @Test
  void whoIsRefusedIsNotListedAsWaitingAgainAndCanBeLetInAllTheSame() throws IOException {
    MachineKeys keys = new MachineKeys(new KeyFolder(folder), clock, random, false);
    assertThatThrownBy(() -> keys.accept("7KQ2")).hasMessageContaining("central does not hear gateways yet");
    keys.waiting(false);
    TrustBook running = new TrustBook(new KeyFolder(folder), clock, false, false);
    byte[] elm = X25519.of(random.bytes(32)).publicKey();
    running.refusal(elm, "elm-street", true);
    keys.refuse(Fingerprint.of(elm).toLowerCase().replace("-", ""));
    clock.advanceMs(1_001);
    assertThat(running.refusal(elm, "elm-street", true).text()).contains("refused or revoked");
    assertThat(running.peers()).extracting(KnownPeer::standing).containsExactly(Standing.REFUSED);
    assertThat(keys.peers()).extracting(KnownPeer::standing).containsExactly(Standing.REFUSED);
    assertThatThrownBy(() -> keys.refuse(Fingerprint.of(elm))).as("it waits no more").hasMessageContaining("no gateway waits with the key");
    keys.accept(Fingerprint.of(elm));
    clock.advanceMs(1_001);
    assertThat(running.refusal(elm, "elm-street", true).text()).isEmpty();
    keys.revoke("elm-street");
    assertThat(keys.peers()).extracting(KnownPeer::standing).containsExactly(Standing.REFUSED);
    assertThatThrownBy(() -> keys.revoke("elm-street")).hasMessageContaining("no key of elm-street is accepted");
  }

  @Test
  void aGatewaysOwnLineAndTheKeyThatItCallsAreKnown() throws IOException {
    MachineKeys central = new MachineKeys(new KeyFolder(folder.resolve("central")), clock, random, false);
    central.waiting(false);
    MachineKeys gateway = new MachineKeys(new KeyFolder(folder.resolve("gateway")), clock, random, false);
    assertThat(gateway.ownLine()).as("there is no key yet").isEmpty();
    gateway.dialling("");
    assertThat(Fingerprint.of(KeyLine.gateway(gateway.ownLine()).publicKey())).isEqualTo(gateway.fingerprint());
    assertThat(central.ownLine()).isEqualTo(central.line());
    assertThat(gateway.trusted("")).isEmpty();
    assertThat(gateway.trusted(central.line())).isEqualTo(central.fingerprint());
    new KeyFolder(folder.resolve("gateway")).write(MachineKeys.CENTRAL, central.line() + "\n");
    assertThat(gateway.trusted("")).isEqualTo(central.fingerprint());
    assertThat(gateway.trusted("busbar1:half")).isEmpty();
    assertThat(gateway.qrCode(gateway.ownLine())).startsWith("<svg ").endsWith("</svg>");
    assertThat(gateway.qrCode("x".repeat(200))).isEmpty();
  }

  @Test
  void withoutAKeyNobodyTakesANameThatHasOne() throws IOException {
    TrustBook book = new TrustBook(new KeyFolder(folder), clock, true, true);
    assertThat(book.plainRefusal("oak-street").isNone()).isTrue();
    assertThat(book.refusal(random.bytes(32), "oak-street", true).text()).as("accepted at its first call").isEmpty();
    assertThat(book.plainRefusal("oak-street").kind()).isEqualTo(LinkRefusal.Kind.KEY_NEEDED);
  }

  @Test
  void theDeskShowsTrustsAcceptsAndRevokes() throws IOException {
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("site.yaml"), "site: oak-street\n");
    Path central = Files.createDirectories(folder.resolve("central"));
    MachineKeys keys = new MachineKeys(new KeyFolder(central.resolve("keys")), clock, random, false);
    keys.waiting(false);
    assertThat(desk("trust", keys.line(), site.toString())).contains(keys.fingerprint()).contains("/var/lib/busbar/gateway");
    String shown = desk(site.toString());
    assertThat(shown).doesNotContain("/var/lib/busbar");
    assertThat(shown).contains("this gateway's key").contains("\u2588").contains("busbar1-gateway:").contains(keys.fingerprint());
    String line = shown.lines().filter(l -> l.startsWith("busbar1-gateway:")).findFirst().orElseThrow();
    assertThat(desk("accept", line, "oak-street", central.toString())).contains("oak-street is let in");
    assertThat(desk(central.toString())).contains(keys.line()).contains("accepted").contains("oak-street");
    assertThat(desk("revoke", "oak-street", central.toString())).contains("cut off");
    assertThatThrownBy(() -> desk("revoke", "oak-street", central.toString())).hasMessageContaining("no key of oak-street");
    assertThat(desk(central.toString())).contains("refused   ").contains("oak-street");
    assertThat(desk("accept", keys(site), central.toString())).contains("oak-street is let in");
    assertThatThrownBy(() -> desk("refuse", keys(site), central.toString())).hasMessageContaining("no gateway waits");
    assertThatThrownBy(() -> desk("accept", "7kq2", central.toString())).hasMessageContaining("that is no fingerprint");
    assertThatThrownBy(() -> desk("accept", "7kq2m04dyyx91p3ce8rt", central.toString())).hasMessageContaining("no gateway waits with the key 7KQ2-");
    assertThatThrownBy(() -> desk("trust", "busbar1:AAAA", site.toString())).hasMessageContaining("not whole");
    LinkSecurity gateway = new MachineKeys(new KeyFolder(site.resolve("data/keys")), clock, random, false).dialling("");
    assertThat(gateway).isNotNull();
    assertThat(new MachineKeys(new KeyFolder(folder.resolve("new")), clock, random, false).dialling("")).as("no line, no encryption").isNull();
  }

  private String keys(Path site) throws IOException {
    MachineKeys gateway = new MachineKeys(new KeyFolder(site.resolve("data/keys")), clock, random, false);
    gateway.dialling("");
    return gateway.fingerprint();
  }

  private String desk(String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new KeyDesk(clock, random).carryOut(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8))).isTrue();
    return out.toString(StandardCharsets.UTF_8);
  }
}

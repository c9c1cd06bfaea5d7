package io.busbar.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkFigures;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The link and its keys on both pages, in a real Chromium. */
class LinkPagesTest {
  private static final String WAITING = "tr[data-peer=elm-road]";
  private static Browser browser;
  private Pages pages;

  @BeforeAll
  static void startBrowser() {
    Assumptions.assumeTrue(Browser.installed().isPresent(),
        "Chromium is not installed: apt-get install chromium chromium-driver");
    browser = Browser.start();
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void close() {
    browser.open("about:blank");
    pages.close();
  }

  private void open() {
    browser.size(1440, 900);
    browser.complaints();
    browser.open(pages.address());
    browser.waitFor("#live", "Live");
  }

  private ScriptedCentral central() throws Exception {
    pages = new Pages("central");
    ScriptedCentral central = Scenes.central(4);
    pages.views.central(central);
    open();
    return central;
  }

  private ScriptedGateway gateway() throws Exception {
    pages = new Pages("gateway");
    ScriptedGateway gateway = Scenes.gateway(4);
    pages.views.engine(gateway);
    pages.views.link(gateway);
    pages.views.model(gateway);
    open();
    return gateway;
  }

  private static String fact(String name) {
    return browser.text("#link-facts [data-fact=" + name + "]");
  }

  @Test
  void theGatewayShowsEveryFigureOfItsLink() throws Exception {
    ScriptedGateway gateway = gateway();
    browser.waitFor("#link-facts [data-fact=way]", "udp 10.9.0.5:20500");
    assertThat(fact("otherWay")).contains("udp 10.20.0.5:20500 stands by");
    assertThat(fact("rate")).contains("9.6 kbit/s learned");
    assertThat(fact("lossOut")).contains("30 %");
    assertThat(fact("lossIn")).contains("28 %");
    assertThat(fact("roundTrip")).contains("620 ms");
    assertThat(fact("airtime")).contains("55 %", "alarms 2 %, live 40 %, history 10 %");
    assertThat(fact("today")).contains("5.0 of 20.0 MB (25 %)");
    assertThat(fact("bytesPerSample")).contains("3.4");
    assertThat(fact("delivered")).contains("ago");
    assertThat(fact("hoursLeft")).contains("46 h");
    assertThat(fact("free")).contains("812 MiB");
    assertThat(fact("writing")).contains("direct synchronous writes, 1.0 GiB a day");
    assertThat(fact("encrypted")).contains("yes");
    assertThat(fact("centralKey")).contains(ScriptedKeys.CENTRAL);
    assertThat(browser.shows("#plain")).isFalse();

    gateway.onBackup = true;
    browser.waitFor("#link-facts [data-fact=way]", "udp 10.20.0.5:20500 (backup)");
    assertThat(fact("otherWay")).contains("udp 10.9.0.5:20500 is dead");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aLinkWithoutEncryptionIsSaidOnBothPages() throws Exception {
    gateway().figures = LinkFigures.NONE;
    browser.waitFor("#plain", "NOT ENCRYPTED");
    assertThat(fact("encrypted")).contains("NOT ENCRYPTED");
    pages.close();
    ScriptedCentral central = central();
    browser.waitFor("[data-gateway=oak-street] [data-fact=key]", ScriptedKeys.OAK);
    assertThat(browser.shows("#plain")).isFalse();
    central.figures = LinkFigures.NONE;
    browser.waitFor("#plain", "oak-street");
    assertThat(browser.text("[data-gateway=oak-street]")).contains("NOT ENCRYPTED");
  }

  @Test
  void measurementsThatWaitForTheBudgetSayWhy() throws Exception {
    gateway().figures = new LinkFigures("", 9_600, false, List.of(), 0, 0, "today's 20 MB are used up: only alarms and commands go until midnight", 0,
        20_780, 20_000_000, ScriptedKeys.CENTRAL);
    browser.waitFor("#link-facts [data-fact=waits]", "used up");
    assertThat(fact("today")).contains("20.0 of 20.0 MB (100 %)");
  }

  @Test
  void centralShowsWhatAGatewaySaysOfItsOwnEnd() throws Exception {
    ScriptedCentral central = central();
    browser.waitFor("[data-gateway=oak-street] [data-fact=hoursLeft]", "46 h");
    assertThat(browser.text("[data-gateway=oak-street]")).contains("9.6 kbit/s learned", "alarms 2 %, live 40 %, history 20 %", "3.4",
        "5.0 of 20.0 MB (25 %)", "udp 10.20.0.5:20500", "28 %", "31 %", "640 ms");
    central.condition = null;
    browser.waitUntil("nothing is made up", () -> browser.count("[data-gateway=oak-street] [data-fact=hoursLeft]") == 0);
  }

  @Test
  void aTechnicianComparesAFingerprintAndLetsAGatewayIn() throws Exception {
    central();
    browser.waitFor(WAITING, "WAITS");
    assertThat(browser.text(WAITING)).contains(ScriptedKeys.ELM, "Let in", "Refuse");
    assertThat(browser.text("#own-fingerprint")).isEqualTo(ScriptedKeys.CENTRAL);
    assertThat(browser.text("#key-rows tr:first-child")).as("who waits stands first").contains("elm-road");

    browser.script("window.asked = []; window.confirm = text => { window.asked.push(text); return false; }");
    browser.click(WAITING + " [data-action=accept]");
    assertThat(browser.text(WAITING)).as("who says no changes nothing").contains("WAITS");
    assertThat((String) browser.script("return window.asked[0]")).contains("elm-road", ScriptedKeys.ELM);

    browser.script("window.confirm = () => true");
    browser.click(WAITING + " [data-action=accept]");
    browser.waitFor(WAITING, "LET IN");
    assertThat(browser.text("tr[data-peer=oak-street]")).contains("LET IN");
    browser.click("tr[data-peer=oak-street] [data-action=revoke]");
    browser.waitFor("tr[data-peer=oak-street]", "REFUSED");
    assertThat(browser.text(WAITING)).contains("LET IN");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void centralsLineIsASecretThatIsShownOnlyToWhoAsks() throws Exception {
    central();
    browser.waitFor(WAITING, "WAITS");
    assertThat(browser.shows("#secret")).isFalse();
    assertThat((String) browser.script("return document.documentElement.outerHTML")).doesNotContain("busbar1:aB3");
    browser.click("#show-line");
    browser.waitFor("#own-line", ScriptedKeys.CENTRAL_LINE);
    browser.waitUntil("the code is drawn", () -> drawn());
  }

  @Test
  void theGatewayShowsItsFingerprintItsLineAndACode() throws Exception {
    gateway();
    browser.waitFor("#own-fingerprint", ScriptedKeys.OAK);
    browser.script("document.querySelector('#keys details').open = true");
    browser.waitFor("#own-line", ScriptedKeys.GATEWAY_LINE);
    browser.waitUntil("the code is drawn", () -> drawn());
    assertThat(browser.complaints()).isEmpty();
  }

  private static boolean drawn() {
    return ((Number) browser.script("const i = document.getElementById('own-code'); return i.complete ? i.naturalWidth : 0")).intValue() > 0;
  }
}

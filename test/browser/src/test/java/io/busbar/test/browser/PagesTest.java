package io.busbar.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both pages in a real Chromium, with views that the test writes. */
class PagesTest {
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
  void noComplaints() {
    browser.open("about:blank");
    pages.close();
  }

  private ScriptedCentral central(int devices) throws Exception {
    ScriptedCentral central = Scenes.central(devices);
    pages = new Pages("central");
    pages.views.central(central);
    browser.size(1440, 900);
    browser.open(pages.address());
    browser.waitFor("#live", "Live");
    return central;
  }

  private ScriptedGateway gateway(int devices) throws Exception {
    ScriptedGateway gateway = Scenes.gateway(devices);
    pages = new Pages("gateway");
    pages.views.engine(gateway);
    pages.views.link(gateway);
    pages.views.model(gateway);
    browser.size(1440, 900);
    browser.open(pages.address());
    browser.waitFor("#live", "Live");
    return gateway;
  }

  @Test
  void centralShowsGatewaysWithLinkHealth() throws Exception {
    browser.complaints();
    central(8);
    browser.waitFor("[data-gateway=oak-street]", "Loss from site");
    assertThat(browser.text("[data-gateway=oak-street]")).contains("UP", "28 %", "31 %", "640 ms", "42 %", "12 records");
    assertThat(browser.count("[data-gateway]")).isEqualTo(2);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void centralShowsAChangeAndAnAlarmWithoutAReload() throws Exception {
    ScriptedCentral central = central(8);
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia']", "103.7");
    central.measurement("oak-street", "FDR-01", "ia", 222.5, "A");
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia'] td.value", "222.5");

    central.alarm("oak-street", "FDR-01", "breaker", "tripped", new WallClock().wallNs() - 400_000_000L);
    browser.waitFor("#event-list li:first-child", "tripped");
    assertThat(browser.text("#event-list li:first-child")).contains("oak-street / FDR-01 / breaker", "here after");
  }

  @Test
  void centralMarksEveryPointOfAGatewayWhoseLinkDies() throws Exception {
    ScriptedCentral central = central(8);
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia'] .badge", "GOOD");
    central.gateway("oak-street", false);

    browser.waitFor("tr[data-key='oak-street/FDR-01/ia'] .badge", "OLD");
    browser.waitFor("[data-gateway=oak-street]", "NO LINK");
    browser.waitFor("#problem-list", "oak-street");
    assertThat(browser.text("tr[data-key='oak-street/FDR-01/ia'] td.quality")).contains("nothing heard for 20 s");
    assertThat(browser.text("[data-gateway=mill-road]")).contains("UP");
    central.gateway("oak-street", true);
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia'] .badge", "GOOD");
  }

  @Test
  void fiveThousandPointsAreFilteredByNameAndScrolled() throws Exception {
    central(1_000);
    browser.waitFor("#count", "5\u202f006");
    assertThat(browser.count("#point-table tr.row")).isLessThan(80);

    browser.type("#filter", "FDR-999 ib");
    browser.waitFor("#count", "1 of 5\u202f006");
    browser.waitFor("#point-table tr.row:not([hidden])", "FDR-999 / ib");

    browser.type("#filter", "fdr-");
    browser.waitUntil("all are shown again", () -> !browser.text("#count").startsWith("1 of"));
    browser.script("document.querySelector('#point-table .scroll').scrollTop = 1e9");
    browser.waitFor("#point-table", "FDR-999 / q");

    // A round of redrawing every row in sight takes a small part of a second even on a slow machine.
    Object ms = browser.script("const t = performance.now(); const b = document.querySelector('#point-table .scroll');"
        + " for (let i = 0; i < 20; i++) { b.scrollTop = i * 9000; } return performance.now() - t;");
    assertThat(((Number) ms).doubleValue()).isLessThan(5_000);
  }

  @Test
  void aServerThatGoesAwayIsShownAsSuchAndThePageRecovers() throws Exception {
    ScriptedCentral central = central(8);
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia']", "103.7");
    pages.stop();

    browser.waitFor("#stale", "it is not the present state");
    assertThat(browser.text("#live")).isEqualTo("No connection");
    central.measurement("oak-street", "FDR-01", "ia", 55.5, "A");
    pages.start();
    browser.waitFor("#live", "Live");
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia'] td.value", "55.5");
    assertThat(browser.shows("#stale")).isFalse();
  }

  @Test
  void theGatewayShowsProblemsFirstAndOnlyTheUnpluggedDeviceSuffers() throws Exception {
    ScriptedGateway gateway = gateway(6);
    browser.waitFor("#device-count", "all as they should be");
    assertThat(browser.shows("#problems")).isFalse();

    gateway.device("FDR-03", DeviceState.LOST, "FDR-03: no answer from unit 3 in 3 tries. Check its supply.", 12);
    browser.waitFor("tr[data-device=FDR-03]", "NO REPLY");
    browser.waitFor("#problem-list", "no answer from unit 3 in 3 tries");
    browser.waitFor("tr[data-key='oak-street/FDR-03/ia'] .badge", "LOST");
    assertThat(browser.text("tr[data-key='oak-street/FDR-03/ia']")).contains("111.1", "no answer from unit 3");
    assertThat(browser.text("tr[data-device=FDR-04]")).contains("OK");
    assertThat(browser.text("tr[data-key='oak-street/FDR-04/ia'] .badge")).isEqualTo("GOOD");
    // The lost device stands first.
    assertThat(browser.text("#device-rows tr:first-child")).contains("FDR-03");
    assertThat(browser.count("#problem-list > li")).isEqualTo(1);
  }

  @Test
  void theGatewayPageLivesOnWithTheRadioDeadAndSaysTheBacklogInHours() throws Exception {
    ScriptedGateway gateway = gateway(6);
    browser.waitFor("[data-tile=Backlog]", "Central has everything.");
    gateway.radio(false, 18_420, new WallClock().wallNs() - 5_400_000_000_000L);

    browser.waitFor("[data-tile='Link to central']", "DOWN");
    browser.waitFor("[data-tile=Backlog]", "1.5 h");
    assertThat(browser.text("[data-tile=Backlog]")).contains("18\u202f420 records");
    assertThat(browser.text("[data-tile=Journal]")).contains("46 h left");
    gateway.point("FDR-01", "ia", 77.7, "A", "777");
    browser.waitFor("tr[data-key='oak-street/FDR-01/ia'] td.value", "77.7");
    assertThat(browser.text("#live")).isEqualTo("Live");
  }

  @Test
  void theGatewayShowsARefusedEditWithItsReasons() throws Exception {
    ScriptedGateway gateway = gateway(6);
    Scenes.trouble(gateway);
    browser.waitFor("#problem-list", "devices.csv:3:15 channel \"buss1\" is unknown. Did you mean \"bus1\"?");
    browser.waitFor("[data-tile=Model]", "EDIT REFUSED");
  }

  @Test
  void aDevicesNameShowsItsPointsAndSubstitutedOnesCanBeListed() throws Exception {
    gateway(6);
    browser.waitFor("tr[data-device=FDR-02]", "OK");
    browser.click("tr[data-device=FDR-02] button");
    browser.waitFor("#count", "5 of 32");
    browser.type("#filter", " ");
    browser.script("const o = document.getElementById('only'); o.value = 'substituted'; o.dispatchEvent(new Event('change'))");
    browser.waitFor("#count", "1 of 32");
    browser.waitFor("#point-table tr.row:not([hidden])", "Entered by hand: s.miller");
  }

  @Test
  void aDeviceThatIsRemovedLeavesThePage() throws Exception {
    ScriptedGateway gateway = gateway(6);
    browser.waitFor("#count", "32");
    gateway.remove("FDR-06");
    browser.waitFor("#count", "27");
    browser.waitUntil("FDR-06 has gone", () -> browser.count("tr[data-device=FDR-06]") == 0);
  }

  @Test
  void theGatewayPageSurvivesTheEngineBeingSwapped() throws Exception {
    ScriptedGateway gateway = gateway(6);
    browser.waitFor("#count", "32");
    pages.views.engine(null);
    browser.waitFor("#problem-list", "The engine is not running");
    pages.views.engine(gateway);
    browser.waitFor("#count", "32");
    browser.waitUntil("the problem has gone", () -> !browser.shows("#problems"));
  }

  @Test
  void bothPagesFitAPhone() throws Exception {
    for (String role : List.of("central", "gateway")) {
      if (role.equals("central")) {
        central(30);
      } else {
        pages.close();
        Scenes.trouble(gateway(12));
      }
      browser.size(390, 844);
      browser.waitUntil("rows are there", () -> browser.count("#point-table tr.row:not([hidden])") > 5);
      assertThat(((Number) browser.script("return document.documentElement.scrollWidth")).intValue()).as(role).isLessThanOrEqualTo(390);
      browser.screenshot(role + "-phone");
    }
  }

  @Test
  void textIsReadableInLightAndDark() throws Exception {
    gateway(6);
    browser.waitFor("tr[data-device=FDR-01] .badge", "OK");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (String css : List.of("h1", "tr[data-device=FDR-01] .badge", "#point-table td.time .tq", ".tile p", "th")) {
        assertThat(contrast(css)).as("%s, dark %s", css, dark).isGreaterThanOrEqualTo(4.5);
      }
    }
    browser.dark(false);
  }

  /** Contrast as WCAG 2.1 §1.4.3 counts it, of an element's text against the nearest background that is painted. */
  private static double contrast(String css) {
    Object ratio = browser.script("""
        const e = document.querySelector(arguments[0]);
        const rgb = t => t.match(/[\\d.]+/g).map(Number);
        const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
          return .2126 * r + .7152 * g + .0722 * b; };
        let p = e, back = [0, 0, 0, 0];
        while (p && (back.length === 4 && back[3] === 0)) { back = rgb(getComputedStyle(p).backgroundColor); p = p.parentElement; }
        const a = light(rgb(getComputedStyle(e).color)), b = light(back);
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        """, css);
    return ((Number) ratio).doubleValue();
  }

  @Test
  void everyFieldHasANameForAScreenReader() throws Exception {
    central(8);
    Object nameless = browser.script("""
        return [...document.querySelectorAll('input, select, button, [role=region], meter')]
          .filter(e => !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') && !e.textContent.trim()).length""");
    assertThat(((Number) nameless).intValue()).isZero();
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("en");
  }
}

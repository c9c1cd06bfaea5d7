package io.busbar.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first minute of the demonstration as somebody sees it on both pages: an alarm that beats the backlog, a device that
 * is unplugged and suffers alone, a radio that is dead while the gateway's page lives on, a power cut after which events
 * have the times they had.
 */
class DemoPagesTest {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration SCENE = Duration.ofMinutes(3);

  /** Has a page note by itself when it last showed something: what it shows for a while only is not missed by a slow test. */
  private static final String WATCH = """
      const text = css => [...document.querySelectorAll(css)].map(e => e.innerText).join(' ');
      const note = (name, holds) => { if (holds) window.saw[name] = Date.now(); };
      window.saw = {};
      setInterval(() => { LOOK }, 100);
      """;

  @TempDir
  private Path folder;

  @Test
  void theFirstMinuteConvincesOnBothPages() throws Exception {
    Assumptions.assumeTrue(Browser.installed().isPresent(), "Chromium is not installed: apt-get install chromium chromium-driver");
    Path image = Path.of(System.getProperty("busbar.image", ""));
    Assumptions.assumeTrue(Files.isExecutable(image.resolve("bin").resolve("busbar")), "the image is not built: " + image);
    try (Demo demo = Demo.start(image, folder.resolve("work"), "--seconds", "120", "--loss", "0.3", "--rate", "64000", "--delay", "300",
        "--outage", "20", "--crash"); Browser central = Browser.start(); Browser gateway = Browser.start()) {
      demo.await("short circuit", START);
      central.open(demo.centralPage());
      gateway.open(demo.gatewayPage());
      central.waitFor("#live", "Live");
      gateway.waitFor("#live", "Live");
      try {
        aTripIsSeen(central, gateway);
        oneDeviceIsUnplugged(demo, central, gateway);
        theRadioIsDead(demo, central, gateway);
        theAlarmBeatsTheBacklog(demo, central);
        thePowerIsCut(demo, central, gateway);
      } catch (Throwable e) {
        central.screenshot("demo-central-failed");
        gateway.screenshot("demo-gateway-failed");
        System.err.println(demo.whatItTold());
        System.err.println("gateway: " + statusOf(demo.gatewayPage()));
        System.err.println("central: " + statusOf(demo.centralPage()));
        throw e;
      }
    }
  }

  private static void aTripIsSeen(Browser central, Browser gateway) throws Exception {
    central.waitFor("[data-gateway=oak-street]", "UP");
    central.waitFor("#event-list li[data-key='oak-street/FDR-07/evTrip']", "here after");
    central.screenshot("demo-1-trip-central");
    gateway.waitFor("#device-count", "21");
  }

  private static void oneDeviceIsUnplugged(Demo demo, Browser central, Browser gateway) throws Exception {
    // It stays unplugged for a while only: what can be done before is done before.
    gateway.type("#filter", "TR-2/");
    central.type("#filter", "/oil");
    gateway.script(WATCH.replace("LOOK", """
        note('lost', text('tr[data-device=TR-2]').includes('NO REPLY') && text('#problem-list').includes('TR-2')
          && text('#point-table tr.row:not([hidden]) .badge').includes('LOST')
          && document.querySelectorAll('#device-rows tr[data-state=LOST]').length === 1);
        const alone = text("[data-tile='Link to central']").includes('Everything here goes on without it.')
          && text('[data-tile=Backlog]').includes('records, the oldest of') && /[0-9.]+ h/.test(text('[data-tile=Backlog]'))
          && text('[data-tile=Journal]').includes('h left') && text('#live') === 'Live';
        note('alone', alone);
        const value = text("tr[data-key='oak-street/FDR-01/scan']:not([hidden]) td.value");
        note('goesOn', alone && window.value && value && window.value !== value);
        window.value = alone ? value : '';
        """));
    central.script(WATCH.replace("LOOK", """
        note('lost', text("tr[data-key='oak-street/TR-2/oil']:not([hidden]) .badge").includes('LOST')
          && text("tr[data-key='oak-street/TR-1/oil']:not([hidden]) .badge").includes('GOOD'));
        """));
    long unpluggedAt = demo.await("TR-2 is unplugged", SCENE);
    saw(gateway, "lost", unpluggedAt);
    saw(central, "lost", unpluggedAt);
    central.waitFor("#event-list li[data-key='oak-street/TR-2/_state']", "NO REPLY");
    gateway.screenshot("demo-2-unplugged-gateway");
    central.screenshot("demo-2-unplugged-central");

    demo.await("TR-2 is plugged back", SCENE);
    gateway.waitFor("tr[data-device=TR-2]", "OK");
    gateway.type("#filter", "scan");
  }

  private static void theRadioIsDead(Demo demo, Browser central, Browser gateway) throws Exception {
    long deadAt = demo.await("the radio is dead", SCENE);
    central.script("window.deadAt = arguments[0]", deadAt);
    saw(gateway, "alone", deadAt);
    saw(gateway, "goesOn", deadAt);
    gateway.screenshot("demo-3-radio-dead-gateway");
    central.screenshot("demo-3-radio-dead-central");
    central.type("#filter", "FDR-07/breaker");
    // From here on the page notes each source time that it shows of the breaker.
    central.script("window.seen = []; setInterval(() => { const r = document.querySelector(\"tr[data-key='oak-street/FDR-07/breaker']\");"
        + " if (r && r.dataset.t) window.seen.push(Number(r.dataset.t)); }, 100)");
  }

  /** Waits until a page has shown something after a time, ns. */
  private static void saw(Browser browser, String name, long afterNs) {
    browser.waitUntil("the page has shown: " + name, () ->
        ((Number) browser.script("return window.saw[arguments[0]] || 0", name)).longValue() > afterNs / 1_000_000);
  }

  /** What FDR-03 reported while the radio was dead is here before measurements that were read earlier. */
  private static void theAlarmBeatsTheBacklog(Demo demo, Browser central) throws Exception {
    demo.await("the radio is back", SCENE);
    central.waitUntil("the trip of FDR-03 during the outage is seen", () -> shownTrip(central) != 0);
    central.screenshot("demo-4-alarm-before-backlog-central");
    long shown = shownTrip(central);
    Line alarm = demo.sinkLines().stream().filter(l -> l.contains("\"device\":\"FDR-03\",\"point\":\"evTrip\"")).map(Line::new)
        .filter(line -> Math.abs(line.number("t") - shown) < 1_000).findFirst().orElseThrow();
    central.waitUntil("backlog comes after the alarm", () -> {
      try {
        // A short outage's measurements may have waited in the live lane, or have been leapt over.
        return demo.sinkLines().stream().filter(l -> !l.contains("\"lane\":\"event\"") && l.contains("\"v\":")).map(Line::new)
            .anyMatch(late -> late.number("t") < alarm.number("t") && late.number("rt") > alarm.number("rt"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Source time of a trip of FDR-03 that the page shows and that happened while the radio was dead; 0 if there is none yet. */
  private static long shownTrip(Browser central) {
    return ((Number) central.script("const e = [...document.querySelectorAll(\"#event-list li[data-key='oak-street/FDR-03/evTrip']\")]"
        + ".map(e => Number(e.dataset.t)).filter(t => t > window.deadAt); return e.length ? e[0] : 0")).longValue();
  }

  private static void thePowerIsCut(Demo demo, Browser central, Browser gateway) throws Exception {
    // What is told may be a little late.
    long tripFrom = demo.await("another short circuit", SCENE) - 2_000_000_000L;
    long killed = demo.await("the gateway is killed", SCENE);
    gateway.waitUntil("the gateway runs again", () -> startOf(demo.gatewayPage()) > killed - 1_000_000_000L, SCENE);
    gateway.waitFor("#live", "Live", SCENE);
    gateway.waitFor("#device-count", "21", SCENE);
    long restart = startOf(demo.gatewayPage());
    central.waitFor("[data-gateway=oak-street]", "UP", SCENE);
    central.waitUntil("the trip before the power cut is seen with the time that it had", () -> ((Number) central.script(
        "return [...document.querySelectorAll(\"#event-list li[data-key='oak-street/FDR-07/evTrip']\")].map(e => Number(e.dataset.t))"
        + ".filter(t => t > arguments[0] && t < arguments[1]).length", tripFrom, restart)).intValue() > 0, SCENE);
    central.screenshot("demo-5-power-cut-central");
    gateway.screenshot("demo-5-power-cut-gateway");

    Object shown = central.script("return [...document.querySelectorAll(\"#event-list li[data-key='oak-street/FDR-07/evTrip']\")]"
        + ".map(e => Number(e.dataset.t))");
    for (Object t : (List<?>) shown) {
      // A browser's numbers have 53 bits: a quarter of a microsecond.
      central.waitUntil("what the page shows is in the sink: " + t, () -> tripsInTheSink(demo)
          .anyMatch(line -> Math.abs(line.number("t") - ((Number) t).longValue()) < 1_000));
    }
    Object backwards = central.script("return window.seen.filter((t, i) => i > 0 && t < window.seen[i - 1]).length");
    assertThat(((Number) backwards).intValue()).as("times that the breaker's state went back").isZero();
    assertThat(((Number) central.script("return window.seen.length")).intValue()).isPositive();
  }

  private static Stream<Line> tripsInTheSink(Demo demo) {
    try {
      return demo.sinkLines().stream().filter(l -> l.contains("\"device\":\"FDR-07\",\"point\":\"evTrip\"")).map(Line::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Wall time at which the process behind a page was started, ns; 0 if it does not answer. */
  private static long startOf(String page) {
    String status = statusOf(page);
    return status.isEmpty() ? 0 : new Line(status).number("startedNs");
  }

  /** What the process behind a page says of itself; empty if it does not answer. */
  private static String statusOf(String page) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(page + "api/status")).build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Numbers of a line of the sink. */
  private record Line(String text) {
    long number(String name) {
      Matcher found = Pattern.compile("\"" + name + "\":(-?[0-9]+)").matcher(text);
      if (!found.find()) {
        throw new AssertionError("no " + name + " in " + text);
      }
      return Long.parseLong(found.group(1));
    }
  }
}

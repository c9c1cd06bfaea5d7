package io.busbar.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Difference;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SitePlans;
import io.busbar.infer.Inference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Templates from a list of points as a button on the gateway's page, in a real Chromium. */
class InferPageTest {
  private static Browser browser;
  private final Plans plans = new Plans();
  private Pages pages;

  @BeforeAll
  static void startBrowser() {
    Assumptions.assumeTrue(Browser.installed().isPresent(), "Chromium is not installed: apt-get install chromium chromium-driver");
    browser = Browser.start();
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    pages = new Pages("gateway");
    ScriptedGateway gateway = Scenes.gateway(4);
    pages.views.engine(gateway);
    pages.views.link(gateway);
    pages.views.model(gateway);
    pages.views.plans(plans);
    pages.views.inference(new Inference());
    browser.size(1440, 900);
    browser.complaints();
    browser.open(pages.address());
    browser.waitFor("#live", "Live");
    browser.click("#infer-details summary");
  }

  @AfterEach
  void close() {
    browser.open("about:blank");
    pages.close();
  }

  /** Ten meters of four points; one has a point at another address, another has one too few. */
  private static String list() {
    StringBuilder text = new StringBuilder("device,point,address,type,scale,unit\n");
    for (int device = 1; device <= 10; device++) {
      String name = "MTR-" + device;
      text.append(name).append(",u,40101,uint16,0.1,V\n").append(name).append(",i,").append(device == 7 ? 40177 : 40102).append(",uint16,0.1,A\n");
      text.append(name).append(",p,40103,uint16,1,W\n");
      text.append(device == 9 ? "" : name + ",f,40104,uint16,0.01,Hz\n");
    }
    return text.toString();
  }

  private void paste(String text) {
    browser.script("document.getElementById('infer-text').value = arguments[0]", text);
  }

  @Test
  void aPastedListBecomesTemplatesWithItsExceptionsAndIsAddedByPlanAndApply() throws Exception {
    paste(list());
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "39 points of 10 devices: 1 templates for 8 devices, 2 exceptions.");
    assertThat(browser.count("#infer-templates tr")).isEqualTo(1);
    assertThat(browser.text("tr[data-exception=MTR-7]")).contains("i has address", "pasted.csv:");
    assertThat(browser.text("tr[data-exception=MTR-9]")).contains("has no f");

    browser.script("document.getElementById('infer-channel').value = 'lan'");
    browser.click("#infer-add");
    browser.waitFor("#infer-plan-lines", "+ 10 devices: MTR-1");
    assertThat(plans.edits).hasSize(13).anySatisfy(edit -> assertThat(edit).isInstanceOfSatisfying(SiteEdit.PutDevice.class,
        device -> assertThat(device.settings()).containsEntry("channel", "lan").containsKey("template")));
    browser.click("#infer-apply");
    browser.driver().switchTo().alert().accept();
    browser.waitFor("#infer-message", "Applied: it runs");
    assertThat(plans.orders).containsExactly("apply p1 600000 page");
    browser.click("#infer-keep");
    browser.waitFor("#infer-message", "Kept.");
    assertThat(plans.orders).containsExactly("apply p1 600000 page", "confirm page");
    browser.screenshot("gateway-infer");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aChosenFileIsReadAndTheProposalReplacesTheSiteOrIsDownloaded() throws Exception {
    java.nio.file.Path file = java.nio.file.Files.writeString(java.nio.file.Files.createTempFile("busbar-list", ".csv"), list());
    browser.driver().findElement(org.openqa.selenium.By.id("infer-files")).sendKeys(file.toString());
    browser.type("#infer-site", "elm road");
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "39 points of 10 devices");
    browser.click("#infer-replace");
    browser.waitFor("#infer-plan-lines", "+ 10 devices");
    assertThat(plans.files.get("site.yaml")).contains("elm road");
    assertThat(plans.files.get("devices.csv")).contains("MTR-10");
    Object archive = browser.script("""
        return import('./tar.js').then(tar => tar.tar('elm', {'site.yaml': 'site: elm', 'templates/a.yaml': 'ä'}).arrayBuffer())
          .then(bytes => String.fromCharCode(...new Uint8Array(bytes)))""");
    assertThat(archive.toString()).hasSize(6 * 512).startsWith("elm/site.yaml\0").contains("ustar\00000", "elm/templates/a.yaml", "site: elm");
    browser.click("#infer-download");
    browser.waitFor("#infer-message", "The download is a site folder");
    assertThat(browser.complaints()).isEmpty();
    java.nio.file.Files.delete(file);
  }

  @Test
  void mistakesAreSaidWhereThePersonLooks() {
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "Choose a CSV file or paste a list first");
    paste("what,ever\n1,2\n");
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "Nothing is proposed");
    browser.waitFor("#infer-problems", "pasted.csv");
    assertThat(browser.shows("#infer-result")).isFalse();
    browser.script("document.getElementById('infer-columns').value = 'Signal'");
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "has no =");
    pages.views.inference(null);
    browser.script("document.getElementById('infer-columns').value = ''");
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "io.busbar.infer is not installed");
    plans.refusing = true;
    pages.views.inference(new Inference());
    paste(list());
    browser.click("#infer-propose");
    browser.waitFor("#infer-message", "39 points");
    browser.click("#infer-add");
    browser.waitFor("#infer-message", "It cannot be applied");
    browser.waitFor("#infer-plan-lines", "channel \"lan\" is unknown");
    assertThat(browser.shows("#infer-apply")).isFalse();
  }

  private static final class Plans implements SitePlans {
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private volatile Map<String, String> files = Map.of();
    private volatile List<SiteEdit> edits = List.of();
    private volatile boolean refusing;

    private Planned planned(List<String> devices) {
      Difference difference = new Difference(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), devices, List.of(), List.of(),
          List.of(), List.of(), List.of(), List.of());
      return new Planned(refusing ? "" : "p1", 3, difference, new FileChanges(List.of(), List.of(), List.of(), List.of()), List.of(), 0,
          refusing ? List.of(Problem.error(io.busbar.api.model.SourceLocation.NONE, "unknown-channel", "channel \"lan\" is unknown.")) : List.of());
    }

    @Override
    public Planned plan(Map<String, String> uploaded) {
      files = uploaded;
      return planned(uploaded.get("devices.csv").lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList());
    }

    @Override
    public Planned plan(List<SiteEdit> wanted) {
      edits = wanted;
      return planned(wanted.stream().filter(edit -> edit instanceof SiteEdit.PutDevice).map(edit -> ((SiteEdit.PutDevice) edit).name()).toList());
    }

    @Override
    public Planned planFolder(String folder) {
      throw new UnsupportedOperationException("not for pages");
    }

    @Override
    public List<Problem> apply(String id, Order order) {
      orders.add("apply " + id + " " + order.confirmWithinMs() + " " + order.who());
      return List.of();
    }

    @Override
    public List<Problem> undo(Order order) {
      return List.of();
    }

    @Override
    public List<Problem> undo(int version, Order order) {
      return List.of();
    }

    @Override
    public List<Problem> confirm(Order order) {
      orders.add("confirm " + order.who());
      return List.of();
    }

    @Override
    public List<Version> versions() {
      return List.of();
    }

    @Override
    public @Nullable Unconfirmed unconfirmed() {
      return null;
    }
  }
}

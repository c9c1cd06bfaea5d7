package io.busbar.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.TemplateLoader;
import io.busbar.shell.json.Json;
import io.busbar.shell.words.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class GatewayTaskTest {
  @TempDir Path folder;
  private final Map<String, Dictionary<String, ?>> configured = new ConcurrentHashMap<>();
  private final List<TemplateLoader> loaders = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ConfigurationAdmin admin() {
    return proxy(ConfigurationAdmin.class, (method, arguments) -> proxy(Configuration.class, (update, properties) -> {
      configured.put((String) arguments[0], (Dictionary<String, ?>) properties[0]);
      return null;
    }));
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private int run(String... arguments) {
    return Task.carryOut(new GatewayTask(admin(), loaders), "gateway", GatewayTask.USAGE, List.of(arguments),
        new PrintStream(out), new PrintStream(err));
  }

  private Path site() throws IOException {
    Path site = Files.createDirectories(folder.resolve("oak"));
    Files.writeString(site.resolve("site.yaml"), "site: oak\n");
    return site;
  }

  @Test
  void configuresTheComponentsAndLeavesARunFileWhileItRuns() throws Exception {
    Path site = site();
    try (ServerSocket page = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = page.getLocalPort();
      page.close();
      AtomicInteger code = new AtomicInteger(-1);
      Thread thread = new Thread(() -> code.set(run(site.toString(), "--page", "127.0.0.1:" + port)));
      thread.start();
      while (!configured.containsKey("io.busbar.console")) {
        Thread.sleep(10);
      }
      HttpServer answer = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      answer.createContext("/api/status", exchange -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(("{\"pid\":" + ProcessHandle.current().pid() + "}").getBytes(StandardCharsets.UTF_8));
        exchange.close();
      });
      answer.start();
      while (out.size() == 0) {
        Thread.sleep(10);
      }
      answer.stop(0);
      assertThat(out.toString()).startsWith("busbar gateway runs on " + site + ", page http://127.0.0.1:" + port + "/").hasLineCount(1);
      Map<String, Object> run = Json.object(Files.readString(site.resolve("data/gateway.run")));
      assertThat(run).containsEntry("page", "127.0.0.1:" + port).containsEntry("site", site.toString());
      assertThat(configured.get("io.busbar.engine.site").get("folder")).isEqualTo(site.toString());
      assertThat(configured.get("io.busbar.journal").get("folder")).isEqualTo(site.resolve("data/journal").toString());
      assertThat(configured.get("io.busbar.console").get("role")).isEqualTo("gateway");
      assertThat(run(site.toString(), "--page", "127.0.0.1:0")).isEqualTo(3);
      assertThat(err.toString()).contains("another gateway (process " + ProcessHandle.current().pid() + ") runs on " + site.resolve("data"));
      thread.interrupt();
      thread.join();
      assertThat(code).hasValue(0);
      assertThat(site.resolve("data/gateway.run")).doesNotExist();
    }
  }

  @Test
  void takesPageAndJournalFromTheSiteUnlessTheCommandLineSaysOtherwise() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      SourceLocation at = new SourceLocation("site.yaml", 2, 1);
      Setting console = new Setting("", Map.of("page", Setting.of("127.0.0.1:" + taken.getLocalPort(), at)), at);
      Setting journal = new Setting("", Map.of("capacity", Setting.of("1024", at), "commitInterval", Setting.of("500", at)), at);
      loaders.add(loader(new SiteModel("oak", new Settings(Map.of("console", console, "journal", journal), at), Settings.NONE, List.of(),
          List.of(), List.of())));
      assertThat(run(site().toString())).isEqualTo(3);
      assertThat(err.toString()).contains("127.0.0.1:" + taken.getLocalPort() + " is in use");
      Thread thread = new Thread(() -> run(folder.resolve("oak").toString(), "--page", "127.0.0.1:0"));
      thread.start();
      while (!configured.containsKey("io.busbar.console")) {
        Thread.sleep(10);
      }
      thread.interrupt();
      thread.join();
      assertThat(configured.get("io.busbar.journal").get("capacityMegabytes")).isEqualTo(1024L);
      assertThat(configured.get("io.busbar.journal").get("commitIntervalMs")).isEqualTo(500L);
    }
  }

  private static TemplateLoader loader(SiteModel model) {
    return proxy(TemplateLoader.class, (method, arguments) -> method.equals("load") ? new TemplateLoader.Loaded(model, List.of()) : (Object) true);
  }

  @Test
  void refusesAPageThatIsInUseWithOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(run(site().toString(), "--page", "127.0.0.1:" + taken.getLocalPort())).isEqualTo(3);
    }
    assertThat(err.toString()).hasLineCount(1).contains("is in use").contains("--page HOST:PORT");
    assertThat(configured).isEmpty();
  }

  @Test
  void refusesAFolderThatIsNoSite() {
    assertThat(run(folder.resolve("nowhere").toString())).isEqualTo(3);
    assertThat(run(folder.toString())).isEqualTo(3);
    assertThat(err.toString()).hasLineCount(2).contains("does not exist").contains("has no site.yaml");
  }

  @Test
  void refusesADataFolderThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run(site().toString(), "--data", file.toString())).isEqualTo(3);
    assertThat(err.toString()).hasLineCount(1).contains(file + " is a file, not a folder").contains("--data FOLDER");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws Exception {
    assertThat(run()).isEqualTo(2);
    assertThat(run("a", "b")).isEqualTo(2);
    assertThat(run(site().toString(), "--dta", "x")).isEqualTo(2);
    assertThat(run(site().toString(), "--page", "x:y")).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(4).contains("SITE_FOLDER is missing", "There are: --data, --page", "Usage: busbar gateway "
        + "SITE_FOLDER");
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).isEqualTo(GatewayTask.USAGE);
  }
}

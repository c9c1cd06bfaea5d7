package io.busbar.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.busbar.api.view.CentralView;
import io.busbar.shell.words.Task;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class CentralTaskTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicReference<CentralView> central = new AtomicReference<>();

  private final List<HttpServer> pages = new ArrayList<>();
  private String line = "";
  private boolean terminal;

  private interface Answer {
    Object to(String method);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.to(method.getName())));
  }

  private int run(String... more) {
    ConfigurationAdmin admin = proxy(ConfigurationAdmin.class, method -> configuration());
    return Task.carryOut(new CentralTask(admin, central::get, () -> line, () -> terminal), "central", CentralTask.USAGE,
        Stream.concat(Stream.of(folder.toString(), "--listen", "127.0.0.1:0", "--page", "127.0.0.1:0"), Stream.of(more)).toList(),
        new PrintStream(out), new PrintStream(err));
  }

  /** A configuration; the console's opens a page that is none of ours, so that nobody waits for the one that is missing. */
  private Configuration configuration() {
    return (Configuration) Proxy.newProxyInstance(Configuration.class.getClassLoader(), new Class<?>[] {Configuration.class},
        (proxy, method, arguments) -> {
          if (arguments != null && arguments[0] instanceof Dictionary<?, ?> values && values.get("role") != null) {
            String[] listen = String.valueOf(values.get("listen")).split(":");
            try {
              HttpServer page = HttpServer.create(new InetSocketAddress(listen[0], Integer.parseInt(listen[1])), 0);
              pages.add(page);
              page.start();
            } catch (BindException takenMeanwhile) {
              return null; // then another program answers there, or the page is waited for
            }
          }
          return null;
        });
  }

  @AfterEach
  void closePages() {
    pages.forEach(page -> page.stop(0));
  }

  private static CentralView says(CentralView.Listening... answers) {
    List<CentralView.Listening> left = new ArrayList<>(List.of(answers));
    return proxy(CentralView.class, method -> left.size() > 1 ? left.remove(0) : left.get(0));
  }

  @Test
  void failsWhereAPortWasTakenBetweenCheckAndOpening() {
    central.set(says(new CentralView.Listening(false, ""), new CentralView.Listening(false, "127.0.0.1:20500 is in use by another program.")));
    assertThat(run()).isEqualTo(3);
    assertThat(err.toString()).isEqualTo("busbar central: 127.0.0.1:20500 is in use by another program.\n");
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("central.run")).doesNotExist();
  }

  /** Runs until it says where it runs. */
  private String started() throws Exception {
    out.reset();
    central.set(says(new CentralView.Listening(true, "")));
    Thread thread = new Thread(() -> run());
    thread.start();
    while (thread.isAlive() && !out.toString().contains("busbar central runs on")) {
      Thread.sleep(20);
    }
    thread.interrupt();
    thread.join();
    return out.toString();
  }

  @Test
  void itsLineIsShownOnceAndOnlyToAPerson() throws Exception {
    line = "busbar1:SECRET";
    assertThat(started()).doesNotContain("SECRET").contains("\"busbar key " + folder + "\" shows it");
    terminal = true;
    assertThat(started()).contains("busbar1:SECRET", "\"busbar key " + folder + "\" shows it again");
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys").resolve("line"), line);
    assertThat(started()).as("not the first start").doesNotContain("SECRET");
    terminal = false;
    assertThat(started()).doesNotContain("SECRET");
  }

  @Test
  void turnsAreGrantedOnOneChannelWhoseTimesAreGiven() {
    assertThat(run("--polled")).isEqualTo(2);
    assertThat(run("--polled", "--half-duplex", "40ms")).isEqualTo(2);
    assertThat(run("--polled", "--half-duplex", "40,120", "--listen", "127.0.0.1:1")).isEqualTo(2);
    assertThat(run("--polled", "--half-duplex", "40,120")).isEqualTo(2);
    assertThat(run("--slot", "500")).isEqualTo(2);
    assertThat(err.toString()).contains("--polled needs --half-duplex", "takes two times in ms, for example 40,120, not \"40ms\"",
        "--polled takes one --listen", "--polled is for a radio modem", "--slot and --quiet belong to --polled");
  }

  @Test
  void saysThatItRunsNotBeforeGatewaysAreHeard() throws Exception {
    CountDownLatch askedAgain = new CountDownLatch(3);
    central.set(proxy(CentralView.class, method -> {
      askedAgain.countDown();
      return new CentralView.Listening(false, "");
    }));
    Thread thread = new Thread(() -> run());
    thread.start();
    assertThat(askedAgain.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(out.toString()).isEmpty();
    thread.interrupt();
    thread.join();
    assertThat(err.toString()).isEmpty();
  }
}

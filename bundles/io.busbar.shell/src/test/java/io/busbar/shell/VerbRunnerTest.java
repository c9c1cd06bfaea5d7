package io.busbar.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.cli.Verb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

class VerbRunnerTest {

  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private final ObjIntConsumer<String> ending = (line, code) -> endings.add(code + "|" + line);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final VerbRunner.Console console = new VerbRunner.Console(new PrintStream(out, true), new PrintStream(out, true));

  @Test
  void runsTheWantedVerbAndEndsWithItsCode() throws Exception {
    try (VerbRunner runner = new VerbRunner("say", List.of("a", "b c"), ending, console, Duration.ofMinutes(1))) {
      runner.offer(verb("other", (arguments, print) -> 0));
      runner.offer(verb("say", (arguments, print) -> {
        print.print(arguments);
        return 7;
      }));
      assertThat(endings.poll(30, TimeUnit.SECONDS)).isEqualTo("7|");
      assertThat(out.toString()).isEqualTo("[a, b c]");
    }
  }

  @Test
  void saysThatNobodyHasTheVerb() throws Exception {
    try (VerbRunner runner = new VerbRunner("say", List.of(), ending, console, Duration.ofMillis(20))) {
      assertThat(endings.poll(30, TimeUnit.SECONDS)).startsWith("3|no bundle").contains("\"say\"");
    }
  }

  @Test
  void anExceptionOfTheVerbEndsTheProgramWithItsReason() throws Exception {
    try (VerbRunner runner = new VerbRunner("say", List.of(), ending, console, Duration.ofMinutes(1))) {
      runner.offer(verb("say", (arguments, print) -> {
        throw new IllegalStateException("broken");
      }));
      assertThat(endings.poll(30, TimeUnit.SECONDS)).startsWith("3|").contains("broken");
    }
  }

  @Test
  void closingInterruptsARunningVerb() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    VerbRunner runner = new VerbRunner("wait", List.of(), ending, console, Duration.ZERO);
    runner.offer(verb("wait", (arguments, print) -> {
      running.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return 0;
    }));
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    runner.close();
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void argumentsAreSeparatedByTheUnitSeparator() {
    assertThat(VerbRunnerComponent.split("a\u001f\u001fb c")).containsExactly("a", "", "b c");
    assertThat(VerbRunnerComponent.split("")).isEmpty();
    assertThat(VerbRunnerComponent.split(null)).isEmpty();
  }

  private interface Body {
    int run(List<String> arguments, PrintStream out);
  }

  private static Verb verb(String name, Body body) {
    return new Verb() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String usage() {
        return name;
      }

      @Override
      public int run(List<String> arguments, PrintStream out, PrintStream err) {
        return body.run(arguments, out);
      }
    };
  }
}

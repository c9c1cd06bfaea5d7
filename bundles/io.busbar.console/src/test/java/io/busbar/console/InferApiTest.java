package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Problem;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.TemplateInference;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Templates from lists of points over real HTTP. */
class InferApiTest extends ServedConsole {
  private static final String LISTS = "\"lists\":{\"points.csv\":\"device,point\\nM-1,u\"}";

  private final Fake inference = new Fake();

  @BeforeEach
  void serve() {
    views.inference(inference);
  }

  @Test
  void aListGivesTemplatesExceptionsFilesAndTheirEdits() throws Exception {
    String body = ask("/api/infer", "{" + LISTS + ",\"site\":\" oak \",\"columns\":{\"point\":\"Signal\"},\"addressing\":\"modicon\",\"split\":\".\","
        + "\"least\":2}", MEANT).body();
    assertThat(inference.lists).containsEntry("points.csv", "device,point\nM-1,u");
    assertThat(inference.wishes).isEqualTo(new TemplateInference.Wishes("oak", Map.of("point", "Signal"), "modicon", ".", 2));
    assertThat(body).contains("\"proposed\":true,\"points\":3,\"devices\":2", "\"exceptionsTotal\":1,\"problemsTotal\":1",
        "{\"template\":\"meter\",\"devices\":1,\"first\":\"M-1\",\"points\":1,\"hasBase\":true,\"like\":\"\"}",
        "\"words\":\"u has scale 1 instead of 0.1\"", "\"files\":{\"devices.csv\":", "\"template\":\"meter\",\"text\":\"points: {}\"",
        "{\"device\":\"M-1\",\"set\":{\"template\":\"meter\",\"unit\":\"7\"}}");
  }

  @Test
  void whatIsNotSaidHasItsDefault() throws Exception {
    assertThat(ask("/api/infer", "{" + LISTS + "}", MEANT).statusCode()).isEqualTo(200);
    assertThat(inference.wishes).isEqualTo(new TemplateInference.Wishes("site", Map.of(), "", "", TemplateInference.Wishes.LEAST));
  }

  @Test
  void whatIsNoListIsRefusedWithTheForm() throws Exception {
    for (String wrong : List.of("", "[]", "{}", "{\"lists\":{}}", "{\"lists\":{\"a.csv\":7}}", "{" + LISTS + ",\"least\":1}",
        "{" + LISTS + ",\"least\":\"3\"}", "{" + LISTS + ",\"addressing\":\"octal\"}", "{" + LISTS + ",\"columns\":[]}")) {
      HttpResponse<String> answer = ask("/api/infer", wrong, MEANT);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).startsWith("The body has to be like {\"lists\":");
    }
    assertThat(ask("/api/infer", "{" + LISTS + "}").statusCode()).as("without the header").isEqualTo(403);
    assertThat(inference.wishes).isNull();
    views.inference(null);
    assertThat(ask("/api/infer", "{" + LISTS + "}", MEANT).statusCode()).isEqualTo(503);
  }

  @Test
  void oneProposalIsMadeAtATime() throws Exception {
    inference.hold = new CountDownLatch(1);
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> {
      try {
        return ask("/api/infer", "{" + LISTS + "}", MEANT).statusCode();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    assertThat(inference.begun.await(60, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> second = ask("/api/infer", "{" + LISTS + "}", MEANT);
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.body()).contains("Try again");
    inference.hold.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(200);
    assertThat(ask("/api/infer", "{" + LISTS + "}", MEANT).statusCode()).isEqualTo(200);
  }

  private static final class Fake implements TemplateInference {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile @Nullable Map<String, String> lists;
    private volatile @Nullable Wishes wishes;

    @Override
    public Proposal propose(Map<String, String> given, Wishes wished) {
      lists = given;
      wishes = wished;
      begun.countDown();
      try {
        if (!hold.await(60, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody lets it go on");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      SourceLocation at = new SourceLocation("points.csv", 2, 1);
      return new Proposal(Map.of("templates/meter.yaml", "points: {}", "devices.csv", "device,template,unit\nM-1,meter,7\n"), 3, 2,
          List.of(new Kind("meter", List.of("M-1"), 1, true, "")),
          List.of(new Exceptional("M-2", "meter", "meter-M-2", List.of(new Deviation("scale", "u", "0.1", "1", at)))),
          List.of(Problem.error(at, "left-out", "This line has no address.")));
    }
  }
}

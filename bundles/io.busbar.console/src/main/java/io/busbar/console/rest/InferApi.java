package io.busbar.console.rest;

import io.busbar.api.model.Problems;
import io.busbar.api.template.CsvText;
import io.busbar.api.template.TemplateInference;
import io.busbar.api.template.TemplateInference.Deviation;
import io.busbar.api.template.TemplateInference.Exceptional;
import io.busbar.api.template.TemplateInference.Kind;
import io.busbar.api.template.TemplateInference.Proposal;
import io.busbar.api.template.TemplateInference.Wishes;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/infer}: proposes templates for flat lists of points; changes nothing. Any thread; seconds for a large list. */
public final class InferApi {
  /** Its path: its body brings lists. */
  public static final String PATH = "/api/infer";

  private static final int MOST_LISTED = 1_000;
  private static final String TEMPLATES = "templates/";
  private static final String YAML = ".yaml";
  private static final String FORM = "The body has to be like {\"lists\": {\"points.csv\": \"device,point,address\\n…\"},"
      + " \"site\": \"oak-street\"}, and may have \"columns\": {\"point\": \"Signal\"},"
      + " \"addressing\": \"modicon\" or \"zeroBased\", \"split\": \".\", \"least\": 3.";

  private final Views views;
  private final Semaphore one = new Semaphore(1);

  InferApi(Views views) {
    this.views = views;
  }

  Reply answer(Request request) {
    TemplateInference inference = views.inference();
    if (inference == null) {
      return Reply.text(503, "The bundle io.busbar.infer is not installed in this gateway.");
    }
    Map<String, @Nullable Object> body = JsonReader.object(request.body());
    Map<String, String> lists = body == null ? null : texts(body.get("lists"));
    Wishes wishes = body == null ? null : wishes(body);
    if (lists == null || lists.isEmpty() || wishes == null) {
      return Reply.text(400, FORM);
    }
    if (!one.tryAcquire()) {
      return Reply.text(503, "Somebody else has templates proposed now, which takes seconds. Try again.");
    }
    try {
      Proposal proposal = inference.propose(lists, wishes);
      return Reply.json(Json.object(json -> proposed(json, proposal)));
    } finally {
      one.release();
    }
  }

  private static @Nullable Wishes wishes(Map<String, @Nullable Object> body) {
    Map<String, String> columns = body.get("columns") == null ? Map.of() : texts(body.get("columns"));
    Object least = body.get("least");
    String addressing = text(body, "addressing");
    boolean known = List.of("", "modicon", "zeroBased").contains(addressing);
    boolean counted = least == null || (least instanceof Number number && number.intValue() >= 2);
    return columns == null || !known || !counted ? null : new Wishes(text(body, "site").isBlank() ? "site" : text(body, "site").strip(), columns,
        addressing, text(body, "split"), least instanceof Number number ? number.intValue() : Wishes.LEAST);
  }

  private static String text(Map<String, @Nullable Object> body, String name) {
    return body.get(name) instanceof String text ? text : "";
  }

  private static @Nullable Map<String, String> texts(@Nullable Object object) {
    if (!(object instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        return null;
      }
      texts.put(String.valueOf(entry.getKey()), text);
    }
    return texts;
  }

  private static void proposed(Json json, Proposal proposal) {
    json.put("proposed", !proposal.files().isEmpty()).put("points", proposal.points()).put("devices", proposal.devices());
    json.put("exceptionsTotal", proposal.exceptions().size()).put("problemsTotal", proposal.problems().size());
    json.objects("templates", proposal.kinds(), InferApi::kind);
    json.objects("exceptions", first(proposal.exceptions()), InferApi::exception);
    json.objects("problems", first(proposal.problems()), Rows::problem);
    json.object("files", inner -> new TreeMap<>(proposal.files()).forEach(inner::put));
    json.objects("edits", edits(proposal.files()), (inner, edit) -> edit.accept(inner));
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST_LISTED, all.size()));
  }

  private static void kind(Json json, Kind kind) {
    json.put("template", kind.template()).put("devices", kind.devices().size()).put("first", kind.devices().isEmpty() ? "" : kind.devices().get(0));
    json.put("points", kind.points()).put("hasBase", kind.hasBase()).put("like", kind.like());
  }

  private static void exception(Json json, Exceptional odd) {
    json.put("device", odd.device()).put("like", odd.like()).put("template", odd.template());
    json.objects("deviations", odd.deviations(), (inner, each) -> deviation(inner, each));
  }

  private static void deviation(Json json, Deviation each) {
    json.put("what", each.what()).put("point", each.point()).put("words", each.words()).put("at", each.at().toString());
  }

  /** The templates and devices as single changes, so that they can be added to the site that runs. */
  private static List<Consumer<Json>> edits(Map<String, String> files) {
    List<Consumer<Json>> edits = new ArrayList<>();
    new TreeMap<>(files).forEach((name, text) -> {
      if (name.startsWith(TEMPLATES) && name.endsWith(YAML)) {
        edits.add(json -> json.put("template", name.substring(TEMPLATES.length(), name.length() - YAML.length())).put("text", text));
      }
    });
    List<List<CsvText.Cell>> rows = CsvText.read("devices.csv", files.getOrDefault("devices.csv", ""), new Problems());
    for (List<CsvText.Cell> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
      edits.add(json -> {
        json.put("device", row.get(0).text());
        json.object("set", set -> {
          for (int i = 1; i < Math.min(row.size(), rows.get(0).size()); i++) {
            if (!row.get(i).text().isEmpty()) {
              set.put(rows.get(0).get(i).text(), row.get(i).text());
            }
          }
        });
      });
    }
    return edits;
  }
}

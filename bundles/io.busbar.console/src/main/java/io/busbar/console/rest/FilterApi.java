package io.busbar.console.rest;

import io.busbar.api.model.FilterSets;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/filters}: the bundles of filters, which flows use them, and their update and removal while flows run. Any thread; blocks. */
public final class FilterApi {
  /** Path of the list. */
  public static final String PATH = "/api/filters";
  /** Path of an update: its body names a file. */
  public static final String UPDATE = "/api/filters/update";
  /** Path of a removal. */
  public static final String REMOVE = "/api/filters/remove";

  private static final String ABSENT = "The engine is not running.";

  private final Views views;

  FilterApi(Views views) {
    this.views = views;
  }

  Reply list() {
    FilterSets sets = views.filterSets();
    return sets == null ? Reply.text(503, ABSENT) : Reply.json(Json.object(json -> json.objects("sets", sets.sets(), (inner, set) -> inner
        .put("bundle", set.bundle()).put("version", set.version()).texts("filters", set.filters()).texts("users", sets.users(set.bundle())))));
  }

  /**
   * An update or a removal. What runs in this process is changed by these, so they are for requests of the machine itself, past no proxy:
   * there are no accounts yet. An update takes only files that nobody but root and the gateway's own user can write.
   */
  Reply change(Request request) {
    FilterSets sets = views.filterSets();
    if (sets == null) {
      return Reply.text(503, ABSENT);
    }
    if (!request.local()) {
      return Reply.text(403, "Filters are updated and removed on the gateway's own machine only: there, or through a tunnel"
          + " (ssh -L 8080:127.0.0.1:8080 GATEWAY).");
    }
    Map<String, @Nullable Object> body = JsonReader.object(request.body());
    if (body == null || !(body.get("bundle") instanceof String bundle)) {
      return Reply.text(400, "The body has to be like {\"bundle\": \"io.busbar.filter.value\", …}.");
    }
    return request.path().equals(UPDATE) ? update(sets, bundle, body)
        : result(sets.remove(bundle, Boolean.TRUE.equals(body.get("force"))));
  }

  private static Reply update(FilterSets sets, String bundle, Map<String, @Nullable Object> body) {
    if (!(body.get("file") instanceof String file)) {
      return Reply.text(400, "The body has to be like {\"bundle\": \"io.busbar.filter.value\", \"file\": \"/path/on/the/gateway.jar\"}.");
    }
    try {
      return result(sets.update(bundle, file));
    } catch (IOException untrusted) {
      return result(List.of(untrusted.getMessage() + "."));
    }
  }

  private static Reply result(List<String> against) {
    return Reply.json(Json.object(json -> json.put("done", against.isEmpty()).texts("against", against)));
  }
}

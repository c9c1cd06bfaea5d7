package io.busbar.console.rest;

import io.busbar.api.link.LinkKeys;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the link for people: whose key it is, who waits at central, and their acceptance. Decisions, and central's line, which
 * holds a secret, only for requests of this machine itself: there are no accounts. Any thread.
 */
final class KeyApi {
  private static final String KEYS = "/api/keys";
  private static final String ELSEWHERE = "Keys are decided on the machine of central only. Open the page there as http://127.0.0.1:PORT/, or"
      + " through a tunnel (ssh -L 8090:127.0.0.1:8090 CENTRAL), or run \"busbar key accept\" there.";

  private final Views views;
  private final boolean gateway;

  KeyApi(Views views, boolean gateway) {
    this.views = views;
    this.gateway = gateway;
  }

  /** The answer to a request, or null if the path is none of these. */
  @Nullable Reply answer(Request request) {
    if (!request.path().equals(KEYS) && !request.path().startsWith(KEYS + "/")) {
      return null;
    }
    LinkKeys keys = views.keys();
    if (keys == null) {
      return Reply.text(503, "The keys of the link are not there: the part \"security\" is not running.");
    }
    if (request.method().equals("GET")) {
      return request.path().equals(KEYS) ? show(keys, request.local()) : null;
    }
    if (gateway) {
      return null;
    }
    if (!request.local()) {
      return Reply.text(403, ELSEWHERE);
    }
    try {
      return decide(keys, request);
    } catch (IllegalArgumentException e) {
      return Reply.text(400, sentence(e));
    } catch (IOException e) {
      return Reply.text(503, sentence(e));
    }
  }

  private static String sentence(Exception e) {
    String text = String.valueOf(e.getMessage());
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
  }

  private Reply show(LinkKeys keys, boolean local) {
    String line = gateway ? keys.ownLine() : "";
    return Reply.json(Json.object(json -> {
      json.put("fingerprint", keys.fingerprint()).put("line", line).put("code", line.isEmpty() ? "" : keys.qrCode(line));
      json.put("mayDecide", !gateway && local).objects("peers", keys.peers(), Rows::peer);
    }));
  }

  private @Nullable Reply decide(LinkKeys keys, Request request) throws IOException {
    Map<String, @Nullable Object> body = request.body().isBlank() ? Map.of() : JsonReader.object(request.body());
    if (body == null) {
      return Reply.text(400, "The body is not a JSON object.");
    }
    switch (request.path()) {
      case KEYS + "/accept" -> keys.accept(text(body, "fingerprint"));
      case KEYS + "/refuse" -> keys.refuse(text(body, "fingerprint"));
      case KEYS + "/revoke" -> keys.revoke(text(body, "name"));
      case KEYS + "/line" -> {
        String line = keys.line();
        return Reply.json(Json.object(json -> json.put("line", line).put("code", line.isEmpty() ? "" : keys.qrCode(line))));
      }
      default -> {
        return null;
      }
    }
    return show(keys, true);
  }

  private static String text(Map<String, @Nullable Object> body, String name) {
    if (body.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException("the body has to be like {\"" + name + "\": \"…\"}");
  }
}

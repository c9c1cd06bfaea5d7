package io.busbar.control.rules;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of a site. The loader has checked what is written; what cannot be read here counts as the strictest. Immutable. */
public final class ControlRules {
  /** Time to live where nothing is written, ns. */
  public static final long DEFAULT_TIME_TO_LIVE_NS = 30_000_000_000L;
  /** Time to live of what a second person has to approve, where nothing is written, ns. */
  public static final long DEFAULT_APPROVAL_NS = 300_000_000_000L;
  /** How long a select holds where nothing is written, ns. */
  public static final long DEFAULT_SELECT_NS = 30_000_000_000L;
  /** How long feedback may take where nothing is written, ns. */
  public static final long DEFAULT_FEEDBACK_NS = 10_000_000_000L;
  /** No site yet: nothing can be controlled. */
  public static final ControlRules NONE = new ControlRules("", Map.of(), List.of(), Local.NEVER, true);

  /** When orders that are handed in at the gateway itself are taken. */
  public enum Local {
    /** Never. */
    NEVER,
    /** While the radio is down. */
    RADIO_DOWN,
    /** Always. */
    ALWAYS
  }

  private final String site;
  private final Map<String, PointRule> points;
  private final List<Role> roles;
  private final Local local;
  private final boolean hasRoles;

  private ControlRules(String site, Map<String, PointRule> points, List<Role> roles, Local local, boolean hasRoles) {
    this.site = site;
    this.points = points;
    this.roles = roles;
    this.local = local;
    this.hasRoles = hasRoles;
  }

  /** The rules in a model. */
  public static ControlRules of(SiteModel model) {
    Setting written = model.gateway().get("control");
    Map<String, Setting> control = written == null ? Map.of() : written.entries();
    Map<String, PointRule> points = new HashMap<>();
    Map<String, TemplateSpec> templates = model.templates().stream().collect(Collectors.toMap(TemplateSpec::name, each -> each, (a, b) -> a));
    for (DeviceSpec device : model.devices()) {
      TemplateSpec template = templates.get(device.template());
      for (PointSpec point : template == null ? List.<PointSpec>of() : template.points()) {
        points.put(device.name() + "/" + point.name(), rule(device.name(), point.control().values(), control));
      }
    }
    Setting roles = control.get("roles");
    return new ControlRules(model.site(), points, roles == null ? List.of() : roles(roles.entries()), local(text(control, "local")),
        roles != null);
  }

  private static Local local(String text) {
    return switch (text) {
      case "always" -> Local.ALWAYS;
      case "radio-down" -> Local.RADIO_DOWN;
      default -> Local.NEVER;
    };
  }

  private static PointRule rule(String device, Map<String, Setting> own, Map<String, Setting> site) {
    boolean approve = text(own, "approve").equals("true");
    Map<Double, Double> values = new HashMap<>();
    Setting map = own.get("feedbackValues");
    if (map != null) {
      map.entries().forEach((from, to) -> values.put(Double.valueOf(from), Double.valueOf(to.text())));
    }
    return new PointRule(text(own, "mode").equals("select"),
        ns(own, site, "timeToLive", approve ? DEFAULT_APPROVAL_NS : DEFAULT_TIME_TO_LIVE_NS), ns(own, site, "selectFor", DEFAULT_SELECT_NS),
        whole(device, text(own, "feedback")), values, ns(own, site, "within", DEFAULT_FEEDBACK_NS),
        Condition.of(text(own, "interlock"), device), Condition.of(text(own, "interlockOpen"), device), whole(device, text(own, "remote")),
        approve, text(own, "rate").isEmpty() ? 0 : Integer.parseInt(text(own, "rate")),
        text(own, "opens").isEmpty() ? Double.NaN : Double.parseDouble(text(own, "opens")));
  }

  private static String whole(String device, String point) {
    return point.isEmpty() || point.indexOf('/') >= 0 ? point : device + "/" + point;
  }

  private static String text(Map<String, Setting> values, String key) {
    Setting setting = values.get(key);
    return setting == null ? "" : setting.text();
  }

  /** The loader writes times as whole ms. */
  private static long ns(Map<String, Setting> own, Map<String, Setting> site, String key, long otherwise) {
    String text = own.containsKey(key) ? text(own, key) : text(site, key);
    return text.isEmpty() ? otherwise : Long.parseLong(text) * 1_000_000;
  }

  private static List<Role> roles(Map<String, Setting> written) {
    List<Role> roles = new ArrayList<>();
    written.forEach((name, role) -> {
      List<String> points = list(text(role.entries(), "points"));
      List<String> may = list(text(role.entries(), "may"));
      roles.add(new Role(name, Set.copyOf(list(text(role.entries(), "who"))),
          (points.isEmpty() ? List.of("*") : points).stream().map(Role::pattern).toList(),
          may.isEmpty() ? Set.of(Role.OPEN, Role.CLOSE) : Set.copyOf(may)));
    });
    return roles;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).distinct().toList();
  }

  /** Name of the site; empty before there is one. */
  public String site() {
    return site;
  }

  /** The rule of {@code device/point}; null if the site has no such point. */
  public @Nullable PointRule point(String name) {
    return points.get(name);
  }

  /** Whether a tag's target is a point or a device of the site. */
  public boolean hasTarget(String target) {
    return points.containsKey(target) || points.keySet().stream().anyMatch(point -> point.startsWith(target + "/"));
  }

  /** When local orders are taken. */
  public Local local() {
    return local;
  }

  /** Whether it is said who may control. */
  public boolean hasRoles() {
    return hasRoles;
  }

  /**
   * Why somebody may not do something to a target; empty if they may. Without roles only this machine's own people may: orders from a
   * shell or over the loopback interface.
   *
   * @param word of {@link Role#WORDS}
   * @param from where the order was handed in
   */
  public String forbids(String person, String word, String target, String from) {
    if (!hasRoles) {
      return isLoopback(from) ? "" : "site.yaml does not say who may control (control: {roles: …}), so only orders from the machine itself are"
          + " taken, not from " + from;
    }
    return roles.stream().anyMatch(role -> role.allows(person, word, target)) ? ""
        : "no role allows \"" + person + "\" to " + word + " " + target + "; see \"control:\" in site.yaml";
  }

  private static boolean isLoopback(String from) {
    return from.equals("shell") || from.matches("[a-z0-9]+ (127\\.[0-9.]+|::1|\\[::1]|0:0:0:0:0:0:0:1)(:[0-9]+)?");
  }
}

package io.busbar.engine.model;

import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.CompiledTemplate;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Whether parts of two models say the same, wherever they are written: an inserted line changes nothing below it. */
final class Same {
  private Same() {}

  static boolean site(SiteModel a, SiteModel b) {
    return a.site().equals(b.site()) && settings(a.gateway(), b.gateway()) && settings(a.central(), b.central())
        && all(a.channels(), b.channels(), Same::channel) && all(a.templates(), b.templates(), Same::template)
        && all(a.devices(), b.devices(), Same::device) && a.names().sameAs(b.names());
  }

  static boolean channel(ChannelSpec a, ChannelSpec b) {
    return a.name().equals(b.name()) && a.type().equals(b.type()) && settings(a.settings(), b.settings());
  }

  static boolean device(DeviceSpec a, DeviceSpec b) {
    return a.name().equals(b.name()) && a.template().equals(b.template()) && a.channel().equals(b.channel())
        && settings(a.settings(), b.settings());
  }

  static boolean template(TemplateSpec a, TemplateSpec b) {
    return a.name().equals(b.name()) && settings(a.settings(), b.settings()) && all(a.points(), b.points(), Same::point);
  }

  static boolean point(PointSpec a, PointSpec b) {
    return a.name().equals(b.name()) && a.unit().equals(b.unit()) && a.publish() == b.publish()
        && a.every().equals(b.every()) && settings(a.settings(), b.settings()) && all(a.reads(), b.reads(), Same::read)
        && all(a.from(), b.from(), Same::setting) && all(a.flow(), b.flow(), Same::stage)
        && all(a.report().stages(), b.report().stages(), Same::stage) && a.report().statesToo() == b.report().statesToo()
        && settings(a.control(), b.control());
  }

  private static boolean read(ReadSpec a, ReadSpec b) {
    return a.text().equals(b.text());
  }

  private static boolean stage(StageSpec a, StageSpec b) {
    return a.filter().equals(b.filter()) && a.id().equals(b.id()) && all(a.positional(), b.positional(), Same::setting)
        && map(a.named(), b.named());
  }

  static boolean settings(Settings a, Settings b) {
    return map(a.values(), b.values());
  }

  private static boolean map(Map<String, Setting> a, Map<String, Setting> b) {
    return a.size() == b.size() && a.entrySet().stream().allMatch(entry -> setting(entry.getValue(), b.get(entry.getKey())));
  }

  private static boolean setting(Setting a, @Nullable Setting b) {
    return b != null && a.text().equals(b.text()) && map(a.entries(), b.entries());
  }

  private static <T> boolean all(List<T> a, List<T> b, BiPredicate<T, T> same) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same.test(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two compiled templates work the same; a new version of a driver or filter may give other kinds. */
  static boolean compiled(CompiledTemplate a, CompiledTemplate b) {
    return template(a.spec(), b.spec()) && a.protocol().equals(b.protocol()) && all(a.points(), b.points(), Same::compiledPoint);
  }

  private static boolean compiledPoint(CompiledPoint a, CompiledPoint b) {
    return a.inputs().equals(b.inputs()) && a.output().equals(b.output()) && a.sources().equals(b.sources())
        && a.reportFrom() == b.reportFrom() && a.published().equals(b.published()) && all(a.stages(), b.stages(),
        (x, y) -> x.inputs().equals(y.inputs()) && x.output().equals(y.output()) && x.rowByRow() == y.rowByRow()
            && x.arguments().parameters().equals(y.arguments().parameters()));
  }
}

package io.busbar.engine.pipeline;

import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which points of a template have flows that say the same, so that one chain of stages can run them all. */
final class Alike {
  private Alike() {}

  /** Numbers of the points that share a chain, in order of their first; a point that can share none is alone. */
  static List<List<Integer>> groups(CompiledTemplate template) {
    Set<Integer> sources = new HashSet<>();
    template.points().forEach(point -> sources.addAll(point.sources()));
    List<List<Integer>> groups = new ArrayList<>();
    List<List<Integer>> open = new ArrayList<>();
    for (int i = 0; i < template.points().size(); i++) {
      CompiledPoint point = template.points().get(i);
      boolean alone = sources.contains(i) || !canShare(point);
      List<Integer> found = alone ? null : find(open, template, point);
      if (found == null) {
        found = new ArrayList<>();
        groups.add(found);
        if (!alone) {
          open.add(found);
        }
      }
      found.add(i);
    }
    return groups;
  }

  private static @Nullable List<Integer> find(List<List<Integer>> open, CompiledTemplate template, CompiledPoint point) {
    for (List<Integer> group : open) {
      if (isAlike(template.points().get(group.get(0)), point)) {
        return group;
      }
    }
    return null;
  }

  private static boolean canShare(CompiledPoint point) {
    return point.sources().isEmpty() && point.inputs().size() == 1 && !point.inputs().get(0).kind().isBlob()
        && point.stages().stream().allMatch(CompiledStage::rowByRow);
  }

  private static boolean isAlike(CompiledPoint a, CompiledPoint b) {
    if (a.inputs().get(0).kind() != b.inputs().get(0).kind() || a.publish() != b.publish() || a.reportFrom() != b.reportFrom()
        || a.output().kind() != b.output().kind() || a.stages().size() != b.stages().size()) {
      return false;
    }
    for (int i = 0; i < a.stages().size(); i++) {
      if (!isAlike(a.stages().get(i), b.stages().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlike(CompiledStage a, CompiledStage b) {
    StageSpec one = a.spec();
    StageSpec other = b.spec();
    return one.filter().equals(other.filter()) && one.id().equals(other.id()) && a.inputs().equals(b.inputs())
        && a.output().equals(b.output()) && isAlike(one.named(), other.named()) && isAlike(one.positional(), other.positional());
  }

  private static boolean isAlike(List<Setting> a, List<Setting> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!isAlike(a.get(i), b.get(i))) {
        return false;
      }
    }
    return a.size() == b.size();
  }

  private static boolean isAlike(Map<String, Setting> a, Map<String, Setting> b) {
    return a.size() == b.size() && a.entrySet().stream().allMatch(entry -> isAlike(entry.getValue(), b.get(entry.getKey())));
  }

  private static boolean isAlike(Setting a, @Nullable Setting b) {
    return b != null && a.text().equals(b.text()) && isAlike(a.entries(), b.entries());
  }
}

package io.busbar.infer;

import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.TemplateInference;
import io.busbar.infer.group.Grouping;
import io.busbar.infer.list.ListReader;
import io.busbar.infer.site.SiteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Proposes templates. Stateless and thread-safe. */
public final class Inference implements TemplateInference {
  /** Most points of all lists together. */
  public static final int MAX_POINTS = 1_000_000;

  @Override
  public Proposal propose(Map<String, String> lists, Wishes wishes) {
    Problems problems = new Problems();
    ListReader reader = new ListReader(wishes, problems);
    for (Map.Entry<String, String> list : new TreeMap<>(lists).entrySet()) {
      reader.read(list.getKey(), list.getValue());
      if (reader.points() > MAX_POINTS) {
        problems.error(SourceLocation.NONE, "too-large", "the lists have more than " + MAX_POINTS + " points. Give fewer of them at once.");
      }
    }
    reader.tell();
    if (!problems.hasErrors() && reader.devices().isEmpty()) {
      problems.error(SourceLocation.NONE, "no-points", "no line of the lists is a point.");
    }
    if (problems.hasErrors()) {
      return new Proposal(Map.of(), reader.points(), reader.devices().size(), List.of(), List.of(), problems.list());
    }
    Grouping grouping = new Grouping(reader.devices(), wishes.least());
    SiteText text = new SiteText(wishes.site(), reader.devices(), grouping);
    List<Kind> kinds = new ArrayList<>();
    text.names().forEach((kind, name) -> {
      var like = kind.like();
      kinds.add(new Kind(name, kind.members().stream().map(member -> member.device().name()).toList(),
          kind.members().get(0).device().points().size(), SiteText.hasBase(kind), like == null ? "" : String.valueOf(text.names().get(like))));
    });
    List<Problem> told = new ArrayList<>(problems.list());
    text.assumed().forEach(each -> told.add(Problem.warning(new SourceLocation("site.yaml", 0, 0), "assumed", each)));
    return new Proposal(text.files(), reader.points(), reader.devices().size(), kinds, text.exceptional(), told);
  }
}

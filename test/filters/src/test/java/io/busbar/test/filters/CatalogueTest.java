package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.FilterFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters describe themselves fully, and the page that is made of it is up to date. */
class CatalogueTest {
  private static final Path PAGE = FilterSets.ROOT.resolve("bundles/FILTERS.md");

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = CataloguePage.text(FilterSets.bySet());
    if (Boolean.getBoolean("busbar.filters.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).as("bundles/FILTERS.md is out of date; the command to write it anew stands in it").isEqualTo(page);
  }

  @Test
  void everyFilterDescribesItself() {
    List<String> wrong = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (FilterFactory filter : FilterSets.all()) {
      Descriptor descriptor = filter.descriptor();
      names.add(descriptor.name());
      if (descriptor.semantics().length() < 80 || !descriptor.semantics().contains("tate") || descriptor.summary().isBlank()) {
        wrong.add(descriptor.name() + " does not say its semantics and state");
      }
      for (Parameter parameter : descriptor.parameters()) {
        check(descriptor.name() + "." + parameter.name(), parameter, wrong);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(names).doesNotHaveDuplicates();
  }

  private static void check(String name, Parameter parameter, List<String> wrong) {
    if (!parameter.help().endsWith(".")) {
      wrong.add(name + " has no help, or one without an end");
    }
    if (parameter.type() == ParameterType.DURATION && !(parameter.minimum() >= 0 && parameter.maximum() < 1e12)) {
      wrong.add(name + " is a duration without a range");
    }
    String preset = parameter.defaultText();
    if (preset != null && !preset.isEmpty() && !ParameterText.complaint(parameter, preset).isEmpty()) {
      wrong.add(name + " has a default that it would refuse: " + ParameterText.complaint(parameter, preset));
    }
  }

  /** The operations that are promised, by the names that users know. */
  @Test
  void theOperationsOfTheFieldAreThere() {
    List<String> promised = List.of(("linear rangeScale sqrtLaw quadLaw piecewise unit cast words bits invert zeroClamp clip quantize expr "
        + "parseText bcd onChange dbAbs dbSpan dbPct dbIntegral exception swingingDoor maxSilence dbSchedule dbBudget dbState throttle sample "
        + "coalesce delay persist stretch align prePost heartbeat avg timeAvg min max range stddev median percentile rmsOfSamples ema total "
        + "count transitions durationIn delta rate demand percentGood qualityMap gate substitute stale reasonable frozen spike holdGood "
        + "manualValue inhibit or and xor not vote primaryBackup groupSum combine discrepancy doublePoint balance enum select remove split join "
        + "debounce chatter mcd transient dedup reorder timeSanity clockOffset limits latch firstOut suppress pqs pf flowSign sequence unbalance "
        + "ctvt accumulator freeze pulseEnergy faultPassage notAvailable testMode assembleTime tapPosition eventRecords recloseSequence "
        + "script rename route").split(" "));
    assertThat(FilterSets.all().stream().map(filter -> filter.descriptor().name())).containsAll(promised);
  }
}

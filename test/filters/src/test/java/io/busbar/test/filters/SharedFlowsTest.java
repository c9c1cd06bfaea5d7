package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.SiteModel;
import io.busbar.api.model.StageSpec;
import io.busbar.api.template.TemplateLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flows with a name and parameters, and parameters of a template that a device has of its own. */
class SharedFlowsTest {
  private static final Map<String, String> FURTHER = Map.of("flows/common.yaml", """
      clean(top, band=2): "reasonable(0, $top, -1, $top) | report($band)"
      report(band): "dbAbs($band) | maxSilence(1h)"
      """);

  private static TemplateLoader.Loaded load(String template) {
    return Examples.loadTemplates(Map.of("it", template), FURTHER);
  }

  private static List<String> told(String template, Map<String, String> further) {
    return Examples.loadTemplates(Map.of("it", template), further).problems().stream()
        .map(problem -> problem.at() + " " + problem.code() + " " + problem.message()).toList();
  }

  @Test
  void areWrittenOnceAndUsedByManyPoints() {
    SiteModel model = load("""
        flows:
          tidy(top): "clean($top, band=5) | onChange"
        points:
          ia: {read: holding 1 uint16, flow: "clean(600)"}
          ib: {read: holding 2 uint16, flow: "clean(600, 3) | ema(5s)"}
          ic: {read: holding 3 uint16, flow: "tidy(top=800)"}
        """).model();
    assertThat(model).isNotNull();
    List<List<StageSpec>> flows = model.templates().get(0).points().stream().map(point -> point.flow()).toList();
    assertThat(flows.get(0)).extracting(StageSpec::id).containsExactly("reasonable", "dbAbs", "maxSilence");
    assertThat(flows.get(0).get(0).positional()).extracting(argument -> argument.text()).containsExactly("0", "600", "-1", "600");
    assertThat(flows.get(0).get(1).positional().get(0).text()).isEqualTo("2");
    assertThat(flows.get(1)).extracting(StageSpec::id).containsExactly("reasonable", "dbAbs", "maxSilence", "ema");
    assertThat(flows.get(1).get(1).positional().get(0).text()).isEqualTo("3");
    assertThat(flows.get(2)).extracting(StageSpec::id).containsExactly("reasonable", "dbAbs", "maxSilence", "onChange");
    assertThat(flows.get(2).get(0).positional().get(1).text()).isEqualTo("800");
    assertThat(flows.get(2).get(1).positional().get(0).text()).isEqualTo("5");
    assertThat(flows.get(0).get(0).at()).hasToString("flows/common.yaml:1:22");
    assertThat(flows.get(0).get(0).positional().get(1).at()).as("an argument is where it is written").hasToString("templates/it.yaml:4:45");
  }

  @Test
  void aDeviceHasItsOwnValueForAParameter() {
    TemplateLoader.Loaded loaded = Examples.loadTemplates(Map.of("it", """
        parameters: {ratio: 10, band: 2}
        points:
          ia: {read: holding 1 uint16, scale: $ratio, report: "dbAbs($band)"}
          ib: {read: holding 2 uint16, flow: "linear(a=$ratio)", report: "dbAbs(1)"}
        """), Map.of("devices.csv", "device,template,channel,unit,ratio,band\nA,it,lan,1,20,\nB,it,lan,2,,\n"));
    try (SiteBench bench = SiteBench.of(loaded)) {
      bench.poll("ia", 3);
      bench.poll("ib", 4);
      assertThat(bench.numbers("ia")).containsExactly(60.0);
      assertThat(bench.numbers("ib")).containsExactly(80.0);
    }
  }

  @Test
  void mistakesAreToldWhereTheyAre() {
    String point = "points:\n  ia: {read: holding 1 uint16, flow: \"";
    assertThat(told(point + "clean\"}\n", FURTHER)).singleElement().asString()
        .startsWith("templates/it.yaml:2:39 missing-parameter \"top\" of flow \"clean\" is missing. Write it like clean(top, band), or give "
            + "it a default "
            + "at flows/common.yaml:1:1.");
    assertThat(told(point + "clean(1, 2, 3)\"}\n", FURTHER)).singleElement().asString()
        .startsWith("templates/it.yaml:2:51 too-many-arguments flow \"clean\" takes at most 2 arguments (top, band).");
    assertThat(told(point + "clean(1, bnd=2)\"}\n", FURTHER)).singleElement().asString()
        .startsWith("templates/it.yaml:2:52 unknown-parameter flow \"clean\" has no parameter \"bnd\". Did you mean \"band\"?");
    assertThat(told(point + "linear($k)\"}\n", FURTHER)).singleElement().asString()
        .startsWith("templates/it.yaml:2:46 unknown-parameter \"$k\" is no parameter here. Add it to the template: \"parameters: {k: …}\".");
    assertThat(told(point + "a\"}\n", Map.of("flows/x.yaml", "a: \"b | onChange\"\nb: \"a\"\n"))).singleElement().asString()
        .startsWith("flows/x.yaml:2:5 flow-in-itself flow \"a\" uses itself.");
    assertThat(told(point + "onChange\"}\n", Map.of("flows/x.yaml", "a: \"linear($k)\"\n"))).singleElement().asString()
        .startsWith("flows/x.yaml:1:12 unknown-parameter flow \"a\" has no parameter \"$k\". Add it behind the flow's name: \"a(k)\".");
    assertThat(told(point + "onChange\"}\n", Map.of("flows/x.yaml", "a: onChange\n", "flows/y.yaml", "a: onChange\n"))).singleElement().asString()
        .startsWith("flows/y.yaml:1:1 duplicate-flow flow \"a\" is there already (flows/x.yaml:1:1).");
    assertThat(told("parameters: {k: 2, spare: 1}\n" + point + "expr(x * $k)\"}\n",
        Map.of("devices.csv", "device,template,channel,unit,k\nA,it,lan,1,3\n"))).anySatisfy(message -> assertThat(message)
            .startsWith("devices.csv:2:12 parameter-in-text \"k\" cannot differ from device to device: it is a part of a longer text at "
                + "templates/it.yaml:3:44"));
    assertThat(told("parameters: {spare: 1}\n" + point + "onChange\"}\n", Map.of())).singleElement().asString()
        .startsWith("templates/it.yaml:1:14 unused-parameter nothing uses the parameter \"spare\".");
  }
}

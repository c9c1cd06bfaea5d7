package io.busbar.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.demo.check.DeviceRules;
import io.busbar.demo.check.PointRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that the checker expects and the templates that the gateway reads say the same. */
class DemoSiteTest {
  private static final int[] BASE = {0, 1, 10_001, 40_001, 30_001};

  @TempDir
  Path folder;

  @Test
  void templatesAndRulesAgree() throws Exception {
    DemoSite.write(folder, new DemoSite.Addresses(1, 2, 3, 4, 5, 64_000, 600));
    for (DeviceRules rules : DemoPlant.rules()) {
      String template = Files.readString(folder.resolve("templates").resolve(rules.kind() + ".yaml"));
      for (PointRule rule : rules.points()) {
        String line = line(template, rule.point());
        assertThat(line).as(rule.point()).contains(String.valueOf(BASE[rule.function()] + rule.address()));
        assertThat(line).contains(switch (rule.publish()) {
          case EVERY_POLL -> "every: 1s}";
          case ON_CHANGE -> "report: onChange}";
          case DEADBAND -> "report: dbAbs(" + (rule.band() % 1 == 0 ? String.valueOf((int) rule.band()) : rule.band()) + ")}";
        });
        assertThat(line.contains("scale: " + rule.scale() + ",")).as(line).isEqualTo(rule.scale() != 1);
      }
      rules.events().forEach((number, point) -> assertThat(line(template, point)).contains("event " + number + " "));
      int points = (int) Pattern.compile("^  \\w+: +\\{read", Pattern.MULTILINE).matcher(template).results().count();
      assertThat(points).as("points in " + rules.kind()).isEqualTo(rules.points().size() + rules.events().size());
    }
  }

  @Test
  void everyPlaceholderIsFilled() throws Exception {
    DemoSite.write(folder, new DemoSite.Addresses(1, 2, 3, 4, 5, 64_000, 600));
    assertThat(Files.readString(folder.resolve("site.yaml"))).doesNotContain("@").contains("rate: 64000");
    assertThat(Files.readAllLines(folder.resolve("devices.csv"))).hasSize(22).contains("FDR-07,feeder,feeders,7", "LAB-1,lab,lab,1");
  }

  private static String line(String template, String point) {
    Matcher matcher = Pattern.compile("^  " + point + ": .*$", Pattern.MULTILINE).matcher(template);
    assertThat(matcher.find()).as("template has " + point).isTrue();
    return matcher.group();
  }
}

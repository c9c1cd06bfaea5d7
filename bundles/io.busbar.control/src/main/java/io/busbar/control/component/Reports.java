package io.busbar.control.component;

import io.busbar.api.health.HealthReport;
import java.util.ArrayList;
import java.util.List;

/** Health of controls. */
final class Reports {
  private Reports() {}

  static List<HealthReport> of(String failure, String notice) {
    List<HealthReport> reports = new ArrayList<>();
    if (!failure.isEmpty()) {
      reports.add(new HealthReport("controls", HealthReport.Level.CRITICAL, "the control journal cannot be written (" + failure
          + "): nothing is operated until it can. Look at the disk.", 0));
    }
    if (!notice.isEmpty()) {
      reports.add(new HealthReport("controls", HealthReport.Level.OK, notice, 0));
    }
    return reports;
  }
}

package io.busbar.example.driver;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Channel type {@code file}: {@code read:} is the path of a file that holds a number. */
@Component
public final class FileDriverFactory implements DriverFactory {
  @Override
  public String protocol() {
    return "file";
  }

  @Override
  public List<Descriptor> channelTypes() {
    return List.of(new Descriptor("file", "Numbers in files", "Reads each file once per period.", "{type: file}", List.of()));
  }

  @Override
  public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    point.reads().stream().filter(read -> !read.text().startsWith("/")).forEach(read ->
        problems.error(read.at(), "not-a-path", "\"" + read.text() + "\" is not a path. Write it from / on."));
    return point.reads().stream().map(read -> InputType.of(Kind.DOUBLE)).toList();
  }

  @Override
  public Driver open(DriverContext context) {
    return new FileDriver(context);
  }
}

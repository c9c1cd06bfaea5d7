package io.busbar.api.driver;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.TemplateSpec;
import java.util.List;

/**
 * A device as a driver is given it.
 *
 * @param device index of the device in this channel's context, stable while it exists
 * @param spec its settings
 * @param template its template
 * @param points those of its points that have reads
 * @param modelEpoch epoch whose handles these are; the driver puts it into its batches
 */
public record DeviceBinding(int device, DeviceSpec spec, TemplateSpec template, List<PointBinding> points, int modelEpoch) {
  /** Copies the list. */
  public DeviceBinding {
    points = List.copyOf(points);
  }
}

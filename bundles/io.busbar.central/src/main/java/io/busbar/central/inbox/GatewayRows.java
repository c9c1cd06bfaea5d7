package io.busbar.central.inbox;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.view.CentralView.GatewayRow;
import io.busbar.central.image.CentralPicture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Makes the rows of the gateways out of books, link and picture. */
final class GatewayRows {
  private GatewayRows() {}

  static List<GatewayRow> of(Collection<GatewayBook> books, List<LinkStatus> links, CentralPicture picture, long wallNs) {
    List<GatewayRow> rows = new ArrayList<>();
    for (GatewayBook gateway : books) {
      EpochBook book = gateway.current();
      if (book == null) {
        continue;
      }
      long newest = picture.newestLiveNs(gateway.name);
      long age = newest == SampleBatch.NO_TIME ? -1 : Math.max(0, (wallNs - newest) / 1_000_000L);
      rows.add(new GatewayRow(gateway.name, link(gateway, links), book.backlog(), age, book.gaps, book.samples,
          book.duplicates, gateway.condition, gateway.conditionNs));
    }
    rows.sort(Comparator.comparing(GatewayRow::name));
    return rows;
  }

  private static LinkStatus link(GatewayBook gateway, List<LinkStatus> links) {
    LinkStatus found = null;
    for (LinkStatus link : links) {
      if (link.peer().equals(gateway.name) && (found == null || (link.up() && !found.up()))) {
        found = link;
      }
    }
    if (found != null && found.up() == gateway.up) {
      return found;
    }
    return new LinkStatus(gateway.name, gateway.up, gateway.sinceNs, gateway.up ? "" : gateway.downReason,
        found == null ? Double.NaN : found.lossOut(), found == null ? Double.NaN : found.lossIn(),
        found == null ? Double.NaN : found.roundTripMs(), found == null ? 0 : found.bytesOut(),
        found == null ? 0 : found.bytesIn(), found == null ? 0 : found.packetsOut(),
        found == null ? 0 : found.packetsIn(), found == null ? 0 : found.airtime(),
        found == null ? Collections.nCopies(LinkLane.values().length, 0L) : found.queued(),
        found == null ? 0 : found.lastReceived(), found == null ? LinkFigures.NONE : found.figures());
  }
}

package io.busbar.filter.quirks;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code eventRecords(mask, modulus)}: events from a device's own buffer in registers. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=eventRecords")
public final class EventRecordsFilter extends Operation {
  private static final long NS = 1_000_000_000L;

  /** The operation. */
  public EventRecordsFilter() {
    super(Takes.WHOLE, 3, 4, new Descriptor("eventRecords", "Makes events of a record that a device shows in registers",
        "Inputs, all read in one request: the record's sequence number, its value, its time in seconds since 1970 in UTC, and "
            + "optionally milliseconds. Each new sequence number is one event with the record's own source time (time quality: "
            + "synchronised) and the cause spontaneous; "
            + "the same number again is dropped and counted. The first number after a start that is not known from before is told "
            + "as initialised. If the number has jumped by more than one, records were overwritten before they were read: the event "
            + "is marked QUESTIONABLE overflow, "
            + "and modulus says what the numbers count to (65536 for 16 bits), so that a rollover is no loss. mask takes some bits "
            + "of the value, and shifts them down. While an input is INVALID nothing is told. State: the last number, durable.",
        "read: [holding 1 uint16, holding 2 uint16, holding 3 uint32, holding 5 uint16], flow: \"eventRecords(0x0001)\"",
        List.of(Parameter.optional("mask", ParameterType.INTEGER, "0xFFFF", "Bits of the value; not 0."),
            Parameter.optional("modulus", ParameterType.NUMBER, "65536", "First sequence number that is not used.").within(2, 4_294_967_296.0))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (Numbers.whole(stage.text("mask")) == 0) {
      stage.error("mask", "empty-mask", "the mask is 0, the result would always be 0. Write the bits to keep, for example 0x0001.");
    }
    return StageOutput.of(Kind.INT64).asState();
  }

  @Override
  public Filter create(StageContext context) {
    long mask = Numbers.whole(context.text("mask"));
    int shift = Long.numberOfTrailingZeros(mask);
    DoubleParameter modulus = context.number("modulus");
    LongColumn last = context.longs("last", -1, true);
    InputView raw = context.input(1);
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        long number = (long) value(row, 0);
        boolean together = true;
        for (int k = 1; k < count(); k++) {
          together &= time(row, 0) == time(row, k);
        }
        if (Quality.isInvalid(worst(row)) || !together || number == last.get(row)) {
          context.dropped();
          return;
        }
        long expected = (long) ((last.get(row) + 1) % modulus.at(row));
        boolean first = last.get(row) < 0;
        last.set(row, number);
        int o = out.addRow(in, i);
        out.bits[o] = (raw.bits(row) & mask) >>> shift;
        out.quality[o] = !first && number != expected ? Quality.questionable(worst(row), Quality.OVERFLOW) : worst(row);
        long milli = count() > 3 ? (long) value(row, 3) : 0;
        long second = (long) value(row, 2);
        out.sourceTime[o] = second * NS + milli * 1_000_000;
        out.timeQuality[o] = TimeQuality.SYNCHRONISED;
        out.cause[o] = first ? Cause.INITIALISED : Cause.SPONTANEOUS;
      }
    };
  }
}

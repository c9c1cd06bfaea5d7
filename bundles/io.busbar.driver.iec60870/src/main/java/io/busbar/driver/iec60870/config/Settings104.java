package io.busbar.driver.iec60870.config;

import io.busbar.api.describe.Parameter;
import io.busbar.api.line.LineSpec;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Problems;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.codec.AsduFormat;

/**
 * A channel of type {@code iec104}, checked.
 *
 * @param line what to open
 * @param timing windows and time-outs
 * @param lostAfterNs longest outage that is not told, ns
 * @param procedures what is done with its stations
 */
public record Settings104(LineSpec line, ApciTiming timing, long lostAfterNs, Procedures procedures) {
  /** Reads a channel that was checked before. */
  public static Settings104 of(ChannelSpec channel) {
    return parse(channel, new Problems());
  }

  /** Reads a channel and reports every mistake; where there is one, the result holds defaults. */
  public static Settings104 parse(ChannelSpec channel, Problems problems) {
    Fields fields = new Fields(channel.settings(), channel.at(), problems);
    fields.refuseUnknown("a channel of type iec104", Keys.channel104());
    LineSpec.Tcp line = new LineSpec.Tcp(fields.text(Keys.HOST), fields.integer(Keys.TCP_PORT), (int) (fields.durationNs(Keys.T0) / 1_000_000));
    return new Settings104(tls(fields, line), timing(fields), fields.durationNs(Keys.LOST_AFTER),
        Procedures.parse(AsduFormat.IEC_104, fields, false));
  }

  private static LineSpec tls(Fields fields, LineSpec.Tcp tcp) {
    boolean any = false;
    boolean all = true;
    for (Parameter key : Keys.TLS) {
      any |= fields.has(key);
      all &= fields.has(key);
    }
    if (any && !all) {
      fields.error(Keys.TLS.stream().filter(fields::has).findFirst().orElseThrow(), "TLS takes keyStore, trustStore and passwordFile, all three: both"
          + " sides show certificates.");
      return tcp;
    }
    for (Parameter key : Keys.TLS) {
      if (any && !fields.text(key).startsWith("/")) {
        fields.error(key, "\"" + key.name() + ": " + fields.text(key) + "\" is not a whole path. Write it from the root: /etc/busbar/keys.p12.");
        return tcp;
      }
    }
    return any ? new LineSpec.Tls(tcp, fields.text(Keys.KEY_STORE), fields.text(Keys.TRUST_STORE), fields.text(Keys.PASSWORD_FILE)) : tcp;
  }

  private static ApciTiming timing(Fields fields) {
    long t1 = fields.durationNs(Keys.T1);
    long t2 = fields.durationNs(Keys.T2);
    if (t2 >= t1) {
      fields.error(Keys.T2, "\"t2\" must be less than \"t1\", " + fields.text(Keys.T1) + " here: an acknowledgement that comes after t1 is too late."
          + " Raise t1 or lower t2.");
      return ApciTiming.STANDARD;
    }
    return new ApciTiming(fields.integer(Keys.K), fields.integer(Keys.W), t1, t2, fields.durationNs(Keys.T3));
  }
}

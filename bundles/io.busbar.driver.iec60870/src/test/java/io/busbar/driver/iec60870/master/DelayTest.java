package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.driver.iec60870.config.Procedures;
import io.busbar.driver.iec60870.config.Settings101;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Cp56;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.codec.Verdict;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Before the clock of a 101 station is set, the way to it is measured and told. IEC 60870-5-101 §7.4.9. */
class DelayTest {
  private static final long MS = 1_000_000;
  /** A minute ends between the sending and the answer. */
  private long nowNs = 1_700_000_040_000L * MS - 200 * MS;
  private final List<byte[]> sent = new ArrayList<>();

  private final SiteClock clock = new SiteClock() {
    @Override
    public ClockState state() {
      return ClockState.SYNCHRONISED;
    }

    @Override
    public String source() {
      return "test";
    }

    @Override
    public long wallNs() {
      return nowNs;
    }

    @Override
    public long monotonicNs() {
      return nowNs;
    }
  };

  private final UnitOutput out = new UnitOutput() {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void send(AsduWriter unit) {
      sent.add(Arrays.copyOf(unit.bytes(), unit.length()));
    }
  };

  private static Procedures procedures(String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("port", "/dev/ttyS9", "clockSync", "1h"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Settings101.of(new ChannelSpec("bus", "iec101", LiveMaster.settings(settings), SourceLocation.NONE)).procedures();
  }

  private static InformationObject read(Procedures procedures, byte[] unit, TypeId type, int cause) {
    AsduReader reader = new AsduReader(procedures.format());
    assertThat(reader.wrap(unit, 0, unit.length)).isEqualTo(Verdict.OK);
    assertThat(reader.type()).isEqualTo(type);
    assertThat(reader.cause()).isEqualTo(cause);
    InformationObject object = new InformationObject();
    assertThat(reader.next(object)).isTrue();
    return object;
  }

  /** The answer of a station that has had the unit for so long; behind it the requests go on. */
  private void answer(Requests requests, Procedures procedures, int cause, int elapsedMs) {
    AsduWriter answer = new AsduWriter(procedures.format());
    InformationObject object = new InformationObject();
    object.elapsedMs = elapsedMs;
    answer.begin(TypeId.C_CD_NA_1, cause, 0, 3).add(object);
    AsduReader reader = new AsduReader(procedures.format());
    assertThat(reader.wrap(answer.bytes(), 0, answer.length())).isEqualTo(Verdict.OK);
    assertThat(requests.reply(reader, nowNs)).isTrue();
    for (int i = 0; i < 3; i++) {
      requests.work(out, new AsduWriter(procedures.format()), nowNs);
    }
  }

  private Requests begun(Procedures procedures) {
    Requests requests = new Requests(procedures, 3, clock, new DeviceZone(ZoneOffset.UTC));
    requests.begin(nowNs);
    requests.work(out, new AsduWriter(procedures.format()), nowNs);
    return requests;
  }

  /** Ends the interrogation that comes before. */
  private void interrogated(Requests requests, Procedures procedures) {
    assertThat(sent.remove(0)[0]).isEqualTo((byte) TypeId.C_IC_NA_1.code());
    AsduWriter end = new AsduWriter(procedures.format());
    InformationObject object = new InformationObject();
    object.qualifier = 20;
    end.begin(TypeId.C_IC_NA_1, CauseOfTransmission.TERMINATION, 0, 3).add(object);
    AsduReader reader = new AsduReader(procedures.format());
    assertThat(reader.wrap(end.bytes(), 0, end.length())).isEqualTo(Verdict.OK);
    assertThat(requests.reply(reader, nowNs)).isTrue();
    requests.work(out, new AsduWriter(procedures.format()), nowNs);
  }

  @Test
  void halfOfTheWayThereAndBackIsToldBeforeTheTime() {
    Procedures procedures = procedures();
    Requests requests = begun(procedures);
    interrogated(requests, procedures);
    int sentAtMs = read(procedures, sent.get(0), TypeId.C_CD_NA_1, CauseOfTransmission.ACTIVATION).elapsedMs;
    assertThat(sentAtMs).isEqualTo((int) (nowNs / MS % 60_000));
    nowNs += 700 * MS;
    answer(requests, procedures, CauseOfTransmission.ACTIVATION_CON, (sentAtMs + 100) % 60_000);
    assertThat(read(procedures, sent.get(1), TypeId.C_CD_NA_1, CauseOfTransmission.SPONTANEOUS).elapsedMs).isEqualTo(300);
    InformationObject time = read(procedures, sent.get(2), TypeId.C_CS_NA_1, CauseOfTransmission.ACTIVATION);
    assertThat(Cp56.isDate(time.time)).isTrue();
    assertThat(sent).hasSize(3);
    assertThat(requests.complaint()).isEmpty();
  }

  @Test
  void aStationThatDoesNotKnowHowIsSetWithoutAndNotAskedAgain() {
    Procedures procedures = procedures();
    Requests requests = begun(procedures);
    interrogated(requests, procedures);
    answer(requests, procedures, CauseOfTransmission.UNKNOWN_TYPE | CauseOfTransmission.NEGATIVE, 0);
    read(procedures, sent.get(1), TypeId.C_CS_NA_1, CauseOfTransmission.ACTIVATION);
    assertThat(requests.complaint()).isEmpty();
    sent.clear();
    requests.begin(nowNs);
    requests.work(out, new AsduWriter(procedures.format()), nowNs);
    assertThat(sent.get(0)[0]).isEqualTo((byte) TypeId.C_CS_NA_1.code());
  }

  @Test
  void aStationThatAnswersWithItsOwnTimeIsSetWithoutADelay() {
    Procedures procedures = procedures();
    Requests requests = begun(procedures);
    interrogated(requests, procedures);
    int sentAtMs = read(procedures, sent.get(0), TypeId.C_CD_NA_1, CauseOfTransmission.ACTIVATION).elapsedMs;
    nowNs += 100 * MS;
    answer(requests, procedures, CauseOfTransmission.ACTIVATION_CON, (sentAtMs + 5_000) % 60_000);
    read(procedures, sent.get(1), TypeId.C_CS_NA_1, CauseOfTransmission.ACTIVATION);
  }

  @Test
  void withoutItTheTimeComesFirst() {
    begun(procedures("clockDelay", "none"));
    assertThat(sent.get(0)[0]).isEqualTo((byte) TypeId.C_CS_NA_1.code());
  }
}

package io.busbar.benchmarks.endtoend;

import io.busbar.api.data.SampleBatch;
import io.busbar.benchmarks.link.Tally;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Sparkplug B over MQTT with Eclipse Paho: {@code far} subscribes at the broker on its side and counts samples, {@code near
 * SECONDS} publishes one DDATA a poll with QoS 0, as Sparkplug demands, as fast as the connection takes them.
 */
public final class MqttNode {
  static final String BROKER = "tcp://10.77.0.2:1883";
  private static final String TOPIC = "spBv1.0/oak/DDATA/gw1/relay";
  private static final int CONNECT_SECONDS = 120;

  private MqttNode() {}

  /** Runs one end. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments[0].equals("far")) {
      subscribe();
    } else {
      long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
      Thread publisher = new Thread(() -> publish(end));
      publisher.setDaemon(true);
      publisher.start();
      Thread.sleep(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      Runtime.getRuntime().halt(0);
    }
  }

  private static MqttConnectOptions options() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setKeepAliveInterval(0);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setMaxInflight(1_000);
    return options;
  }

  private static void subscribe() throws InterruptedException {
    Tally tally = new Tally(Tally.WORD, System.out);
    IMqttMessageListener count = (topic, message) -> tally.add(SparkplugPayload.metrics(message.getPayload()));
    while (true) {
      try {
        MqttClient client = new MqttClient(BROKER, "far", new MemoryPersistence());
        client.connect(options());
        client.subscribe("spBv1.0/#", 0, count);
        break;
      } catch (MqttException e) {
        Thread.sleep(200); // the broker is not there yet
      }
    }
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void publish(long endNs) {
    PolledSubstation substation = new PolledSubstation(1);
    SparkplugPayload payload = new SparkplugPayload();
    int[] aliases = IntStream.range(0, PolledSubstation.DEVICES * PolledSubstation.POINTS).toArray();
    SampleBatch events = new SampleBatch(PolledSubstation.POINTS);
    SampleBatch measurements = new SampleBatch(PolledSubstation.POINTS);
    while (System.nanoTime() < endNs) {
      try {
        MqttClient client = new MqttClient(BROKER, "near", new MemoryPersistence());
        client.setTimeToWait(-1);
        client.connect(options());
        while (System.nanoTime() < endNs) {
          substation.nextSecond();
          for (int device = 0; device < PolledSubstation.DEVICES; device++) {
            events.clear();
            measurements.clear();
            substation.poll(device, aliases, events, measurements);
            client.publish(TOPIC + device, payload.encode(events, measurements), 0, false);
          }
        }
      } catch (MqttException e) {
        System.out.println("AGAIN " + e);
      }
    }
  }
}

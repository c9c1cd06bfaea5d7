package io.busbar.testkit;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.ChannelEstimate;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.TemplateSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A driver without a protocol: it does what the test tells it, on the channel's thread, and remembers what the engine
 * told it. Reads are written as the name of a kind: {@code double}, {@code boolean}, {@code text}.
 */
public final class ScriptedDriver implements DriverFactory {
  private final String type;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  /** A driver for channels of that type. */
  public ScriptedDriver(String type) {
    this.type = type;
  }

  /** What a test has a session do in one step. */
  @FunctionalInterface
  public interface Act {
    /** Does it; returns false if it could not and wants to be asked again. */
    boolean run(Session session);
  }

  /**
   * The open session of a channel.
   *
   * @throws IllegalStateException if none is open
   */
  public Session session(String channel) {
    Session session = sessions.get(channel);
    if (session == null) {
      throw new IllegalStateException("no session is open on channel " + channel);
    }
    return session;
  }

  /** Whether a session is open. */
  public boolean isOpen(String channel) {
    return sessions.containsKey(channel);
  }

  @Override
  public String protocol() {
    return type;
  }

  @Override
  public List<Descriptor> channelTypes() {
    return List.of(new Descriptor(type, "For tests.", "Does what the test says.", "{type: " + type + "}",
        List.of(Parameter.optional("host", ParameterType.TEXT, "", "Anything."))));
  }

  @Override
  public List<Parameter> deviceParameters() {
    return List.of(Parameter.optional("unit", ParameterType.INTEGER, "1", "Anything.").within(0, 247));
  }

  @Override
  public List<Parameter> pointParameters() {
    return List.of();
  }

  @Override
  public void checkChannel(ChannelSpec channel, Problems problems) {}

  @Override
  public void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Problems problems) {}

  @Override
  public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    List<InputType> inputs = new ArrayList<>();
    for (ReadSpec read : point.reads()) {
      Kind kind = Kind.DOUBLE;
      try {
        kind = Kind.valueOf(read.text().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        problems.error(read.at(), "unknown-read", "\"" + read.text() + "\" is no kind. Write double, boolean or text.");
      }
      inputs.add(InputType.of(kind));
    }
    return inputs;
  }

  @Override
  public ChannelEstimate estimate(ChannelSpec channel, List<DeviceBinding> devices) {
    return new ChannelEstimate(0, 0, 0, 0, List.of());
  }

  @Override
  public Driver open(DriverContext context) {
    Session session = new Session(context);
    sessions.put(context.channel().name(), session);
    return session;
  }

  /** One open channel. */
  public final class Session implements Driver {
    private final DriverContext context;
    private final Map<String, DeviceBinding> bindings = new ConcurrentHashMap<>();
    private final Queue<Act> acts = new ConcurrentLinkedQueue<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Session(DriverContext context) {
      this.context = context;
      events.add("opened with \"" + new String(context.takenOver(), StandardCharsets.UTF_8) + "\"");
    }

    /** Has something done in the next step. Any thread. */
    public void act(Act act) {
      acts.add(act);
      context.wakeUp();
    }

    /** What the engine gave it. */
    public DriverContext context() {
      return context;
    }

    /** What the engine told it, in words, in order. */
    public List<String> events() {
      return List.copyOf(events);
    }

    /** Binding of a device. */
    public DeviceBinding binding(String device) {
      DeviceBinding binding = bindings.get(device);
      if (binding == null) {
        throw new IllegalStateException("device " + device + " is not bound; bound are " + bindings.keySet());
      }
      return binding;
    }

    /** Whether a device is bound. */
    public boolean isBound(String device) {
      return bindings.containsKey(device);
    }

    /** Handle of an input of a device's point. */
    public int handle(String device, String point, int input) {
      for (PointBinding candidate : binding(device).points()) {
        if (candidate.spec().name().equals(point)) {
          return candidate.inputHandles()[input];
        }
      }
      throw new IllegalArgumentException("device " + device + " has no point " + point);
    }

    @Override
    public void bind(DeviceBinding binding, byte[] resumeToken) {
      events.add("bind " + binding.spec().name() + " \"" + new String(resumeToken, StandardCharsets.UTF_8) + "\"");
      bindings.put(binding.spec().name(), binding);
    }

    @Override
    public void unbind(int device) {
      bindings.values().removeIf(binding -> {
        if (binding.device() == device) {
          events.add("unbind " + binding.spec().name());
        }
        return binding.device() == device;
      });
    }

    @Override
    public long step(long nowNs) {
      Act first = acts.peek();
      if (first == null) {
        return nowNs + 1_000_000_000L;
      }
      if (!first.run(this)) {
        return nowNs + 1_000_000L;
      }
      acts.remove(first);
      return nowNs;
    }

    @Override
    public void settled(int device, byte[] resumeToken) {
      events.add("settled " + device + " \"" + new String(resumeToken, StandardCharsets.UTF_8) + "\"");
    }

    @Override
    public void interrogate(int device) {
      events.add("interrogate " + device);
    }

    @Override
    public AdHocReading read(List<String> request) {
      return AdHocReading.of(List.of("read " + String.join(" ", request)));
    }

    @Override
    public String explain(boolean sent, byte[] bytes) {
      return (sent ? "request of " : "reply of ") + bytes.length + " bytes";
    }

    @Override
    public byte[] handOver() {
      return "session".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      events.add("closed");
      sessions.remove(context.channel().name(), this);
    }
  }
}

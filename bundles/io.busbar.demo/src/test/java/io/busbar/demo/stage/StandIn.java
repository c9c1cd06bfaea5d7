package io.busbar.demo.stage;

import io.busbar.demo.check.DeviceRules;
import io.busbar.demo.check.PointRule;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for gateway and central: polls the devices of channel feeders and solar and writes the sink's lines itself. */
public final class StandIn {
  private final Path site;
  private final Writer out;
  private final Map<String, Double> last = new HashMap<>();
  private final Set<Socket> fresh = new HashSet<>();
  private final int loseEvery;
  private long position;
  private int transaction;

  private StandIn(Path site, int loseEvery) throws IOException {
    this.site = site;
    this.loseEvery = loseEvery;
    Path folder = Files.createDirectories(site.resolveSibling("central").resolve("sink"));
    out = Files.newBufferedWriter(folder.resolve("000001.ndjson"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Arguments: lose every n-th sample (0 none; below 0 none, but a filter fails), verb, folder. */
  public static void main(String[] args) throws Exception {
    if (args[1].equals("central")) {
      Files.writeString(Files.createDirectories(Path.of(args[2], "keys")).resolve("line"), "busbar1:none\n");
      Thread.sleep(Long.MAX_VALUE);
    }
    String page = args[Arrays.asList(args).indexOf("--page") + 1];
    StandInPage.open(Integer.parseInt(page.substring(page.indexOf(':') + 1)), Integer.parseInt(args[0]) < 0);
    new StandIn(Path.of(args[2]), Integer.parseInt(args[0])).poll();
  }

  private void poll() throws Exception {
    String yaml = Files.readString(site.resolve("site.yaml"));
    List<String> devices = Files.readAllLines(site.resolve("devices.csv"));
    Map<String, Socket> sockets = new HashMap<>();
    while (true) {
      for (String line : devices) {
        String[] cells = line.split(",");
        if (cells[2].equals("feeders") || cells[2].equals("solar")) {
          Matcher port = Pattern.compile(cells[2] + ":.*port: (\\d+)").matcher(yaml);
          if (!sockets.containsKey(cells[2]) && port.find()) {
            sockets.put(cells[2], new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))));
            fresh.add(sockets.get(cells[2]));
          }
          device(sockets.get(cells[2]), cells);
        }
      }
      out.flush();
      Thread.sleep(300);
    }
  }

  private void device(Socket socket, String[] cells) throws IOException {
    DeviceRules rules = DemoPlant.rules().stream().filter(rule -> rule.kind().equals(cells[1])).findFirst().orElseThrow();
    int unit = Integer.parseInt(cells[3]);
    int[][] blocks = cells[1].equals("feeder") ? new int[][] {{2, 10, 9}, {3, 100, 15}, {3, 199, 6}} : new int[][] {{3, 84, 1}, {3, 300, 14}};
    for (int[] block : blocks) {
      byte[] data = askInTime(socket, unit, ByteBuffer.allocate(5).put((byte) block[0]).putShort((short) block[1]).putShort((short) block[2]));
      long now = System.currentTimeMillis() * 1_000_000L;
      for (PointRule rule : rules.points()) {
        if (data != null && rule.function() == block[0] && rule.address() >= block[1] && rule.address() < block[1] + block[2]) {
          publish(cells[0], rule, decode(rule, data, rule.address() - block[1]), now);
        }
      }
    }
    if (cells[1].equals("feeder")) {
      events(socket, unit, cells[0], rules);
    }
  }

  private void events(Socket socket, int unit, String device, DeviceRules rules) throws IOException {
    byte[] data = askInTime(socket, unit, ByteBuffer.allocate(5).put((byte) 4).putShort((short) 100).putShort((short) 102));
    int valid = data == null ? 0 : ByteBuffer.wrap(data).getShort(8);
    for (int i = 0; i < valid; i++) {
      ByteBuffer event = ByteBuffer.wrap(data, 12 + 16 * i, 16);
      int sequence = event.getInt();
      long time = event.getLong() * 1_000_000L;
      String point = rules.events().get((int) event.getShort());
      write(device, point, "EVENTS", "event", time, event.getShort());
      if (i == valid - 1) {
        out.flush();
        askInTime(socket, unit, ByteBuffer.allocate(10).put((byte) 16).putShort((short) 0).putShort((short) 2).put((byte) 4).putInt(sequence));
      }
    }
  }

  private static double decode(PointRule rule, byte[] data, int offset) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    return switch (rule.decoding()) {
      case BIT -> data[offset / 8] >> offset % 8 & 1;
      case DOUBLE_POINT -> (data[offset / 8] >> offset % 8 & 1) + 2 * (data[offset / 8] >> offset % 8 + 1 & 1);
      case UINT16 -> rule.scale() * (bytes.getShort(2 * offset) & 0xFFFF);
      case INT16 -> rule.scale() * bytes.getShort(2 * offset);
      case UINT32 -> bytes.getInt(2 * offset) & 0xFFFF_FFFFL;
      case FLOAT32 -> bytes.getFloat(2 * offset);
    };
  }

  private void publish(String device, PointRule rule, double value, long now) throws IOException {
    String key = device + "/" + rule.point();
    Double before = last.get(key);
    boolean must = before == null || switch (rule.publish()) {
      case EVERY_POLL -> true;
      case ON_CHANGE -> before != value;
      case DEADBAND -> Math.abs(value - before) > rule.band();
    };
    if (must) {
      last.put(key, value);
      write(device, rule.point(), "MEASUREMENTS", "live", now, value);
    }
  }

  private void write(String device, String point, String stream, String lane, long time, double value) throws IOException {
    position++;
    if (loseEvery > 0 && position % loseEvery == 0) {
      return;
    }
    Instant now = Instant.now();
    out.write("{\"gateway\":\"g\",\"device\":\"" + device + "\",\"point\":\"" + point + "\",\"stream\":\"" + stream + "\",\"epoch\":\"e\",\"pos\":"
        + position + ",\"i\":0,\"lane\":\"" + lane + "\",\"t\":" + time + ",\"v\":" + value + ",\"q\":\"GOOD\",\"rt\":"
        + (now.getEpochSecond() * 1_000_000_000L + now.getNano()) + "}\n");
  }

  /** Data of a read reply; null when it is a refusal or not of a read. */
  private byte[] ask(Socket socket, int unit, ByteBuffer pdu) throws IOException {
    // A device that has fallen silent must not hold back what others have said.
    out.flush();
    transaction = transaction + 1 & 0xFFFF;
    byte[] request = ByteBuffer.allocate(7 + pdu.capacity()).putShort((short) transaction).putShort((short) 0)
        .putShort((short) (pdu.capacity() + 1)).put((byte) unit).put(pdu.array()).array();
    socket.getOutputStream().write(request);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] body = null;
    int answered = -1;
    // What answers an earlier request came too late for it, and is not taken for the answer to this one.
    while (answered != transaction) {
      // Who serves a new connection may begin late on a busy machine; what it then serves and nobody takes would count as lost.
      socket.setSoTimeout(fresh.remove(socket) ? 60_000 : 3_000);
      int first = in.read();
      if (first < 0) {
        throw new EOFException("the simulator closed the connection");
      }
      socket.setSoTimeout(0); // the rest is on its way
      answered = first << 8 | in.readUnsignedByte();
      in.readUnsignedShort();
      body = in.readNBytes(in.readUnsignedShort());
    }
    return (body[1] & 0x80) == 0 && body[1] <= 4 ? Arrays.copyOfRange(body, 3, body.length) : null;
  }

  /** Data of a read reply; null when nothing usable came in time. */
  private byte[] askInTime(Socket socket, int unit, ByteBuffer pdu) throws IOException {
    try {
      return ask(socket, unit, pdu);
    } catch (SocketTimeoutException e) {
      return null;
    }
  }
}

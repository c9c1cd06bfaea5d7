package io.busbar.benchmarks.bytes;

import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.bytes.Stream.Cut;
import io.busbar.benchmarks.bytes.SubstationStream.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bytes per sample of the codec beside other formats: {@code [--no-time] [--seed N] [--out FILE] [--csv FILE ...]}. Without files the
 * synthetic substation; with files each of them as well. Each packet is decoded again and compared to the bit.
 */
public final class CodecBenchmark {
  private static final int SECONDS = 1_200;
  private static final int DEVICES = 5;
  private static final int[] PACKETS = {8, 16, 0};
  private static final int CSV_ROWS = 16;
  private static final int CSV_LARGE = 128;
  private static final int SPEED_RUNS = 15;
  private static final int WARM_UP = 5;
  private static final int[] BEHIND = {4, 8, 16};
  private static final int SEEDS = 3;
  private static final double NS = 1e9;

  private final PrintStream out;
  private final Figures figures = new Figures();
  private final Ours usual = new Ours(0);

  private CodecBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    try {
      run(arguments);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.println("codec benchmark: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(String[] arguments) throws IOException {
    long seed = 42;
    boolean noTime = false;
    Path json = Path.of(System.getProperty("busbar.root", "."), "test", "benchmarks", "results", "codec.json");
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--no-time" -> noTime = true;
        case "--seed" -> seed = Long.parseLong(arguments[++i]);
        case "--out" -> json = Path.of(arguments[++i]);
        case "--csv" -> { }
        default -> {
          if (arguments[i].startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + arguments[i] + "; there are --no-time, --seed N, --out FILE and --csv FILE ...");
          }
          files.add(Path.of(arguments[i]));
        }
      }
    }
    new CodecBenchmark(System.out).run(seed, files, noTime, json);
  }

  private void run(long seed, List<Path> files, boolean noTime, Path json) throws IOException {
    figures.machine();
    figures.condition("synthetic stream", SECONDS + " s, " + DEVICES + " devices of 40 points, seed " + seed
        + " to " + (seed + SEEDS - 1) + "; packets of 8, of 16 and of one poll (about 14);"
        + " the worst of the three is the figure, the median of the seeds");
    figures.condition("immediate lane", "what is acknowledged is 4, 8 and 16 packets behind; the worst of the three is the figure");
    figures.condition("speed", "processor time of one thread, median of " + (SPEED_RUNS - WARM_UP) + " runs over the whole stream");
    figures.condition("csv", files.isEmpty() ? "no file" : "packets of 16 samples; the larger ones are printed");
    out.println("bytes per sample; ours counts the whole packet as it is handed to the link");
    Stream stream = synthetic("substation", new Options(SECONDS, seed, DEVICES, false, false, true));
    ratios(seed, stream);
    speed(stream);
    synthetic("calm breakers, no autoregression", new Options(SECONDS, seed, DEVICES, false, true, false));
    synthetic("a time of its own each sample", new Options(SECONDS, seed, DEVICES, true, false, true));
    if (!files.isEmpty()) {
      csv(files, noTime);
    }
    figures.write(json);
    out.println("written: " + json.normalize() + " (--out FILE writes elsewhere)");
  }

  private Stream synthetic(String name, Options options) throws IOException {

    Stream stream = new SubstationStream(options).generate(name);
    double n = stream.size();
    double bound = stream.entropyBits() / 8 / n;
    out.printf(Locale.ROOT, "%n%s: %d samples, entropy %.3f bytes a sample%n", name, stream.size(), bound);
    out.printf("  %-10s %9s %9s %9s %9s %9s %9s %9s %9s %9s%n", "packet of", "Sparkplug", "DNP3", "IEC 104", "untagged", "packed",
        "zstd dict", "zstd strm", "immediate", "ours");
    Peers peers = new Peers(stream);
    for (int rows : PACKETS) {
      Row row = row(stream, peers, rows, usual);
      double immediate = usual.immediate(stream, stream.cut(rows), BEHIND[1]) / n;
      out.printf(Locale.ROOT, "  %-10s %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %9.3f %9.3f  = %.3f x entropy%n", rows == 0 ? "one poll" : rows,
          row.sparkplug / n, row.dnp3 / n, row.iec104 / n, row.untagged / n, row.packed / n, row.dictionary / n, row.streaming / n,
          immediate, row.ours / n, row.ours / n / bound);
    }
    out.printf(Locale.ROOT, "  Gorilla, endless blocks: %.2f%n", Gorilla.bytes(stream) / n);
    return stream;
  }

  /** Bytes of all packets. */
  private record Row(double sparkplug, double dnp3, double iec104, double untagged, double packed, double dictionary, double streaming,
      double ours) {}

  private Row row(Stream stream, Peers peers, int rows, Ours ours) throws IOException {
    List<Cut> cuts = stream.cut(rows);
    List<byte[]> packed = new ArrayList<>();
    double[] sums = new double[4];
    for (Cut cut : cuts) {
      packed.add(peers.packed(cut));
      sums[0] += peers.sparkplug(cut);
      sums[1] += peers.dnp3(cut);
      sums[2] += peers.iec104(cut, true);
      sums[3] += peers.iec104(cut, false);
    }
    double plain = packed.stream().mapToLong(p -> p.length).sum();
    long dictionary = Zstd19.withDictionary(packed);
    return new Row(sums[0], sums[1], sums[2], sums[3], plain, dictionary < 0 ? Double.NaN : dictionary, Zstd19.streaming(packed),
        ours.bulk(stream, cuts).bytes());
  }

  private void ratios(long seed, Stream first) throws IOException {
    List<List<Double>> all = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < SEEDS; i++) {
      Stream stream = i == 0 ? first
          : new SubstationStream(new Options(SECONDS, seed + i, DEVICES, false, false, true)).generate("substation");
      double[] worst = worst(stream);
      out.printf(Locale.ROOT, "  seed %d, worst of the packet sizes: IEC 104 / ours %.1f, zstd-19 streaming / ours %.2f, ours / entropy %.3f,"
          + " IEC 104 / immediate %.1f%n", seed + i, worst[0], worst[1], worst[2], worst[3]);
      for (int k = 0; k < worst.length; k++) {
        all.get(k).add(worst[k]);
      }
    }
    figures.figure("codec.iec104OverOurs", Figures.median(all.get(0)));
    figures.figure("codec.zstdStreamOverOurs", Figures.median(all.get(1)));
    figures.figure("codec.oursOverEntropy", Figures.median(all.get(2)));
    figures.figure("codec.immediate.iec104OverOurs", Figures.median(all.get(3)));
  }

  /** The worst ratios of all sizes of packets: of IEC 104, zstd, the entropy, and of IEC 104 to the immediate lane. */
  private double[] worst(Stream stream) throws IOException {
    double[] worst = {Double.MAX_VALUE, Double.MAX_VALUE, 0, Double.MAX_VALUE};
    Peers peers = new Peers(stream);
    for (int rows : PACKETS) {
      Row row = row(stream, peers, rows, usual);
      worst[0] = Math.min(worst[0], row.iec104 / row.ours);
      worst[1] = Math.min(worst[1], row.streaming / row.ours);
      worst[2] = Math.max(worst[2], row.ours * 8 / stream.entropyBits());
      for (int behind : BEHIND) {
        worst[3] = Math.min(worst[3], row.iec104 / usual.immediate(stream, stream.cut(rows), behind));
      }
    }
    return worst;
  }

  private void speed(Stream stream) {
    List<Double> encode = new ArrayList<>();
    List<Double> decode = new ArrayList<>();
    for (int i = 0; i < SPEED_RUNS; i++) {
      Ours.Result result = usual.bulk(stream, stream.cut(0));
      if (i >= WARM_UP) {
        encode.add(stream.size() * NS / result.encodeNs());
        decode.add(stream.size() * NS / result.decodeNs());
      }
    }
    out.printf(Locale.ROOT, "  samples a second of one core, median of %d: encode %.0f, decode %.0f%n", encode.size(),
        Figures.median(encode), Figures.median(decode));
    figures.figure("codec.encodeSamplesPerSecond", Figures.median(encode));
    figures.figure("codec.decodeSamplesPerSecond", Figures.median(decode));
  }

  private void csv(List<Path> files, boolean noTime) throws IOException {
    out.printf("%n%-34s %8s %4s | bytes a sample, packets of %d samples%38s| ours / zstd streaming%n", "file", "samples", "of", CSV_ROWS, "");
    out.printf("%-48s | %7s %7s %7s %7s %7s %7s %7s %7s | %5d %5d%n", "", "Sparkpl", "DNP3", "IEC 104", "packed", "z dict", "z strm",
        "Gorilla", "ours", CSV_ROWS, CSV_LARGE);
    double sum = 0;
    double worst = 0;
    int used = 0;
    for (Path file : files) {
      double ratio = csv(file, noTime);
      if (ratio > 0) {
        sum += Math.log(ratio);
        worst = Math.max(worst, ratio);
        used++;
      }
    }
    if (used == 0) {
      throw new IOException("none of the files has samples");
    }
    double mean = Math.exp(sum / used);
    out.printf(Locale.ROOT, "geometric mean %.3f, worst %.3f%n", mean, worst);
    figures.figure("codec.csv.oursOverZstdStream.geomean", mean);
    figures.figure("codec.csv.oursOverZstdStream.worst", worst);
  }

  /** One file; 0 if it has no samples, which is said. */
  private double csv(Path file, boolean noTime) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("no file " + file);
    }
    List<String> told = new ArrayList<>();
    Stream stream;
    try {
      stream = CsvStream.read(file, noTime, told::add);
    } catch (IOException notUsable) {
      out.println(notUsable.getMessage() + ": the file is left out");
      return 0;
    }
    if (stream.size() == 0) {
      out.println(file.getFileName() + " has no numbers behind its first column; a file without times wants --no-time: the file is left out");
      told.forEach(words -> out.println("    " + words));
      return 0;
    }
    int points = stream.batches().stream().flatMapToInt(b -> java.util.Arrays.stream(b.point, 0, b.size())).max().orElse(0);
    Ours ours = new Ours(points);
    Peers peers = new Peers(stream);
    Row row = row(stream, peers, CSV_ROWS, ours);
    Row large = row(stream, peers, CSV_LARGE, ours);
    double n = stream.size();
    double ratio = row.ours / row.streaming;
    out.printf(Locale.ROOT, "%-34s %8d %4d | %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %7.3f | %5.3f %5.3f%n", stream.name(), stream.size(),
        points, row.sparkplug / n, row.dnp3 / n, row.iec104 / n, row.packed / n, row.dictionary / n, row.streaming / n,
        Gorilla.bytes(stream) / n, row.ours / n, ratio, large.ours / large.streaming);
    told.forEach(words -> out.println("    " + words));
    figures.figure("codec.csv." + stream.name() + ".oursOverZstdStream", ratio);
    return ratio;
  }
}

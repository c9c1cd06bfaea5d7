package io.busbar.benchmarks.bytes;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** zstd level 19 over packets: as one stream that is flushed after each, and each alone with a dictionary. */
final class Zstd19 {
  private static final int LEVEL = 19;
  private static final int DICTIONARY_BYTES = 16 * 1024;

  private Zstd19() {}

  /** Bytes of one stream, flushed after each packet; decompressed again to be sure. */
  static long streaming(List<byte[]> packets) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(bytes, LEVEL)) {
      zstd.setCloseFrameOnFlush(false);
      for (byte[] packet : packets) {
        zstd.write(packet);
        zstd.flush();
        plain.write(packet);
      }
    }
    try (ZstdInputStream back = new ZstdInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      if (!Arrays.equals(back.readAllBytes(), plain.toByteArray())) {
        throw new IllegalStateException("zstd gave other bytes back");
      }
    }
    return bytes.size();
  }

  /** Bytes of all packets, each alone with a dictionary that was trained on the first quarter of them; −1 if too few. */
  static long withDictionary(List<byte[]> packets) {
    ZstdDictTrainer trainer = new ZstdDictTrainer(4 << 20, DICTIONARY_BYTES);
    for (byte[] packet : packets.subList(0, packets.size() / 4)) {
      trainer.addSample(packet);
    }
    byte[] dictionary;
    try {
      dictionary = trainer.trainSamples();
    } catch (RuntimeException tooFew) {
      return -1;
    }
    if (Zstd.isError(dictionary.length) || dictionary.length == 0) {
      return -1;
    }
    long sum = 0;
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(LEVEL).setContentSize(false).setChecksum(false).setDictID(false).loadDict(dictionary);
      for (byte[] packet : packets) {
        sum += context.compress(packet).length;
      }
    }
    return sum;
  }
}

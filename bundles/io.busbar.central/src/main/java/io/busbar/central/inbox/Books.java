package io.busbar.central.inbox;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.central.image.Catalog;
import io.busbar.central.image.Dictionary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The books of all gateways, kept as state of central's journal and so always as old as its records: who there is
 * ({@code gateways}), what has arrived ({@code rx/number/epoch}) and the pieces of the dictionaries
 * ({@code dict/number/epoch/piece}), which thereby outlive the records that retention frees. Inbox's thread writes,
 * any thread asks as {@link Catalog}.
 *
 * <p>{@code gateways}, big endian: version u8, count u32, then each: number u32, name length u8, name, epochs u8, epochs.
 */
final class Books implements Catalog {
  /** Gateways at one central. */
  static final int MAX_GATEWAYS = 4_096;
  /** Pieces of one dictionary; beyond it a gateway's edits are refused until its journal is begun anew. */
  static final int MAX_PIECES = 65_536;

  private static final String GATEWAYS = "gateways";
  private static final int VERSION = 1;

  private final Journal journal;
  private final Map<String, GatewayBook> byName = new ConcurrentHashMap<>();
  private final Map<Integer, GatewayBook> byNumber = new ConcurrentHashMap<>();
  private final Map<EpochBook, GatewayBook> changed = new LinkedHashMap<>();
  private int unreadable;

  /** Reads the books from the journal's state. */
  Books(Journal journal, BlockCodec codec) {
    this.journal = journal;
    byte[] state = journal.state(GATEWAYS);
    if (state != null && state.length > 0 && state[0] == VERSION) {
      read(ByteBuffer.wrap(state, 1, state.length - 1), codec);
    }
  }

  private void read(ByteBuffer in, BlockCodec codec) {
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      int number = in.getInt();
      byte[] name = new byte[in.get() & 0xFF];
      in.get(name);
      GatewayBook gateway = new GatewayBook(number, new String(name, StandardCharsets.UTF_8));
      int epochs = in.get() & 0xFF;
      for (int e = 0; e < epochs; e++) {
        gateway.present(readEpoch(number, in.getLong(), codec));
      }
      byName.put(gateway.name, gateway);
      byNumber.put(number, gateway);
    }
  }

  private EpochBook readEpoch(int number, long epoch, BlockCodec codec) {
    byte[] bytes = journal.state(receivedKey(number, epoch));
    EpochBook book = bytes == null ? null : EpochBook.decode(epoch, bytes);
    if (book == null) {
      unreadable += bytes == null ? 0 : 1;
      return new EpochBook(epoch);
    }
    for (int piece = 0; piece < book.pieces; piece++) {
      byte[] record = journal.state(pieceKey(number, epoch, piece));
      PieceReader reader = new PieceReader(book.dictionary);
      if (record == null || !reader.read(codec, record)) {
        unreadable++;
        book.dictionary.markDamaged();
      }
    }
    return book;
  }

  /** Puts a piece of a dictionary where it belongs. */
  private static final class PieceReader implements BlockCodec.Visitor {
    private final Dictionary dictionary;
    private boolean found;

    PieceReader(Dictionary dictionary) {
      this.dictionary = dictionary;
    }

    boolean read(BlockCodec codec, byte[] record) {
      try {
        codec.decode(record, this);
      } catch (BlockCodec.MalformedRecordException expected) {
        return false;
      }
      return found;
    }

    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      found = false;
    }

    @Override
    public void gap(GapRecord gap) {
      found = false;
    }

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      dictionary.put(modelVersion, entries);
      found = true;
    }
  }

  /** Books and pieces that could not be read at the start. */
  int unreadable() {
    return unreadable;
  }

  Collection<GatewayBook> all() {
    return byName.values();
  }

  @Nullable GatewayBook find(String name) {
    return byName.get(name);
  }

  /** The book of a gateway, begun where there is none; null if there are too many gateways. */
  @Nullable GatewayBook open(String name) {
    GatewayBook known = byName.get(name);
    if (known != null) {
      return known;
    }
    if (byName.size() >= MAX_GATEWAYS || name.getBytes(StandardCharsets.UTF_8).length > 255) {
      return null;
    }
    GatewayBook fresh = new GatewayBook(byNumber.keySet().stream().mapToInt(n -> n).max().orElse(0) + 1, name);
    byName.put(name, fresh);
    byNumber.put(fresh.number, fresh);
    return fresh;
  }

  /** The book of an epoch, which becomes the gateway's present one. */
  EpochBook open(GatewayBook gateway, long epoch) {
    EpochBook known = gateway.epochs.get(epoch);
    EpochBook present = gateway.current();
    if (known != null && known == present) {
      return known;
    }
    EpochBook book = known == null ? new EpochBook(epoch) : known;
    EpochBook forgotten = gateway.present(book);
    if (forgotten != null) {
      forget(gateway.number, forgotten);
    }
    writeGateways();
    changed(gateway, book);
    return book;
  }

  private void forget(int number, EpochBook book) {
    journal.putState(receivedKey(number, book.epoch), new byte[0]);
    for (int piece = 0; piece < book.pieces; piece++) {
      journal.putState(pieceKey(number, book.epoch, piece), new byte[0]);
    }
  }

  /** A record stands in the journal, whatever the books said. */
  void holds(int number, long epoch, StreamId stream, long position) {
    GatewayBook gateway = byNumber.get(number);
    EpochBook book = gateway == null ? null : gateway.epochs.get(epoch);
    if (gateway != null && book != null && !book.received(stream).contains(position)) {
      book.received(stream).add(position);
      changed(gateway, book);
    }
  }

  /** Keeps a piece of a dictionary in the open commit; false if there are too many. */
  boolean keepPiece(GatewayBook gateway, EpochBook book, byte[] record) {
    if (book.pieces >= MAX_PIECES) {
      return false;
    }
    journal.putState(pieceKey(gateway.number, book.epoch, book.pieces), record);
    book.pieces++;
    changed(gateway, book);
    return true;
  }

  /** Says that a book has to go into the next commit. */
  void changed(GatewayBook gateway, EpochBook book) {
    changed.put(book, gateway);
  }

  /** Puts what has changed into the open commit. */
  void write() {
    changed.forEach((book, gateway) -> journal.putState(receivedKey(gateway.number, book.epoch), book.encode()));
    changed.clear();
  }

  private void writeGateways() {
    int length = 5;
    for (GatewayBook gateway : byName.values()) {
      length += 6 + gateway.name.getBytes(StandardCharsets.UTF_8).length + 8 * gateway.order.size();
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) VERSION).putInt(byName.size());
    for (GatewayBook gateway : byName.values()) {
      byte[] name = gateway.name.getBytes(StandardCharsets.UTF_8);
      out.putInt(gateway.number).put((byte) name.length).put(name).put((byte) gateway.order.size());
      gateway.order.forEach(out::putLong);
    }
    journal.putState(GATEWAYS, out.array());
  }

  private static String receivedKey(int number, long epoch) {
    return "rx/" + number + "/" + Long.toHexString(epoch);
  }

  private static String pieceKey(int number, long epoch, int piece) {
    return "dict/" + number + "/" + Long.toHexString(epoch) + "/" + piece;
  }

  @Override
  public @Nullable String gateway(int number) {
    GatewayBook gateway = byNumber.get(number);
    return gateway == null ? null : gateway.name;
  }

  @Override
  public @Nullable Dictionary dictionary(int number, long epoch) {
    GatewayBook gateway = byNumber.get(number);
    EpochBook book = gateway == null ? null : gateway.epochs.get(epoch);
    return book == null ? null : book.dictionary;
  }
}

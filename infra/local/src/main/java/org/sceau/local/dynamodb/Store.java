package org.sceau.local.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFolder;

/**
 * All tables, behind one lock, and the journal they are rebuilt from. Nobody hears of a change, be
 * it as its author or as a reader, before it is on the disk.
 */
final class Store implements AutoCloseable {

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
  private static final int ITEMS_A_RECORD = 200;

  private final InstantSource clock;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final NavigableMap<String, Table> tables = new TreeMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private final @Nullable Journal journal;

  /** A transaction that was done, so that it is not done twice. */
  record Token(String name, String request, Instant time) {}

  /**
   * @param folder {@code null} to keep everything in memory only
   */
  Store(@Nullable StoreFolder folder, InstantSource clock) {
    this.clock = clock;
    this.journal = folder == null ? null : restore(folder);
  }

  private Journal restore(StoreFolder folder) {
    var file = folder.path().resolve("journal");
    var mutations = new int[1];
    try {
      boolean whole =
          Journal.replay(
              file,
              content -> {
                try {
                  var change = Change.read(content);
                  mutations[0] += change.size();
                  apply(change);
                } catch (RuntimeException e) {
                  throw new DamagedStoreException(file, "a record says " + e.getMessage());
                }
              });
      forgetOldTokens();
      int live = tables.size() + tokens.size();
      for (var table : tables.values()) {
        live += table.items().size();
      }
      if (!whole || live != mutations[0] || live == 0) {
        Journal.rewrite(folder, file, snapshot());
      }
      return Journal.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the journal " + file, e);
    }
  }

  private List<byte[]> snapshot() {
    List<byte[]> contents = new ArrayList<>();
    var change = new Change();
    for (var table : tables.values()) {
      change.create(table.schema());
      for (var item : table.items().values()) {
        change.put(table, item);
        if (change.size() >= ITEMS_A_RECORD) {
          contents.add(change.write());
          change = new Change();
        }
      }
    }
    for (var token : tokens.values()) {
      change.remember(token);
    }
    if (change.size() > 0) {
      contents.add(change.write());
    }
    return contents;
  }

  Instant now() {
    return clock.instant();
  }

  /** To be called within {@link #read} or {@link #write}. */
  NavigableMap<String, Table> tables() {
    return tables;
  }

  /** To be called within {@link #read} or {@link #write}. */
  Table table(String name) {
    var table = tables.get(name);
    if (table == null) {
      throw AwsException.of("ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  /** To be called within {@link #write}. */
  @Nullable Token token(String name) {
    forgetOldTokens();
    return tokens.get(name);
  }

  <T> T read(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      return reading.get();
    } finally {
      long seen = last();
      lock.readLock().unlock();
      await(seen);
    }
  }

  /** Makes all of the change, or nothing if the function throws. */
  <T> T write(Function<Change, T> writing) {
    lock.writeLock().lock();
    try {
      var change = new Change();
      var result = writing.apply(change);
      if (change.size() > 0) {
        if (journal != null) {
          journal.append(change.write());
        }
        apply(change);
      }
      return result;
    } finally {
      long seen = last();
      lock.writeLock().unlock();
      await(seen);
    }
  }

  private void apply(Change change) {
    for (var mutation : change.mutations()) {
      switch (mutation) {
        case Change.Create(var schema) -> tables.put(schema.name(), new Table(schema));
        case Change.Drop(var table) -> tables.remove(table);
        case Change.Put(var table, var item) -> {
          var found = table(table);
          found.set(found.schema().positionOf(item), item);
        }
        case Change.Delete(var table, var key) -> {
          var found = table(table);
          found.set(found.schema().positionOf(key), null);
        }
        case Change.Remember(var token) -> tokens.put(token.name(), token);
      }
    }
  }

  private void forgetOldTokens() {
    var oldest = clock.instant().minus(TOKEN_LIFE);
    var all = tokens.values().iterator();
    while (all.hasNext() && all.next().time().isBefore(oldest)) {
      all.remove();
    }
  }

  private long last() {
    return journal == null ? 0 : journal.last();
  }

  private void await(long record) {
    if (journal != null) {
      journal.await(record);
    }
  }

  @Override
  public void close() {
    if (journal != null) {
      journal.close();
    }
  }
}

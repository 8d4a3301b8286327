package org.sceau.emulator.dynamodb;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Faults;

/** Holds all tables behind one lock, with the journal that they are rebuilt from. */
final class Store {

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Faults faults;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private final @Nullable TableJournal journal;

  /** A transaction that was done, by the hash code of its request. */
  private record Token(int request, Instant time) {}

  /**
   * @param folder {@code null} to keep everything in memory only
   */
  Store(@Nullable Path folder, InstantSource clock, Faults faults) {
    this.clock = clock;
    this.faults = faults;
    journal = folder == null ? null : new TableJournal(folder.resolve("journal"));
    if (journal != null) {
      journal.replay(this::apply);
      journal.rewrite(snapshot());
    }
  }

  private List<Change> snapshot() {
    List<Change> changes = new ArrayList<>();
    for (var table : tables.values()) {
      var create = new Change();
      create.create(table.schema());
      changes.add(create);
      for (var item : table.items().values()) {
        var put = new Change();
        put.put(table, item);
        changes.add(put);
      }
    }
    return changes;
  }

  /** Must be called within {@link #read} or {@link #write}. */
  boolean has(String table) {
    return tables.containsKey(table);
  }

  /** Must be called within {@link #read} or {@link #write}. */
  Table table(String name) {
    var table = tables.get(name);
    if (table == null) {
      throw AwsException.of(
          "ResourceNotFoundException", "Requested resource not found: Table: " + name);
    }
    return table;
  }

  /**
   * Looks up the token of a transaction; must be called within {@link #write}.
   *
   * @return whether this very transaction was done with the token before
   */
  boolean isRepeated(String token, int request) {
    var oldest = clock.instant().minus(TOKEN_LIFE);
    var all = tokens.values().iterator();
    while (all.hasNext() && all.next().time().isBefore(oldest)) {
      all.remove();
    }
    var known = tokens.get(token);
    if (known != null && known.request() != request) {
      throw AwsException.of(
          "IdempotentParameterMismatchException",
          "The same client token was used with another request");
    }
    return known != null;
  }

  /** Must be called within {@link #write}, when the transaction can no longer be refused. */
  void remember(String token, int request) {
    tokens.put(token, new Token(request, clock.instant()));
  }

  <T> T read(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  /** Makes all of the change, or nothing if the function throws. */
  <T> T write(Function<Change, T> writing) {
    return read(() -> {
      var change = new Change();
      var result = writing.apply(change);
      if (journal != null && !change.mutations().isEmpty()) {
        journal.append(change);
      }
      apply(change);
      return result;
    });
  }

  private void apply(Change change) {
    for (var mutation : change.mutations()) {
      switch (mutation) {
        case Change.Create(var schema) -> tables.put(schema.name(), new Table(schema));
        case Change.Put(var name, var item) -> {
          var table = table(name);
          table.set(table.schema().positionOf(item), item, faults.areIndexesHeld());
        }
      }
    }
  }
}

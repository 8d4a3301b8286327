package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.emulator.dynamodb.Fixture.entry;
import static org.sceau.emulator.dynamodb.Fixture.id;
import static org.sceau.emulator.dynamodb.Fixture.names;
import static org.sceau.emulator.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.Faults;

class JournalTest {

  @TempDir Path folder;

  private byte[] whole = {};
  private int lastLine;

  @BeforeEach
  void fill() throws IOException {
    try (var db = Fixture.withTables(folder)) {
      db.put(with(id("first"), "x", fromS("kept")));
      db.put(with(with(entry("l", 1), "purpose", fromS("p")), "due", fromN("1")));
      lastLine = (int) Files.size(folder.resolve("journal"));
      db.put(with(id("last"), "x", fromS("acknowledged")));
    }
    whole = Files.readAllBytes(folder.resolve("journal"));
  }

  @Test
  void tablesItemsAndIndexesSurviveARestart() {
    try (var db = new Fixture(folder)) {
      assertThat(db.get(id("first"))).containsEntry("x", fromS("kept"));
      assertThat(db.get(id("last"))).containsEntry("x", fromS("acknowledged"));
      assertThat(
              db.client
                  .query(q ->
                      q.tableName(Fixture.LISTS)
                          .indexName("byDue")
                          .keyConditionExpression("#purpose = :p")
                          .expressionAttributeNames(names("#purpose"))
                          .expressionAttributeValues(Map.of(":p", fromS("p"))))
                  .count())
          .isEqualTo(1);
    }
  }

  /** Nothing has been closed: so does a process that is killed leave its journal. */
  @Test
  void whatWasAcknowledgedIsInTheJournal() {
    try (var running = new Fixture(folder)) {
      running.put(id("more"));

      assertThat(items()).isEqualTo(4);
    }
  }

  @Test
  void aLineThatWasCutShortIsDroppedAndNothingElse() throws IOException {
    for (int end = lastLine; end < whole.length; end++) {
      restore(Arrays.copyOf(whole, end));
      assertThat(items()).isEqualTo(2);
    }
    try (var db = new Fixture(folder)) {
      db.put(id("more"));
    }
    assertThat(items()).isEqualTo(3);
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    var damaged = whole.clone();
    damaged[lastLine + 1] ^= 0x10;
    restore(damaged);

    assertThatThrownBy(this::items)
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining(folder.resolve("journal").toString())
        .hasMessageContaining("line 5 is not a change")
        .hasMessageContaining("put a copy of it back");
  }

  @Test
  void theJournalIsMadeSmallerAtTheStart() throws IOException {
    try (var db = new Fixture(folder)) {
      for (int i = 0; i < 50; i++) {
        db.put(with(id("first"), "x", fromS("change " + i)));
      }
    }
    long before = Files.size(folder.resolve("journal"));

    assertThat(items()).isEqualTo(3);

    assertThat(Files.size(folder.resolve("journal"))).isLessThan(before / 2);
    try (var db = new Fixture(folder)) {
      assertThat(db.get(id("first"))).containsEntry("x", fromS("change 49"));
    }
  }

  private void restore(byte[] journal) throws IOException {
    Files.write(folder.resolve("journal"), journal);
  }

  /** Opens the store without its server, which is quicker, and counts. */
  private int items() {
    var store = new Store(folder, InstantSource.system(), new Faults());
    return store.read(() ->
        Stream.of(Fixture.CREDENTIALS, Fixture.LISTS)
            .mapToInt(name -> store.table(name).items().size())
            .sum());
  }
}

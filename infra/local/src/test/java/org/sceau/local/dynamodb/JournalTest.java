package org.sceau.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.local.dynamodb.Fixture.entry;
import static org.sceau.local.dynamodb.Fixture.id;
import static org.sceau.local.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFolder;

class JournalTest {

  @TempDir Path folder;

  private byte[] whole = {};
  private int lastRecord;

  @BeforeEach
  void fill() throws IOException {
    try (var db = Fixture.withTables(folder)) {
      db.put(with(id("first"), "x", fromS("kept")));
      db.put(with(with(entry("l", 1), "purpose", fromS("p")), "due", fromN("1")));
      lastRecord = (int) Files.size(folder.resolve("journal"));
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
                          .keyConditionExpression("purpose = :p")
                          .expressionAttributeValues(Map.of(":p", fromS("p"))))
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void aRecordTornAnywhereIsDroppedAndNothingElse() throws IOException {
    for (int end = lastRecord; end < whole.length; end++) {
      restore(Arrays.copyOf(whole, end));
      assertThat(items()).isEqualTo(2);
      // What follows is appended behind the last whole record.
      assertThat(items()).isEqualTo(2);
    }
  }

  @Test
  void pagesThatNeverReachedTheDiskAreATornEnd() throws IOException {
    var zeros = whole.clone();
    Arrays.fill(zeros, whole.length - 20, whole.length, (byte) 0);
    restore(zeros);
    assertThat(items()).isEqualTo(2);

    restore(Arrays.copyOf(whole, whole.length + 4096));
    assertThat(items()).isEqualTo(3);
  }

  @Test
  void anyOtherDamageIsNamed() throws IOException {
    for (int at = 0; at < whole.length; at++) {
      var damaged = whole.clone();
      damaged[at] ^= 0x10;
      restore(damaged);

      assertThatThrownBy(this::items)
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining(folder.resolve("journal").toString());
    }
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

  @Test
  void aTableOfTheTemplateIsMadeOnce() {
    var request = table("Extra");
    try (var db = new Fixture(folder)) {
      db.local.createTable(request);
      db.local.createTable(request);

      assertThat(db.client.listTables().tableNames()).contains("Extra");
      assertThatThrownBy(() -> db.local.createTable(table("no")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least 3");
      assertThatThrownBy(() -> db.local.createTable(table(Fixture.LISTS)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("other keys");
    }
  }

  private static JsonObject table(String name) {
    return JsonObject.builder()
        .put("TableName", name)
        .put(
            "AttributeDefinitions",
            JsonArray.of(
                JsonObject.builder().put("AttributeName", "k").put("AttributeType", "S").build()))
        .put(
            "KeySchema",
            JsonArray.of(
                JsonObject.builder().put("AttributeName", "k").put("KeyType", "HASH").build()))
        .build();
  }

  private void restore(byte[] journal) throws IOException {
    Files.write(folder.resolve("journal"), journal);
  }

  /** Opens the store without its server, which is quicker, and counts. */
  private int items() {
    try (var owned = StoreFolder.open(folder);
        var store = new Store(owned, () -> Instant.parse("2026-03-02T08:00:00Z"))) {
      return store.read(
          () -> store.tables().values().stream().mapToInt(t -> t.items().size()).sum());
    }
  }
}

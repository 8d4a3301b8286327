package org.sceau.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonObject;

class RunJournalTest {

  private static final JsonObject ABOUT = JsonObject.builder().put("journal", "test").build();

  @TempDir private Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = folder.resolve("journal");
  }

  @Test
  void whatWasAddedIsThereAgain() throws Exception {
    write(2, 5, 70_000);
    try (var journal = open()) {
      assertThat(journal.done()).isEqualTo(2);
      assertThat(journal.refused()).isEqualTo(1);
      assertThat(journal.outcome(2)).contains(done(2));
      assertThat(journal.outcome(5)).contains(new RowOutcome.Refused("no é 5"));
      assertThat(journal.outcome(70_000)).contains(done(70_000));
      assertThat(journal.knows(3)).isFalse();
    }
  }

  @Test
  void aJournalCutOffAnywhereIsGoneOnWith() throws Exception {
    write(2, 5, 9);
    var whole = Files.readAllBytes(path);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(path, java.util.Arrays.copyOf(whole, length));
      try (var journal = open()) {
        journal.add(Map.of(2L, done(2)));
        journal.add(Map.of(11L, done(11)));
        assertThat(journal.outcome(2)).contains(done(2));
        assertThat(journal.outcome(11)).contains(done(11));
      }
      try (var journal = open()) {
        assertThat(journal.knows(2)).isTrue();
        assertThat(journal.outcome(11)).contains(done(11));
      }
    }
  }

  @Test
  void whatIsBehindALineThatIsNoneIsDropped() throws Exception {
    write(2, 5, 9);
    var lines = Files.readAllLines(path);
    lines.set(2, "\0\0\0\0");
    Files.writeString(path, String.join("\n", lines) + "\n");
    try (var journal = open()) {
      assertThat(journal.knows(2)).isTrue();
      assertThat(journal.knows(5)).isFalse();
      assertThat(journal.knows(9)).isFalse();
    }
    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  @Test
  void theFirstOutcomeOfARowStays() throws Exception {
    try (var journal = open()) {
      journal.add(Map.of(2L, done(2)));
      journal.add(Map.of(2L, new RowOutcome.Refused("later")));
      assertThat(journal.outcome(2)).contains(done(2));
    }
    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  @Test
  void aLongJournalIsReadInPieces() throws Exception {
    try (var journal = open()) {
      for (long line = 1; line <= 2_000; line++) {
        journal.add(Map.of(line, new RowOutcome.Refused("x".repeat(200) + line)));
      }
    }
    try (var journal = open()) {
      assertThat(journal.refused()).isEqualTo(2_000);
      assertThat(journal.outcome(1_999)).contains(new RowOutcome.Refused("x".repeat(200) + 1_999));
    }
  }

  @Test
  void oneIsNotTakenForAnother() throws Exception {
    write(2);
    var other = JsonObject.builder().put("journal", "other").build();
    assertThatThrownBy(() -> RunJournal.open(path, other))
        .isInstanceOf(RunJournal.UnusableException.class)
        .hasMessage("OTHER");
    try (var journal = open()) {
      assertThat(journal.knows(2)).isTrue();
    }
  }

  @Test
  void twoAreNotAtItAtOnce() throws Exception {
    try (var journal = open()) {
      assertThatThrownBy(() -> RunJournal.open(path, ABOUT)).hasMessage("IN_USE");
      assertThat(journal.done()).isZero();
    }
  }

  private void write(long... lines) throws Exception {
    try (var journal = open()) {
      for (long line : lines) {
        journal.add(Map.of(line, line == 5 ? new RowOutcome.Refused("no é 5") : done(line)));
      }
    }
  }

  private RunJournal open() throws Exception {
    return RunJournal.open(path, ABOUT);
  }

  private static RowOutcome done(long line) {
    return new RowOutcome.Done(JsonObject.builder().put("id", "id-" + line).build());
  }
}

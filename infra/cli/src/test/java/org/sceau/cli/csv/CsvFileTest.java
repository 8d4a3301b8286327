package org.sceau.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.cli.csv.CsvException.Defect;

class CsvFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "quote-never-closed, UNCLOSED_QUOTE, 3",
    "quote-opens-in-the-second-line-of-a-row, UNCLOSED_QUOTE, 3",
    "text-after-a-quote, TEXT_AFTER_QUOTE, 2",
    "bytes-of-no-encoding, NOT_TEXT, 3",
    "zero-byte, NOT_TEXT, 3",
    "utf16-without-mark, NOT_TEXT, 1",
    "two-columns-of-one-name, DUPLICATE_COLUMN, 1",
    "empty, EMPTY, 1",
    "only-blank-lines, EMPTY, 1"
  })
  void whatIsBrokenIsRefusedByItsLine(String name, Defect defect, long line) {
    assertRefused(resource(name), defect, line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good-comma-utf8",
        "good-excel-french-windows-1252",
        "good-excel-utf8-mark",
        "good-excel-utf16-tabs",
        "good-sep-hint",
        "good-mixed-newlines"
      })
  void theSameTableIsReadHoweverItWasSaved(String name) throws Exception {
    var file = CsvFile.read(resource(name), null, null);

    assertThat(file.header()).containsExactly("nom", "courriel");
    assertThat(file.rows()).isEqualTo(2);
    assertThat(rows(file).stream().map(CsvRow::cells))
        .containsExactly(
            List.of("Élodie", "e@example.org"), List.of("Zoë, dite \"Z\"", "z@example.org"));
  }

  @Test
  void rowsKnowTheirLinesWhateverEndsThem() throws Exception {
    assertThat(lines("a,b\r\n1,\"x\r\ny\rz\n\"\n\n2,3\r4,5")).containsExactly(2L, 7L, 8L);
  }

  @Test
  void newlinesInACellAreOne() throws Exception {
    assertThat(rows(read("a,b\n1,\"x\r\ny\rz\nw\"")).getFirst().cells())
        .containsExactly("1", "x\ny\nz\nw");
  }

  @Test
  void aLineOfFiftyMegabytesIsRefusedAndNotHeld() throws Exception {
    var path = folder.resolve("long.csv");
    try (var writer = Files.newBufferedWriter(path)) {
      writer.write("name\nAda\n");
      for (int i = 0; i < 50; i++) {
        writer.write("x".repeat(1024 * 1024));
      }
    }

    assertRefused(path, Defect.CELL_TOO_LONG, 3);
  }

  @Test
  void aQuoteThatSwallowsTheRestIsRefusedByTheLineOnWhichItOpens() throws Exception {
    var rest = "Ada,ada@example.org\n".repeat(10_000);

    assertRefused(written("name,email\nBob,\"b\n" + rest), Defect.CELL_TOO_LONG, 2);
  }

  @Test
  void eachLimitHoldsToTheCharacter() throws Exception {
    var cell = "x".repeat(CsvReader.MAX_CELL);
    var row = String.join(",", java.util.Collections.nCopies(8, cell));

    assertThat(rows(read("a,b\n" + cell + ",1\n"))).hasSize(1);
    assertRefused(written("a,b\n" + cell + "x,1\n"), Defect.CELL_TOO_LONG, 2);
    assertThat(rows(read("a,b,c,d,e,f,g,h\n" + row + "\n"))).hasSize(1);
    assertRefused(written("a\n" + row + ",x\n"), Defect.ROW_TOO_LONG, 2);
    assertRefused(written("a\n" + ",".repeat(CsvReader.MAX_CELLS)), Defect.TOO_MANY_CELLS, 2);
  }

  @Test
  void anotherFileUnderTheNameIsNoticed() throws Exception {
    var path = written("a\n1\n");
    var file = CsvFile.read(path, null, null);
    Files.writeString(path, "a\n1\n2\n");

    assertThatThrownBy(file::open).isInstanceOf(CsvException.class).hasMessageContaining("CHANGED");
  }

  @Test
  void whatIsToldIsNotGuessed() throws Exception {
    var path = folder.resolve("told.csv");
    Files.write(path, "a;b,c\né;1,2\n".getBytes(StandardCharsets.ISO_8859_1));

    var file = CsvFile.read(path, StandardCharsets.ISO_8859_1, ',');

    assertThat(file.header()).containsExactly("a;b", "c");
    assertThat(rows(file).getFirst().cells()).containsExactly("é;1", "2");
    assertRefused(Defect.NOT_TEXT, 2, () -> CsvFile.read(path, StandardCharsets.UTF_8, ','));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    var path = folder.resolve("written.csv");
    var cells = List.of("plain", "a;b", "\"q\"", "two\nlines", " blank ", "", "é");
    try (var writer = new CsvWriter(path, ';')) {
      writer.row(List.of("1", "2", "3", "4", "5", "6", "7"));
      writer.row(cells);
      assertThat(path).doesNotExist();
      writer.finish();
    }

    var file = CsvFile.read(path, null, null);
    assertThat(file.separator()).isEqualTo(';');
    assertThat(rows(file).getFirst().cells()).isEqualTo(cells);
    assertThat(folder.resolve("written.csv.new")).doesNotExist();
  }

  private static void assertRefused(Path path, Defect defect, long line) {
    assertRefused(defect, line, () -> CsvFile.read(path, null, null));
  }

  private static void assertRefused(Defect defect, long line, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            CsvException.class,
            refused -> {
              assertThat(refused.defect()).isEqualTo(defect);
              assertThat(refused.line()).isEqualTo(line);
            });
  }

  private CsvFile read(String text) throws IOException, CsvException {
    return CsvFile.read(written(text), null, null);
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("file.csv"), text);
  }

  private List<Long> lines(String text) throws IOException, CsvException {
    return rows(read(text)).stream().map(CsvRow::line).toList();
  }

  private static List<CsvRow> rows(CsvFile file) throws IOException, CsvException {
    var rows = new ArrayList<CsvRow>();
    try (var reading = file.open()) {
      for (var row = reading.next(); row.isPresent(); row = reading.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private static Path resource(String name) {
    try {
      var found = CsvFileTest.class.getResource(name + ".csv");
      if (found == null) {
        throw new IllegalStateException("no " + name);
      }
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

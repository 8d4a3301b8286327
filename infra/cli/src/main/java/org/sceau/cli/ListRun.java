package org.sceau.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sceau.cli.batch.Api;
import org.sceau.cli.batch.BatchItem;
import org.sceau.cli.batch.Run;
import org.sceau.cli.batch.Run.Drafted;
import org.sceau.cli.batch.RunJournal;
import org.sceau.cli.batch.Task;
import org.sceau.cli.csv.CsvException;
import org.sceau.cli.csv.CsvFile;
import org.sceau.cli.csv.CsvRow;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonObject;
import org.sceau.verification.Messages;

/**
 * Runs a task over the rows of a CSV file: reads them, sends them or only shows what would be sent,
 * and reports the outcomes.
 */
final class ListRun {

  private final Surroundings surroundings;
  private final Messages phrases;
  private final ListOptions options;
  private final ListReport report;

  /** Converts a row to an item of a request. */
  interface Draft {
    BatchItem of(CsvRow row) throws RowRefusedException;
  }

  /**
   * The task of a run.
   *
   * @param settings everything beside the file that identifies the run
   * @param ownKeys whether each row has a key that identifies it in any file
   */
  record Listed(Task task, Draft draft, String settings, boolean ownKeys) {}

  ListRun(Surroundings surroundings, Messages phrases, ListOptions options) {
    this.surroundings = surroundings;
    this.phrases = phrases;
    this.options = options;
    this.report = new ListReport(surroundings, phrases, options);
  }

  /** Runs the task; returns the exit code. */
  int over(List<Columns.Field> fields, BiFunction<CsvFile, Columns, Listed> listing)
      throws InterruptedException {
    if (options.batch < 1 || options.batch > 100 || options.parallel < 1 || options.parallel > 16) {
      throw new StoppedException(Exit.USAGE, phrases.text("list.sizes"));
    }
    if (!(options.rate >= 0 && options.rate <= 1_000_000)) {
      throw new StoppedException(Exit.USAGE, phrases.text("list.rates"));
    }
    try {
      var file = CsvFile.read(options.csv, options.encoding, options.separator);
      var columns = Columns.of(file.header(), fields, told());
      var listed = listing.apply(file, columns);
      return options.dryRun ? rehearse(file, columns, listed) : perform(file, columns, listed);
    } catch (CsvException e) {
      throw new StoppedException(
          Exit.UNFINISHED, options.csv + ": " + phrases.text("csv." + e.defect(), e.line()));
    } catch (Columns.UnknownException e) {
      throw new StoppedException(Exit.USAGE, e.text(phrases));
    } catch (RunJournal.UnusableException e) {
      throw new StoppedException(
          e.reason() == RunJournal.UnusableException.Reason.OTHER ? Exit.USAGE : Exit.UNFINISHED,
          phrases.text("journal." + e.reason(), options.csv));
    } catch (IOException e) {
      throw new StoppedException(
          Exit.UNFINISHED,
          phrases.text("file.unusable", PlainText.of(String.valueOf(e.getMessage()))));
    }
  }

  /** Checks every row and sends nothing. */
  private int rehearse(CsvFile file, Columns columns, Listed listed)
      throws IOException, CsvException {
    int ready = 0;
    Map<Long, String> wrong = new LinkedHashMap<>();
    int refused = 0;
    Optional<BatchItem> sample = Optional.empty();
    try (var rows = file.open()) {
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        switch (drafted(row.get(), columns, listed)) {
          case Drafted.Ready(var item) -> {
            ready++;
            sample = sample.or(() -> Optional.of(item));
          }
          case Drafted.Wrong(var error) -> {
            refused++;
            if (wrong.size() < ListReport.SHOWN) {
              wrong.put(row.get().line(), error);
            }
          }
        }
      }
    }
    report.rehearsed(file, columns, listed.task(), ready, refused, sample);
    report.refusals(wrong, refused);
    return refused == 0 ? Exit.DONE : Exit.NOT_WELL;
  }

  private int perform(CsvFile file, Columns columns, Listed listed)
      throws IOException, CsvException, RunJournal.UnusableException, InterruptedException {
    var connection = new Connection(surroundings, phrases, options);
    var url = connection.url();
    var key = connection.key();
    var tls = Trust.with(Optional.ofNullable(options.authorities));
    var journalPath = journal(file, listed);
    var settings = url + "\n" + listed.settings() + "\n" + String.join("\n", columns.read());
    var about =
        JsonObject.builder()
            .put("journal", "sceau " + listed.task().name())
            .put("file", file.sha256())
            .put("settings", Sha256.hex(settings))
            .build();
    try (var journal = RunJournal.open(journalPath, about);
        var api = new Api(url, key, tls)) {
      var progress = new ProgressLine(surroundings, phrases, file.rows());
      int before = journal.done() + journal.refused();
      if (before > 0) {
        surroundings.err().println(phrases.text("list.resumed", before, journalPath));
      }
      var ended =
          new Run(
                  listed.task(),
                  row -> drafted(row, columns, listed),
                  new Run.Options(options.rate, options.batch, options.parallel),
                  System::nanoTime,
                  surroundings.pause(),
                  surroundings.random())
              .over(file, journal, api, progress);
      progress.end();
      return report.conclude(file, listed.task(), journal, journalPath, ended);
    }
  }

  private Drafted drafted(CsvRow row, Columns columns, Listed listed) {
    var whole = trimmed(row, columns.count());
    if (whole.cells().size() != columns.count()) {
      return new Drafted.Wrong(phrases.text("row.cells", whole.cells().size(), columns.count()));
    }
    try {
      return new Drafted.Ready(listed.draft().of(whole));
    } catch (RowRefusedException e) {
      return new Drafted.Wrong(e.sentence());
    }
  }

  /** Drops the empty cells that spreadsheets append to a row. */
  private static CsvRow trimmed(CsvRow row, int columns) {
    var cells = row.cells();
    int size = cells.size();
    while (size > columns && cells.get(size - 1).isBlank()) {
      size--;
    }
    return size == cells.size() ? row : new CsvRow(row.line(), cells.subList(0, size));
  }

  private Map<String, String> told() {
    Map<String, String> told = new LinkedHashMap<>();
    for (var map : options.map) {
      int at = map.lastIndexOf('=');
      if (at < 0) {
        throw new StoppedException(Exit.USAGE, phrases.text("map.form"));
      }
      told.put(map.substring(0, at).strip(), map.substring(at + 1).strip());
    }
    return told;
  }

  /** Returns the journal. A list whose rows have keys may change: each version has a journal. */
  private Path journal(CsvFile file, Listed listed) {
    var version = listed.ownKeys() ? "." + file.sha256().substring(0, 12) : "";
    return options.path(options.journal, listed.task().name() + version + ".journal");
  }
}

package org.sceau.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sceau.cli.batch.Api;
import org.sceau.cli.batch.BatchItem;
import org.sceau.cli.batch.RowOutcome;
import org.sceau.cli.batch.Run;
import org.sceau.cli.batch.Run.Drafted;
import org.sceau.cli.batch.RunJournal;
import org.sceau.cli.batch.Task;
import org.sceau.cli.csv.CsvException;
import org.sceau.cli.csv.CsvFile;
import org.sceau.cli.csv.CsvRow;
import org.sceau.cli.csv.CsvWriter;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Messages;

/**
 * Does something by a list: reads it, sends it or only tells what would be sent, says what came of
 * it.
 */
final class ListRun {

  private static final int SHOWN = 20;
  private static final int LONGEST_KEY = 4_096;
  private static final String ERROR = "error";

  private final Surroundings surroundings;
  private final Messages phrases;
  private final ListOptions options;

  /** Makes of a row what is sent. */
  interface Draft {
    BatchItem of(CsvRow row) throws RowRefusedException;
  }

  /**
   * What is done by a list.
   *
   * @param settings all, beside the file, that makes it another thing to do
   * @param ownKeys whether a row is known by a key of its own, in whatever file
   */
  record Listed(Task task, Draft draft, String settings, boolean ownKeys) {}

  ListRun(Surroundings surroundings, Messages phrases, ListOptions options) {
    this.surroundings = surroundings;
    this.phrases = phrases;
    this.options = options;
  }

  /** Does it; returns the exit code. */
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

  /** Checks every row, and sends none. */
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
            if (wrong.size() < SHOWN) {
              wrong.put(row.get().line(), error);
            }
          }
        }
      }
    }
    var out = surroundings.out();
    if (options.json) {
      out.println(
          JsonWriter.write(
              JsonObject.builder()
                  .put("command", listed.task().name())
                  .put("dryRun", true)
                  .put("file", options.csv.toString())
                  .put("rows", file.rows())
                  .put("ready", ready)
                  .put("refused", refused)
                  .put("columns", JsonArray.ofStrings(columns.read()))
                  .put("unread", JsonArray.ofStrings(columns.unread()))
                  .put("encoding", file.charset().name())
                  .put("separator", Character.toString(file.separator()))
                  .build()));
    } else {
      out.println(
          phrases.text(
              "dryRun.file",
              options.csv,
              file.rows(),
              file.charset().name(),
              file.separator() == '\t' ? "TAB" : Character.toString(file.separator())));
      out.println(phrases.text("dryRun.read", PlainText.of(String.join(", ", columns.read()))));
      if (!columns.unread().isEmpty()) {
        out.println(
            phrases.text("dryRun.unread", PlainText.of(String.join(", ", columns.unread()))));
      }
      out.println(
          phrases.text(
              "dryRun." + listed.task().name(),
              ready,
              (ready + options.batch - 1) / options.batch));
      sample.ifPresent(item ->
          out.println(
              phrases.text(
                  "dryRun.sample", item.line(), PlainText.of(JsonWriter.write(item.body())))));
    }
    say(wrong, refused);
    return refused == 0 ? Exit.DONE : Exit.NOT_WELL;
  }

  private int perform(CsvFile file, Columns columns, Listed listed)
      throws IOException, CsvException, RunJournal.UnusableException, InterruptedException {
    var url = url();
    var key = key();
    var tls = Trust.with(Optional.ofNullable(options.authorities));
    var journalPath = journal(file, listed);
    var settings = url + "\n" + listed.settings() + "\n" + String.join("\n", columns.read());
    var about =
        JsonObject.builder()
            .put("journal", "sceau " + listed.task().name())
            .put("file", file.sha256())
            .put("settings", sha256(settings))
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
      return conclude(file, listed.task(), journal, journalPath, ended);
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

  /** Without the empty cells that spreadsheets put behind a row. */
  private static CsvRow trimmed(CsvRow row, int columns) {
    var cells = row.cells();
    int size = cells.size();
    while (size > columns && cells.get(size - 1).isBlank()) {
      size--;
    }
    return size == cells.size() ? row : new CsvRow(row.line(), cells.subList(0, size));
  }

  /** Writes what came of the rows into two tables, and says it in short. */
  private int conclude(
      CsvFile file, Task task, RunJournal journal, Path journalPath, Run.Ended ended)
      throws IOException, CsvException {
    var results = path(options.results, task.name() + ".results.csv");
    var failed = path(options.failed, task.name() + ".failed.csv");
    Map<Long, String> refused = new LinkedHashMap<>();
    var ownError = file.header().lastIndexOf(ERROR) == file.header().size() - 1;
    var columns = ownError ? file.header().size() - 1 : file.header().size();
    try (var rows = file.open();
        var good = new CsvWriter(results, file.separator());
        var bad = new CsvWriter(failed, file.separator())) {
      good.row(List.of("line", "id", task.name().equals("issue") ? "link" : "status"));
      bad.row(with(file.header(), columns, ERROR));
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        long line = row.get().line();
        switch (journal.outcome(line).orElse(null)) {
          case RowOutcome.Done(var told) ->
              good.row(
                  List.of(
                      Long.toString(line),
                      told.string("id").orElse(""),
                      told.string("link").or(() -> told.string("status")).orElse("")));
          case RowOutcome.Refused(var error) -> {
            if (refused.size() < SHOWN) {
              refused.put(line, error);
            }
            bad.row(with(row.get().cells(), columns, error));
          }
          case null -> {}
        }
      }
      good.finish();
      if (journal.refused() > 0) {
        bad.finish();
      }
    }
    int left = file.rows() - journal.done() - journal.refused();
    say(refused, journal.refused());
    ended
        .stopped()
        .ifPresent(why ->
            surroundings
                .err()
                .println(
                    phrases.text(
                        ended.isRejected() ? "list.rejected" : "list.unreachable",
                        PlainText.of(why))));
    if (left > 0) {
      surroundings.err().println(phrases.text("list.left", left));
    }
    sum(file, task, journal, journalPath, ended, left, results, failed);
    return left > 0 ? Exit.UNFINISHED : journal.refused() > 0 ? Exit.NOT_WELL : Exit.DONE;
  }

  private void sum(
      CsvFile file,
      Task task,
      RunJournal journal,
      Path journalPath,
      Run.Ended ended,
      int left,
      Path results,
      Path failed) {
    if (options.json) {
      surroundings
          .out()
          .println(
              JsonWriter.write(
                  JsonObject.builder()
                      .put("command", task.name())
                      .put("file", options.csv.toString())
                      .put("rows", file.rows())
                      .put("done", journal.done())
                      .put("refused", journal.refused())
                      .put("left", left)
                      .put("stopped", ended.stopped().map(JsonString::new).orElse(null))
                      .put("results", results.toString())
                      .put("failed", journal.refused() > 0 ? failed.toString() : null)
                      .put("journal", journalPath.toString())
                      .put("seconds", ended.took().toSeconds())
                      .build()));
      return;
    }
    var out = surroundings.out();
    out.println(
        phrases.text(
            "sum." + task.name(), journal.done(), file.rows(), ProgressLine.time(ended.took())));
    out.println(phrases.text("sum.results", results));
    if (journal.refused() > 0) {
      out.println(phrases.text("sum.failed", journal.refused(), failed));
    }
  }

  private void say(Map<Long, String> refused, int count) {
    refused.forEach((line, error) ->
        surroundings.err().println(phrases.text("row.refused", line, PlainText.of(error))));
    if (count > refused.size()) {
      surroundings.err().println(phrases.text("row.more", count - refused.size()));
    }
  }

  private static List<String> with(List<String> cells, int columns, String last) {
    var all = new ArrayList<>(cells.subList(0, Math.min(columns, cells.size())));
    while (all.size() < columns) {
      all.add("");
    }
    all.add(last);
    return all;
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

  /** A list whose rows have keys of their own may be changed: each version has its journal. */
  private Path journal(CsvFile file, Listed listed) {
    var version = listed.ownKeys() ? "." + file.sha256().substring(0, 12) : "";
    return path(options.journal, listed.task().name() + version + ".journal");
  }

  /** Beside the list, unless another was named. */
  private Path path(@Nullable Path named, String suffix) {
    if (named != null) {
      return named;
    }
    var name = String.valueOf(options.csv.getFileName());
    var stem =
        name.toLowerCase(Locale.ROOT).endsWith(".csv")
            ? name.substring(0, name.length() - ".csv".length())
            : name;
    return options.csv.resolveSibling(stem + "." + suffix);
  }

  /** Scheme and host. Without TLS a key goes nowhere but to this machine. */
  private String url() {
    var text =
        options.api == null
            ? surroundings.environment().getOrDefault("SCEAU_API", "")
            : options.api;
    try {
      var uri = new URI(text.replaceFirst("/$", ""));
      var host = uri.getHost() == null ? "" : uri.getHost();
      boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
      if (!host.isEmpty()
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null
          && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local))) {
        return uri.toString();
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new StoppedException(Exit.USAGE, phrases.text("list.noApi"));
  }

  /** Never of the command line: others read that. */
  private String key() throws IOException {
    String text;
    if (options.keyFile == null) {
      text = surroundings.environment().getOrDefault("SCEAU_KEY", "");
    } else {
      try (var input = Files.newInputStream(options.keyFile)) {
        text = new String(input.readNBytes(LONGEST_KEY), StandardCharsets.UTF_8);
      }
    }
    if (!text.strip().matches("[\\x21-\\x7e]+")) {
      throw new StoppedException(Exit.USAGE, phrases.text("list.noKey"));
    }
    return text.strip();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package org.sceau.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.cli.batch.BatchItem;
import org.sceau.cli.batch.RowOutcome;
import org.sceau.cli.batch.Run;
import org.sceau.cli.batch.RunJournal;
import org.sceau.cli.batch.Task;
import org.sceau.cli.csv.CsvException;
import org.sceau.cli.csv.CsvFile;
import org.sceau.cli.csv.CsvWriter;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Messages;

/** Reports a run over a list: the tables of results, the refused rows and the summary. */
final class ListReport {

  /** The number of refused rows that are printed. */
  static final int SHOWN = 20;

  private static final String ERROR = "error";

  private final Surroundings surroundings;
  private final Messages phrases;
  private final ListOptions options;

  ListReport(Surroundings surroundings, Messages phrases, ListOptions options) {
    this.surroundings = surroundings;
    this.phrases = phrases;
    this.options = options;
  }

  /** Prints the summary of a dry run. */
  void rehearsed(
      CsvFile file,
      Columns columns,
      Task task,
      int ready,
      int refused,
      Optional<BatchItem> sample) {
    if (options.json) {
      out(
          JsonWriter.write(
              JsonObject.builder()
                  .put("command", task.name())
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
      out(
          text(
              "dryRun.file",
              options.csv,
              file.rows(),
              file.charset().name(),
              file.separator() == '\t' ? "TAB" : Character.toString(file.separator())));
      out(text("dryRun.read", PlainText.of(String.join(", ", columns.read()))));
      if (!columns.unread().isEmpty()) {
        out(text("dryRun.unread", PlainText.of(String.join(", ", columns.unread()))));
      }
      out(text("dryRun." + task.name(), ready, (ready + options.batch - 1) / options.batch));
      sample.ifPresent(item ->
          out(text("dryRun.sample", item.line(), PlainText.of(JsonWriter.write(item.body())))));
    }
  }

  /**
   * Writes the outcomes of the rows into two tables and prints a summary; returns the exit code.
   */
  int conclude(CsvFile file, Task task, RunJournal journal, Path journalPath, Run.Ended ended)
      throws IOException, CsvException {
    var results = options.path(options.results, task.name() + ".results.csv");
    var failed = options.path(options.failed, task.name() + ".failed.csv");
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
    refusals(refused, journal.refused());
    ended
        .stopped()
        .ifPresent(why ->
            err(
                text(
                    ended.isRejected() ? "list.rejected" : "list.unreachable", PlainText.of(why))));
    if (left > 0) {
      err(text("list.left", left));
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
      out(
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
    out(text("sum." + task.name(), journal.done(), file.rows(), ProgressLine.time(ended.took())));
    out(text("sum.results", results));
    if (journal.refused() > 0) {
      out(text("sum.failed", journal.refused(), failed));
    }
  }

  private String text(String key, Object... arguments) {
    return phrases.text(key, arguments);
  }

  private void out(String line) {
    surroundings.out().println(line);
  }

  private void err(String line) {
    surroundings.err().println(line);
  }

  /** Prints the first refused rows, and how many more there are. */
  void refusals(Map<Long, String> refused, int count) {
    refused.forEach((line, error) -> err(text("row.refused", line, PlainText.of(error))));
    if (count > refused.size()) {
      err(text("row.more", count - refused.size()));
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
}

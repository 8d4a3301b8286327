package org.sceau.cli.batch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.sceau.cli.csv.CsvException;
import org.sceau.cli.csv.CsvFile;
import org.sceau.cli.csv.CsvRow;

/** One run over a file: sends what is not settled yet, several requests at a time. */
public final class Run {

  /** Beyond it a request is not filled up. */
  private static final int MAX_CHARS = 400_000;

  /** To keep something takes a turn of the disk. */
  private static final int KEPT_AT_ONCE = 500;

  private final Task task;
  private final Function<CsvRow, Drafted> draft;
  private final Options options;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final RandomGenerator random;

  /** What becomes of a row before it is sent. */
  public sealed interface Drafted {

    record Ready(BatchItem item) implements Drafted {}

    /** Nobody need be asked to know that it is wrong. */
    record Wrong(String error) implements Drafted {}
  }

  /**
   * How it is sent.
   *
   * @param perSecond items, 0 for as many as there are
   * @param batch items a request, at most
   * @param parallel requests at a time
   */
  public record Options(double perSecond, int batch, int parallel) {}

  /**
   * How it ended.
   *
   * @param stopped why not all was sent, if it was not
   */
  public record Ended(Optional<String> stopped, boolean isRejected, Duration took) {}

  public Run(
      Task task,
      Function<CsvRow, Drafted> draft,
      Options options,
      LongSupplier nanoTime,
      Pause pause,
      RandomGenerator random) {
    this.task = task;
    this.draft = draft;
    this.options = options;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.random = random;
  }

  /** Goes through the file. */
  public Ended over(CsvFile file, RunJournal journal, Api api, Progress progress)
      throws IOException, CsvException, InterruptedException {
    long began = nanoTime.getAsLong();
    var now = new AtomicInteger();
    var sending =
        new Sending(
            task,
            api,
            new Pace(options.perSecond(), nanoTime, pause),
            pause,
            random,
            outcomes -> {
              journal.add(outcomes);
              progress.at(
                  journal.done() + journal.refused(),
                  now.addAndGet(outcomes.size()),
                  Duration.ofNanos(nanoTime.getAsLong() - began));
            });
    var free = new Semaphore(options.parallel());
    try (var rows = file.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Long, RowOutcome> wrong = new LinkedHashMap<>();
      List<BatchItem> batch = new ArrayList<>();
      int chars = 0;
      for (var row = rows.next();
          row.isPresent() && sending.stopped().isEmpty();
          row = rows.next()) {
        if (journal.knows(row.get().line())) {
          continue;
        }
        switch (draft.apply(row.get())) {
          case Drafted.Wrong(var error) -> {
            wrong.put(row.get().line(), new RowOutcome.Refused(error));
            if (wrong.size() == KEPT_AT_ONCE) {
              journal.add(wrong);
              wrong.clear();
            }
          }
          case Drafted.Ready(var item) -> {
            if (batch.size() >= options.batch() || chars + item.chars() > MAX_CHARS) {
              start(threads, free, sending, batch);
              batch = new ArrayList<>();
              chars = 0;
            }
            batch.add(item);
            chars += item.chars();
          }
        }
      }
      journal.add(wrong);
      if (!batch.isEmpty()) {
        start(threads, free, sending, batch);
      }
      threads.shutdown();
      while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
        // Every request has an end of its own.
      }
    }
    var took = Duration.ofNanos(nanoTime.getAsLong() - began);
    return sending
        .stopped()
        .map(stop ->
            switch (stop) {
              case Sending.Stop.Unreachable(var why) -> new Ended(Optional.of(why), false, took);
              case Sending.Stop.Unkept(var why) -> new Ended(Optional.of(why), false, took);
              case Sending.Stop.Rejected(_, var problem) ->
                  new Ended(Optional.of(problem), true, took);
            })
        .orElseGet(() -> new Ended(Optional.empty(), false, took));
  }

  private static void start(
      ExecutorService threads, Semaphore free, Sending sending, List<BatchItem> batch)
      throws InterruptedException {
    free.acquire();
    threads.execute(() -> {
      try {
        sending.send(batch);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        free.release();
      }
    });
  }
}

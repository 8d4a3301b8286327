package org.sceau.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that run over a list. */
final class ListOptions {

  @Option(names = "--csv", required = true, paramLabel = "FILE", descriptionKey = "list.csv")
  Path csv = Path.of("");

  @Option(names = "--map", paramLabel = "COLUMN=FIELD", descriptionKey = "list.map")
  List<String> map = List.of();

  @Option(names = "--dry-run", descriptionKey = "list.dryRun")
  boolean dryRun;

  @Option(names = "--json", descriptionKey = "list.json")
  boolean json;

  @Option(names = "--api", paramLabel = "URL", descriptionKey = "list.api")
  @Nullable String api;

  @Option(names = "--key-file", paramLabel = "FILE", descriptionKey = "list.keyFile")
  @Nullable Path keyFile;

  @Option(names = "--ca", paramLabel = "FILE", descriptionKey = "ca")
  @Nullable Path authorities;

  @Option(names = "--rate", paramLabel = "N", descriptionKey = "list.rate")
  double rate;

  @Option(names = "--batch", paramLabel = "N", descriptionKey = "list.batch")
  int batch = 100;

  @Option(names = "--parallel", paramLabel = "N", descriptionKey = "list.parallel")
  int parallel = 4;

  @Option(names = "--journal", paramLabel = "FILE", descriptionKey = "list.journal")
  @Nullable Path journal;

  @Option(names = "--results", paramLabel = "FILE", descriptionKey = "list.results")
  @Nullable Path results;

  @Option(names = "--failed", paramLabel = "FILE", descriptionKey = "list.failed")
  @Nullable Path failed;

  @Option(names = "--separator", paramLabel = "C", descriptionKey = "list.separator")
  @Nullable Character separator;

  @Option(names = "--encoding", paramLabel = "NAME", descriptionKey = "list.encoding")
  @Nullable Charset encoding;

  /** Returns the named file, or else one beside the list. */
  Path path(@Nullable Path named, String suffix) {
    if (named != null) {
      return named;
    }
    var name = String.valueOf(csv.getFileName());
    var stem =
        name.toLowerCase(Locale.ROOT).endsWith(".csv")
            ? name.substring(0, name.length() - ".csv".length())
            : name;
    return csv.resolveSibling(stem + "." + suffix);
  }
}

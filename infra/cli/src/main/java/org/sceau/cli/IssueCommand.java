package org.sceau.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sceau.cli.csv.CsvFile;
import org.sceau.records.catalog.AchievementId;
import org.sceau.verification.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sceau issue --csv}: awards an achievement to the people of a list. */
@Command(name = "issue")
final class IssueCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final Messages phrases;

  @Mixin private ListOptions options = new ListOptions();

  @Option(
      names = "--achievement",
      required = true,
      paramLabel = "ID",
      descriptionKey = "issue.achievement")
  private String achievement = "";

  @Option(names = "--awarded-date", paramLabel = "DATE", descriptionKey = "issue.awardedDate")
  private @Nullable String awardedDate;

  @Option(names = "--session", paramLabel = "NAME", descriptionKey = "issue.session")
  private @Nullable String session;

  IssueCommand(Surroundings surroundings, Messages phrases) {
    this.surroundings = surroundings;
    this.phrases = phrases;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!AchievementId.isValid(achievement)) {
      throw new StoppedException(Exit.USAGE, phrases.text("issue.achievement.wrong"));
    }
    var awarded = awarded();
    return new ListRun(surroundings, phrases, options)
        .over(Awards.FIELDS, (file, columns) -> listed(file, columns, awarded));
  }

  private ListRun.Listed listed(CsvFile file, Columns columns, @Nullable Instant awarded) {
    if (!columns.have("name")
        && !columns.have("givenName")
        && !columns.have("familyName")
        && !columns.have("email")
        && !columns.have("did")) {
      throw new StoppedException(Exit.USAGE, phrases.text("issue.nobody"));
    }
    if (session != null && !columns.have("key")) {
      throw new StoppedException(Exit.USAGE, phrases.text("issue.session.noKey"));
    }
    var task =
        new Awards(
            achievement,
            awarded,
            session == null ? file.sha256() : "session " + session,
            columns,
            phrases,
            surroundings.clock().instant());
    return new ListRun.Listed(
        task,
        task::draft,
        achievement + " " + awarded + " " + (session == null ? "" : session),
        session != null);
  }

  private @Nullable Instant awarded() {
    if (awardedDate == null) {
      return null;
    }
    try {
      return Awards.time(awardedDate)
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElseThrow();
    } catch (RuntimeException _) {
      throw new StoppedException(Exit.USAGE, "--awarded-date: " + phrases.text("row.date"));
    }
  }
}

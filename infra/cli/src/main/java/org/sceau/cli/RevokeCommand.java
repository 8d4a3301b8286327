package org.sceau.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sceau.verification.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sceau revoke --csv}: revokes, suspends or reinstates the credentials of a list. */
@Command(name = "revoke")
final class RevokeCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final Messages phrases;

  @Mixin private ListOptions options = new ListOptions();

  @Option(
      names = "--status",
      paramLabel = "revoked|suspended|active",
      descriptionKey = "revoke.status")
  private String status = "revoked";

  @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "revoke.reason")
  private @Nullable String reason;

  RevokeCommand(Surroundings surroundings, Messages phrases) {
    this.surroundings = surroundings;
    this.phrases = phrases;
  }

  @Override
  public Integer call() throws InterruptedException {
    var word =
        StatusRows.word(status)
            .orElseThrow(() -> new StoppedException(Exit.USAGE, phrases.text("row.status")));
    return new ListRun(surroundings, phrases, options)
        .over(
            StatusRows.FIELDS,
            (_, columns) -> {
              if (!columns.have("credential")) {
                throw new StoppedException(Exit.USAGE, phrases.text("revoke.nothing"));
              }
              var task = new StatusRows(word, reason, columns, phrases);
              return new ListRun.Listed(
                  task, task::draft, word + " " + (reason == null ? "" : reason), false);
            });
  }
}

package org.sceau.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.cli.Columns.Field;
import org.sceau.cli.batch.BatchItem;
import org.sceau.cli.batch.RowOutcome;
import org.sceau.cli.batch.Task;
import org.sceau.cli.csv.CsvRow;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.records.credential.CredentialId;
import org.sceau.verification.Messages;

/**
 * Revokes, suspends or reinstates the credentials of a list. A credential that is as the list wants
 * it already, as after a run that was interrupted, is done.
 */
final class StatusRows implements Task {

  static final List<Field> FIELDS =
      Field.table(
          """
          credential: link lien url credential certification credentialid id identifiant
          status: status statut etat
          reason: reason motif raison
          """);

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("revoked", "revoked"),
          Map.entry("revoque", "revoked"),
          Map.entry("revoquee", "revoked"),
          Map.entry("suspended", "suspended"),
          Map.entry("suspendu", "suspended"),
          Map.entry("suspendue", "suspended"),
          Map.entry("active", "active"),
          Map.entry("actif", "active"));

  private static final int LONGEST_REASON = 500;

  private final String otherwise;
  private final @Nullable String reason;
  private final Columns columns;
  private final Messages phrases;

  /**
   * Makes the task.
   *
   * @param otherwise the status that rows want which do not tell
   * @param reason of rows that do not tell
   */
  StatusRows(String otherwise, @Nullable String reason, Columns columns, Messages phrases) {
    this.otherwise = otherwise;
    this.reason = reason;
    this.columns = columns;
    this.phrases = phrases;
  }

  /** The API's word for a status, of a word in either language. */
  static Optional<String> word(String text) {
    return Optional.ofNullable(WORDS.get(Columns.plain(text)));
  }

  @Override
  public String name() {
    return "revoke";
  }

  @Override
  public String path() {
    return "/credentials/status";
  }

  @Override
  public String member() {
    return "changes";
  }

  @Override
  public Answered read(JsonObject result, BatchItem item) {
    var status = result.number("status").map(number -> number.literal()).orElse("");
    var problem = result.object("problem").orElse(JsonObject.EMPTY);
    var done =
        new Answered.Settled(
            new RowOutcome.Done(
                JsonObject.builder()
                    .put("id", item.body().get("credentialId"))
                    .put("status", wanted(item))
                    .build()));
    if (status.equals("200") || isAsWanted(problem, wanted(item))) {
      return done;
    }
    return Set.of("429", "500", "503").contains(status) || !status.startsWith("4")
        ? new Answered.Again()
        : new Answered.Settled(
            new RowOutcome.Refused(problem.string("detail").orElse("refused with " + status)));
  }

  /** Whether the change is refused since it is there already. */
  private static boolean isAsWanted(JsonObject problem, String wanted) {
    var type = problem.string("type").orElse("");
    return switch (wanted) {
      case "revoked" -> type.endsWith(":already-revoked");
      case "suspended" -> type.endsWith(":already-suspended");
      default -> type.endsWith(":not-suspended");
    };
  }

  private static String wanted(BatchItem item) {
    var entry = item.body().object("credentialStatus").orElse(JsonObject.EMPTY);
    if (!(item.body().get("status") instanceof JsonBoolean(var set))) {
      return "";
    }
    return entry.string("statusPurpose").orElse("").equals("revocation")
        ? "revoked"
        : set ? "suspended" : "active";
  }

  BatchItem draft(CsvRow row) throws RowRefusedException {
    var credential = columns.cell(row, "credential").orElse("");
    if (!CredentialId.isValid(credential.substring(credential.lastIndexOf('/') + 1))) {
      throw refused("credential", phrases.text("row.credential"));
    }
    var cell = columns.cell(row, "status");
    var status = cell.isEmpty() ? Optional.of(otherwise) : cell.flatMap(StatusRows::word);
    if (status.isEmpty()) {
      throw refused("status", phrases.text("row.status"));
    }
    var why = columns.cell(row, "reason").orElse(reason);
    if (why != null && why.length() > LONGEST_REASON) {
      throw refused("reason", phrases.text("row.reason", LONGEST_REASON));
    }
    boolean revoked = status.get().equals("revoked");
    var change =
        JsonObject.builder()
            .put("credentialId", credential)
            .put(
                "credentialStatus",
                JsonObject.builder()
                    .put("type", "BitstringStatusListEntry")
                    .put("statusPurpose", revoked ? "revocation" : "suspension")
                    .build())
            .put("status", !status.get().equals("active"))
            .put("reason", why)
            .build();
    return BatchItem.of(row.line(), change);
  }

  private RowRefusedException refused(String field, String sentence) {
    return new RowRefusedException(columns.nameOf(field) + ": " + sentence);
  }
}

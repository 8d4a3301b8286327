package org.sceau.cli;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.cli.Columns.Field;
import org.sceau.cli.batch.BatchItem;
import org.sceau.cli.batch.RowOutcome;
import org.sceau.cli.batch.Task;
import org.sceau.cli.csv.CsvRow;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.jose.Base64Url;
import org.sceau.jose.Sha256;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.verification.Messages;

/**
 * Awards an achievement to the people of a list. Each row has a key of its own, made of the list
 * and of the row: however it is divided into requests, and however often it is sent, it makes one
 * credential.
 */
final class Awards implements Task {

  static final List<Field> FIELDS =
      Field.table(
          """
          key: key cle matricule studentid numeroetudiant
          name: name fullname nomcomplet nometprenom prenometnom recipient beneficiaire participant learner apprenant titulaire
          givenName: givenname firstname prenom
          familyName: familyname lastname surname nomdefamille nom
          email: email emailaddress mail courriel adresseemail adressemail adresseelectronique adressedecourriel
          did: did
          licenseNumber: licensenumber numerodelicence
          role: role
          term: term periode semestre
          narrative: narrative recit
          result: result resultat score note grade
          creditsEarned: creditsearned creditsobtenus ectsobtenus
          evidence: evidence preuve evidenceurl
          activityStartDate: activitystartdate startdate datededebut debut
          activityEndDate: activityenddate enddate datedefin fin
          """);

  /** What a spreadsheet computes rather than shows; a number or a dash before a text is neither. */
  private static final Pattern FORMULA =
      Pattern.compile("[=@\\t\\r].*|[+-](?!\\s|[\\d .,()/-]*+$).*", Pattern.DOTALL);

  /** Of which the reader looks at nothing but the results that it describes. */
  private static final Achievement ANY =
      new Achievement(new AchievementId("any"), new IssuerId("any"), JsonObject.EMPTY, null, 1);

  private static final DateTimeFormatter FRENCH_DAY =
      DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);

  private final String achievement;
  private final @Nullable Instant awardedDate;
  private final String list;
  private final Columns columns;
  private final Messages phrases;
  private final Instant now;

  /**
   * Makes the task.
   *
   * @param list what tells this list from any other: the hash of the file, or the session's name
   */
  Awards(
      String achievement,
      @Nullable Instant awardedDate,
      String list,
      Columns columns,
      Messages phrases,
      Instant now) {
    this.achievement = achievement;
    this.awardedDate = awardedDate;
    this.list = list;
    this.columns = columns;
    this.phrases = phrases;
    this.now = now;
  }

  @Override
  public String name() {
    return "issue";
  }

  @Override
  public String path() {
    return "/achievements/" + achievement + "/credentials";
  }

  @Override
  public String member() {
    return "recipients";
  }

  @Override
  public JsonObject request(List<BatchItem> items) {
    var request = Task.super.request(items);
    return awardedDate == null
        ? request
        : request.with("awardedDate", new JsonString(awardedDate.toString()));
  }

  @Override
  public Answered read(JsonObject result, BatchItem item) {
    return result.string("id").isPresent() && result.string("link").isPresent()
        ? new Answered.Settled(
            new RowOutcome.Done(
                JsonObject.builder()
                    .put("id", result.get("id"))
                    .put("link", result.get("link"))
                    .build()))
        : new Answered.Again();
  }

  /** The recipient that a row names, checked by the rules of the API itself. */
  BatchItem draft(CsvRow row) throws RowRefusedException {
    for (var field : FIELDS) {
      var cell = columns.cell(row, field.name());
      if (cell.isPresent() && FORMULA.matcher(cell.get()).matches()) {
        throw refused(field.name(), phrases.text("row.formula"));
      }
    }
    var recipient =
        JsonObject.builder()
            .put("key", key(columns.cell(row, "key").orElse(Long.toString(row.line()))))
            .put("name", name(row).orElse(null));
    for (var field : List.of("email", "did", "licenseNumber", "role", "term", "narrative")) {
      recipient.put(field, columns.cell(row, field).orElse(null));
    }
    var built =
        recipient
            .put("creditsEarned", number(row, "creditsEarned"))
            .put("results", result(row))
            .put("evidence", evidence(row))
            .put("activityStartDate", time(row, "activityStartDate"))
            .put("activityEndDate", time(row, "activityEndDate"))
            .build();
    var item = BatchItem.of(row.line(), built);
    check(item);
    return item;
  }

  private Optional<String> name(CsvRow row) {
    var parts =
        List.of(columns.cell(row, "givenName"), columns.cell(row, "familyName")).stream()
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return columns.cell(row, "name").or(() -> Optional.of(parts).filter(name -> !name.isEmpty()));
  }

  private @Nullable JsonValue number(CsvRow row, String field) throws RowRefusedException {
    var cell = columns.cell(row, field);
    if (cell.isEmpty()) {
      return null;
    }
    var number = cell.get().replace(',', '.');
    if (!number.matches("[0-9]{1,5}(\\.[0-9]{1,4})?")) {
      throw refused(field, phrases.text("row.number"));
    }
    return new JsonNumber(number);
  }

  private @Nullable JsonValue result(CsvRow row) {
    return columns
        .cell(row, "result")
        .map(value -> JsonArray.of(JsonObject.builder().put("value", value).build()))
        .orElse(null);
  }

  private @Nullable JsonValue evidence(CsvRow row) {
    return columns
        .cell(row, "evidence")
        .map(url -> JsonArray.of(JsonObject.builder().put("id", url).build()))
        .orElse(null);
  }

  private @Nullable String time(CsvRow row, String field) throws RowRefusedException {
    var cell = columns.cell(row, field);
    if (cell.isEmpty()) {
      return null;
    }
    var time = time(cell.get());
    if (time.isEmpty()) {
      throw refused(field, phrases.text("row.date"));
    }
    return time.get();
  }

  /** A time with its zone as it is; a day, as 2026-01-15 or 15/01/2026, is its beginning in UTC. */
  static Optional<String> time(String text) {
    if (text.contains("T")) {
      return Optional.of(text);
    }
    try {
      var day = text.contains("/") ? LocalDate.parse(text, FRENCH_DAY) : LocalDate.parse(text);
      return Optional.of(day + "T00:00:00Z");
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private void check(BatchItem item) throws RowRefusedException {
    var fields = new FieldReader(request(List.of(item)));
    var _ = AwardAchievementRequest.read(fields, ANY, now);
    var first = fields.violations().stream().findFirst();
    if (first.isPresent()) {
      var path = first.get().path().split("/", 5);
      var field = path.length > 3 ? path[3] : "name";
      throw refused(
          switch (field) {
            case "results" -> "result";
            case "name" -> columns.have("name") ? "name" : "familyName";
            default -> field;
          },
          first.get().message());
    }
  }

  private RowRefusedException refused(String field, String sentence) {
    return new RowRefusedException(columns.nameOf(field) + ": " + sentence);
  }

  /**
   * What the API knows the row by: the same for the same row of the same list, and for no other.
   */
  private String key(String row) {
    var digest = Sha256.digest();
    for (var part : List.of("sceau issue", achievement, list, row)) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return Base64Url.encode(digest.digest());
  }
}

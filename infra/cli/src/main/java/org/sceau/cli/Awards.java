package org.sceau.cli;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
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
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
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
      List.of(
          Field.of("key", "key", "cle", "matricule", "studentid", "numeroetudiant"),
          Field.of(
              "name",
              "name",
              "fullname",
              "nomcomplet",
              "nometprenom",
              "prenometnom",
              "recipient",
              "beneficiaire",
              "participant",
              "learner",
              "apprenant",
              "titulaire"),
          Field.of("givenName", "givenname", "firstname", "prenom"),
          Field.of("familyName", "familyname", "lastname", "surname", "nomdefamille", "nom"),
          Field.of(
              "email",
              "email",
              "emailaddress",
              "mail",
              "courriel",
              "adresseemail",
              "adressemail",
              "adresseelectronique",
              "adressedecourriel"),
          Field.of("did", "did"),
          Field.of("licenseNumber", "licensenumber", "numerodelicence"),
          Field.of("role", "role"),
          Field.of("term", "term", "periode", "semestre"),
          Field.of("narrative", "narrative", "recit"),
          Field.of("result", "result", "resultat", "score", "note", "grade"),
          Field.of("creditsEarned", "creditsearned", "creditsobtenus", "ectsobtenus"),
          Field.of("evidence", "evidence", "preuve", "evidenceurl"),
          Field.of("activityStartDate", "activitystartdate", "startdate", "datededebut", "debut"),
          Field.of("activityEndDate", "activityenddate", "enddate", "datedefin", "fin"));

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
    return requestOf(items.stream().<JsonValue>map(BatchItem::body).toList());
  }

  private JsonObject requestOf(List<JsonValue> recipients) {
    return JsonObject.builder()
        .put("recipients", new JsonArray(recipients))
        .put("awardedDate", awardedDate == null ? null : awardedDate.toString())
        .build();
  }

  @Override
  public List<Answered> read(JsonObject answer, List<BatchItem> items) {
    var results = answer.list("results");
    List<Answered> answered = new ArrayList<>();
    // A result for each recipient, or the answer is not to this request.
    if (results.size() == items.size()) {
      for (var result : results) {
        answered.add(
            result instanceof JsonObject object
                    && object.string("id").isPresent()
                    && object.string("link").isPresent()
                ? new Answered.Settled(
                    new RowOutcome.Done(
                        JsonObject.builder()
                            .put("id", object.get("id"))
                            .put("link", object.get("link"))
                            .build()))
                : new Answered.Again());
      }
    }
    return answered;
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
            .put("name", name(row).orElse(null))
            .put("email", columns.cell(row, "email").orElse(null))
            .put("did", columns.cell(row, "did").orElse(null))
            .put("licenseNumber", columns.cell(row, "licenseNumber").orElse(null))
            .put("role", columns.cell(row, "role").orElse(null))
            .put("term", columns.cell(row, "term").orElse(null))
            .put("narrative", columns.cell(row, "narrative").orElse(null))
            .put("creditsEarned", number(row, "creditsEarned"))
            .put("results", result(row))
            .put("evidence", evidence(row))
            .put("activityStartDate", time(row, "activityStartDate"))
            .put("activityEndDate", time(row, "activityEndDate"))
            .build();
    check(recipient);
    return new BatchItem(row.line(), recipient, JsonWriter.write(recipient).length() + 1);
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

  private void check(JsonObject recipient) throws RowRefusedException {
    var fields = new FieldReader(requestOf(List.of(recipient)));
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

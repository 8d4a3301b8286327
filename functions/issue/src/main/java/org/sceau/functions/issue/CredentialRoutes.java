package org.sceau.functions.issue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.json.Violation;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.openbadges.AnnexOne;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialDirectory;
import org.sceau.records.credential.CredentialDirectory.Filter;
import org.sceau.records.credential.CredentialDirectory.Listed;
import org.sceau.records.credential.CredentialDirectory.StatusKind;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.PageCursor;

/**
 * {@code GET /credentials} and {@code GET /credentials/{id}}: what an issuer has awarded, read back
 * by the issuer alone.
 */
final class CredentialRoutes {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  /** Lambda returns 6 MiB at most; the difference is for the headers. */
  private static final int MOST_BYTES_OF_RESULTS = 6_200_000;

  /** The id, the link and what is missing of Annex I, escaped. */
  private static final int MOST_BYTES_BESIDE_FORMS = 2_000;

  private static final Set<String> PARAMETERS = Set.of("achievement", "status", "limit", "cursor");

  private final CredentialStore credentials;
  private final CredentialDirectory directory;
  private final Deployment deployment;

  CredentialRoutes(
      CredentialStore credentials, CredentialDirectory directory, Deployment deployment) {
    this.credentials = credentials;
    this.directory = directory;
    this.deployment = deployment;
  }

  HttpResponse list(IssuerId issuer, Map<String, String> query) {
    List<Violation> wrong = new ArrayList<>();
    for (var name : new TreeSet<>(query.keySet())) {
      if (!PARAMETERS.contains(name)) {
        wrong.add(new Violation(name, "There is no such parameter."));
      }
    }
    var achievement =
        read(
            query,
            "achievement",
            wrong,
            "Give the achievement's id.",
            CredentialRoutes::achievement);
    var status =
        read(
            query, "status", wrong, "Give active, suspended or revoked.", CredentialRoutes::status);
    var limit =
        read(
            query,
            "limit",
            wrong,
            "Give a number from 1 to " + LARGEST_PAGE + ".",
            CredentialRoutes::limit);
    var cursor =
        read(
            query,
            "cursor",
            wrong,
            "Give the next of an answer as it was, or leave it out to begin anew.",
            PageCursor::ofCursor);
    if (!wrong.isEmpty()) {
      throw new ProblemException(Problem.invalid(wrong));
    }
    var page =
        directory.list(
            issuer, new Filter(achievement, status), cursor, limit == null ? USUAL_PAGE : limit);
    var last = page.last();
    return HttpResponse.json(
            200,
            JsonObject.builder()
                .put(
                    "credentials",
                    new JsonArray(
                        page.credentials().stream()
                            .<JsonValue>map(listed -> facts(listed).build())
                            .toList()))
                .put("next", last == null ? null : last.cursor())
                .build())
        .with("cache-control", "no-store");
  }

  HttpResponse readBack(IssuerId issuer, String id) {
    return switch (find(issuer, id)) {
      case IssuedCredential issued ->
          HttpResponse.json(200, whole(issued)).with("cache-control", "no-store");
      case ErasedCredential(_, _, _, _, var at) ->
          throw new ProblemException(
              Problem.erased("The credential was erased at " + at + ": nothing of it is kept."));
    };
  }

  /** Finds a credential of the issuer; that of another is answered like none. */
  CredentialRecord find(IssuerId issuer, String id) {
    return Optional.of(id)
        .filter(CredentialId::isValid)
        .flatMap(valid -> credentials.lookUp(new CredentialId(valid)))
        .filter(record -> record.issuer().equals(issuer))
        .orElseThrow(() ->
            new ProblemException(
                Problem.notFound("You have no credential of this id: it is the end of the link.")));
  }

  /**
   * Returns whether one answer can hold the signed forms of all these credentials. The body is a
   * string in the answer of the function, so its quotation marks and backslashes are escaped.
   */
  static boolean fitsOneAnswer(List<IssuedCredential> credentials) {
    long bytes = 0;
    for (var credential : credentials) {
      var secured = credential.secured();
      bytes +=
          MOST_BYTES_BESIDE_FORMS
              + secured.jwt().length()
              + JsonWriter.writeBytes(new JsonString(secured.embedded())).length;
    }
    return bytes <= MOST_BYTES_OF_RESULTS;
  }

  /** A credential as it is handed out, in both forms. */
  JsonObject.Builder handOut(JsonObject.Builder json, IssuedCredential credential) {
    var embedded = embedded(credential);
    boolean isBadge =
        embedded
            .object("credentialSubject")
            .flatMap(subject -> subject.object("achievement"))
            .isPresent();
    return json.put("jwt", credential.secured().jwt())
        .put("verifiableCredential", embedded)
        .put("annexOne", isBadge ? AnnexOne.of(embedded).toJson() : null);
  }

  private JsonObject whole(IssuedCredential credential) {
    return handOut(facts(Listed.of(credential)), credential).build();
  }

  private JsonObject.Builder facts(Listed listed) {
    var validUntil = listed.validity().validUntil();
    var achievement = listed.achievement();
    var status = listed.status();
    var since = status.since();
    return JsonObject.builder()
        .put("id", listed.id().value())
        .put("link", deployment.credentialUrl(listed.id()))
        .put("achievement", achievement == null ? null : achievement.value())
        .put(
            "achievementVersion",
            achievement == null ? null : JsonNumber.of(listed.achievementVersion()))
        .put("validFrom", listed.validity().validFrom().toString())
        .put("validUntil", validUntil == null ? null : validUntil.toString())
        .put("status", StatusKind.of(status).word())
        .put("since", since == null ? null : since.toString())
        .put("reason", status.reason())
        .put("replacedBy", status.replacedBy())
        .put("statusList", listed.position().list().toString())
        .put("statusListIndex", Integer.toString(listed.position().index()));
  }

  private static <T> @Nullable T read(
      Map<String, String> query,
      String name,
      List<Violation> wrong,
      String message,
      Function<String, Optional<T>> reading) {
    var text = query.get(name);
    if (text == null) {
      return null;
    }
    var value = reading.apply(text);
    if (value.isEmpty()) {
      wrong.add(new Violation(name, message));
    }
    return value.orElse(null);
  }

  private static Optional<AchievementId> achievement(String text) {
    return AchievementId.isValid(text) ? Optional.of(new AchievementId(text)) : Optional.empty();
  }

  private static Optional<StatusKind> status(String text) {
    return Stream.of(StatusKind.values()).filter(kind -> kind.word().equals(text)).findFirst();
  }

  private static Optional<Integer> limit(String text) {
    return text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= LARGEST_PAGE
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }

  /** With its proof, as it was signed. */
  static JsonObject embedded(IssuedCredential credential) {
    return switch (JsonReader.read(
        credential.secured().embedded().getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other ->
          throw new IllegalStateException(credential.id() + " on record is " + other);
    };
  }
}

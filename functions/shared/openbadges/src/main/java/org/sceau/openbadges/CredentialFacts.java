package org.sceau.openbadges;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Reads the properties of an Open Badges 3.0 credential that its pages and reports show. The
 * credential may be malformed: a property that is missing, or has the wrong type, is empty. E-mail
 * addresses and their hashes are never returned.
 */
public record CredentialFacts(JsonObject credential) {

  /** An alignment of the achievement with a framework of skills, levels or qualifications. */
  public record Alignment(String name, String url, @Nullable String code, String framework) {}

  /** A result with the name of its result description. */
  public record Result(@Nullable String name, String value, @Nullable String outOf) {}

  /**
   * The quality assurance of the achievement.
   *
   * @param type the kind of assurance, if the credential names it
   */
  public record QualityAssurance(
      @Nullable String type, @Nullable String name, @Nullable String id) {}

  public Optional<String> id() {
    return credential.string("id");
  }

  /** Returns the issuer's id, alone or in a Profile. */
  public Optional<String> issuerId() {
    return credential.string("issuer").or(() -> issuer().string("id"));
  }

  public Optional<String> issuerName() {
    return issuer().string("name");
  }

  public Optional<String> issuerUrl() {
    return issuer().string("url");
  }

  public Optional<String> issuerImage() {
    return image(issuer());
  }

  /** Returns the issuer's country (ISO 3166-1 alpha-2). */
  public Optional<String> issuerCountry() {
    return issuer().object("address").flatMap(address -> address.string("addressCountryCode"));
  }

  public Optional<String> subjectId() {
    return subject().string("id");
  }

  /** Returns the recipient's name, if the credential has it in plain text. */
  public Optional<String> recipientName() {
    return objects(subject(), "identifier")
        .filter(identity -> identity.string("identityType").filter("name"::equals).isPresent())
        .filter(identity -> identity.get("hashed") instanceof JsonBoolean(var hashed) && !hashed)
        .flatMap(identity -> identity.string("identityHash").stream())
        .findFirst();
  }

  /** Returns the start of the validity period, in either data model. */
  public Optional<Instant> validFrom() {
    return date(DataModel.V2_0.from()).or(() -> date(DataModel.V1_1.from()));
  }

  public Optional<Instant> validUntil() {
    return date(DataModel.V2_0.until()).or(() -> date(DataModel.V1_1.until()));
  }

  public Optional<Instant> awardedDate() {
    return date("awardedDate").or(this::validFrom);
  }

  public Optional<String> achievementId() {
    return achievement().string("id");
  }

  public Optional<String> name() {
    return achievement().string("name").or(() -> text("name"));
  }

  public Optional<String> description() {
    return achievement().string("description").or(() -> text("description"));
  }

  /** Returns its type beside {@code VerifiableCredential}, as {@code OpenBadgeCredential}. */
  public Optional<String> type() {
    return credential.list("type").stream()
        .flatMap(CredentialFacts::string)
        .filter(type -> !type.equals("VerifiableCredential"))
        .findFirst();
  }

  public Optional<String> achievementImage() {
    return image(achievement());
  }

  public Optional<String> criteriaNarrative() {
    return criteria().string("narrative");
  }

  public Optional<String> criteriaUrl() {
    return criteria().string("id");
  }

  /** Returns the texts of a field of the achievement: one, or those of a list. */
  public List<String> texts(AchievementField field) {
    return achievement().list(field.term()).stream().flatMap(CredentialFacts::string).toList();
  }

  /** Returns the first text of a field of the achievement. */
  public Optional<String> text(AchievementField field) {
    return texts(field).stream().findFirst();
  }

  public Optional<JsonNumber> number(AchievementField field) {
    return achievement().number(field.term());
  }

  public Optional<Boolean> bool(AchievementField field) {
    return achievement().get(field.term()) instanceof JsonBoolean(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** Returns the credits that the learner earned, or else those that can be earned. */
  public Optional<JsonNumber> credits() {
    return subject().number("creditsEarned").or(() -> number(AchievementField.CREDITS_AVAILABLE));
  }

  /** Returns the level in the European Qualifications Framework. */
  public Optional<Alignment> level() {
    return alignments("ext:EQF").findFirst();
  }

  /** Returns the cycle of higher education that the level belongs to, if any. */
  public Optional<String> cycle() {
    return achievement()
        .string("eqfCycle")
        .or(() -> achievement().number("eqfCycle").map(JsonNumber::literal));
  }

  /** Returns the entries in the French registers of qualifications, RNCP and RS. */
  public List<Alignment> qualifications() {
    return alignments("ext:RNCP").toList();
  }

  /** Returns all other alignments: skills and competences. */
  public List<Alignment> skills() {
    return objects(achievement(), "alignment")
        .filter(alignment -> !hasTargetType(alignment, "ext:EQF"))
        .filter(alignment -> !hasTargetType(alignment, "ext:RNCP"))
        .flatMap(CredentialFacts::alignment)
        .toList();
  }

  public Optional<QualityAssurance> qualityAssurance() {
    return achievement()
        .object("qualityAssurance")
        .map(assurance ->
            new QualityAssurance(
                assurance.list("type").stream()
                    .flatMap(CredentialFacts::string)
                    .filter(type -> !type.equals("QualityAssurance"))
                    .findFirst()
                    .orElse(null),
                assurance.string("name").orElse(null),
                assurance.string("id").orElse(null)));
  }

  public List<Result> results() {
    return objects(subject(), "result").flatMap(this::result).toList();
  }

  /** Returns the entry with the list and the position of the credential's status. */
  public Optional<JsonObject> statusEntry() {
    return credential.object("credentialStatus");
  }

  private Stream<Result> result(JsonObject result) {
    var description =
        objects(achievement(), "resultDescription")
            .filter(candidate ->
                candidate.string("id").isPresent()
                    && candidate.string("id").equals(result.string("resultDescription")))
            .findFirst()
            .orElse(JsonObject.EMPTY);
    return result
        .string("value")
        .or(() -> result.string("status"))
        .map(value ->
            new Result(
                description.string("name").orElse(null),
                value,
                description.string("valueMax").orElse(null)))
        .stream();
  }

  private Stream<Alignment> alignments(String targetType) {
    return objects(achievement(), "alignment")
        .filter(alignment -> hasTargetType(alignment, targetType))
        .flatMap(CredentialFacts::alignment);
  }

  private static boolean hasTargetType(JsonObject alignment, String targetType) {
    return alignment.string("targetType").filter(targetType::equals).isPresent();
  }

  private static Stream<Alignment> alignment(JsonObject alignment) {
    return alignment
        .string("targetName")
        .map(name ->
            new Alignment(
                name,
                alignment.string("targetUrl").orElse(""),
                alignment.string("targetCode").orElse(null),
                alignment.string("targetFramework").orElse("")))
        .stream();
  }

  /** Returns a text of the credential, or the first of those in several languages. */
  private Optional<String> text(String name) {
    return credential.list(name).stream()
        .flatMap(value ->
            value instanceof JsonObject inLanguage
                ? inLanguage.string("@value").stream()
                : string(value))
        .findFirst();
  }

  private static Stream<String> string(JsonValue value) {
    return value instanceof JsonString(var text) ? Stream.of(text) : Stream.empty();
  }

  private static Stream<JsonObject> objects(JsonObject parent, String name) {
    return parent.list(name).stream()
        .flatMap(value -> value instanceof JsonObject object ? Stream.of(object) : Stream.empty());
  }

  private static Optional<String> image(JsonObject parent) {
    return parent
        .string("image")
        .or(() -> parent.object("image").flatMap(image -> image.string("id")));
  }

  private Optional<Instant> date(String name) {
    return credential.string(name).flatMap(DateTimes::read);
  }

  private JsonObject criteria() {
    return achievement().object("criteria").orElse(JsonObject.EMPTY);
  }

  private JsonObject achievement() {
    return subject().object("achievement").orElse(JsonObject.EMPTY);
  }

  private JsonObject subject() {
    return credential.object("credentialSubject").orElse(JsonObject.EMPTY);
  }

  private JsonObject issuer() {
    return credential.object("issuer").orElse(JsonObject.EMPTY);
  }
}

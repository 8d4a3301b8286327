package org.sceau.openbadges;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * The fields of an achievement, in the order of a credential: how a request gives them, whether
 * their term is one of Open Badges 3.0 or of Sceau's context for micro-credentials, and which row
 * of the public page shows them. Requests, contexts and page rows follow this table; the OpenAPI
 * schema is tested against it.
 */
public enum AchievementField {
  ACHIEVEMENT_TYPE("achievementType", word(AchievementForm.TYPES)),
  NAME("name", requiredText(200)),
  DESCRIPTION("description", requiredText(5_000)),
  CRITERIA("criteria", requiredObject(AchievementForm::criteria)),
  CREDITS_AVAILABLE("creditsAvailable", number(0, 10_000), "credits"),
  CREATOR("creator", object(OpenBadgeFields::profile)),
  FIELD_OF_STUDY("fieldOfStudy", text(200)),
  HUMAN_CODE("humanCode", text(100)),
  IMAGE("image", object(AchievementForm::image)),
  IN_LANGUAGE("inLanguage", language(), "language"),
  SPECIALIZATION("specialization", text(200)),
  VERSION("version", text(100)),
  TAG("tag", texts(50, 100)),
  ALIGNMENT("alignment", objects(100, OpenBadgeFields::alignment), "level"),
  OTHER_IDENTIFIER("otherIdentifier", objects(20, OpenBadgeFields::identifierEntry)),
  RELATED("related", objects(50, OpenBadgeFields::related)),
  RESULT_DESCRIPTION("resultDescription", resultDescriptions(), "result"),

  // Elements 7 and 9 to 11 of Annex I, and the optional ones; Open Badges has no terms for them.
  CREDIT_UNIT("creditUnit", ofSceau(word(Set.of("ECTS"))), "credits"),
  WORKLOAD_HOURS("workloadHours", ofSceau(number(1, 100_000)), "workload"),
  ASSESSMENT_TYPE("assessmentType", ofSceau(text(300)), "assessment"),
  PARTICIPATION_TYPE("participationType", ofSceau(text(300)), "participation"),
  SUPERVISION_TYPE("supervisionType", ofSceau(text(300)), "supervision"),
  IDENTITY_CHECKED("identityChecked", ofSceau(bool()), "supervision"),
  PREREQUISITES("prerequisites", ofSceau(text(2_000)), "prerequisites"),
  STACKABILITY("stackability", ofSceau(text(2_000)), "stackability"),
  QUALITY_ASSURANCE(
      "qualityAssurance", ofSceau(object(AchievementForm::qualityAssurance)), "quality"),
  FURTHER_INFORMATION("furtherInformation", ofSceau(text(2_000)), "further");

  /** The type of the field's value in JSON Schema. */
  public enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY
  }

  private final String term;

  // A record of functions without state; the checker cannot see that.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Rule rule;

  private final @Nullable String row;

  AchievementField(String term, Rule rule) {
    this(term, rule, null);
  }

  /**
   * @param row the row of the page that shows the field: its label is the message {@code label.row}
   */
  AchievementField(String term, Rule rule, @Nullable String row) {
    this.term = term;
    this.rule = rule;
    this.row = row;
  }

  /** Returns the name of the member, a term of the credential's contexts. */
  public String term() {
    return term;
  }

  public Type type() {
    return rule.type;
  }

  public boolean isRequired() {
    return rule.isRequired;
  }

  /** Tells whether Sceau's context for micro-credentials defines the term. */
  public boolean isOfSceau() {
    return rule.isOfSceau;
  }

  /** Returns the name of the page's row that shows the field, if one does. */
  public Optional<String> row() {
    return Optional.ofNullable(row);
  }

  /** Tells whether an achievement needs Sceau's context for micro-credentials. */
  public static boolean needsContextOfSceau(JsonObject achievement) {
    return Arrays.stream(values())
        .anyMatch(field -> field.isOfSceau() && achievement.has(field.term));
  }

  /** Reads the field's value; the reader collects the violations. */
  @Nullable JsonValue read(FieldReader fields) {
    return rule.reading.read(fields, term);
  }

  /** Reads the member of that name. */
  @FunctionalInterface
  private interface Reading {
    @Nullable JsonValue read(FieldReader fields, String name);
  }

  private record Rule(Type type, boolean isRequired, boolean isOfSceau, Reading reading) {

    Rule(Type type, Reading reading) {
      this(type, false, false, reading);
    }
  }

  private static Rule ofSceau(Rule rule) {
    return new Rule(rule.type, rule.isRequired, true, rule.reading);
  }

  private static Rule text(int maxChars) {
    return new Rule(Type.STRING, (fields, name) -> string(fields.text(name, maxChars)));
  }

  private static Rule requiredText(int maxChars) {
    return new Rule(
        Type.STRING,
        true,
        false,
        (fields, name) -> new JsonString(fields.requiredText(name, maxChars)));
  }

  private static Rule word(Set<String> words) {
    return new Rule(Type.STRING, (fields, name) -> string(fields.oneOf(name, words, "ext:")));
  }

  private static Rule language() {
    return new Rule(Type.STRING, (fields, name) -> string(OpenBadgeFields.language(fields)));
  }

  private static Rule number(long min, long max) {
    return new Rule(Type.NUMBER, (fields, name) -> fields.number(name, min, max).orElse(null));
  }

  private static Rule bool() {
    return new Rule(
        Type.BOOLEAN, (fields, name) -> fields.bool(name).map(JsonBoolean::new).orElse(null));
  }

  private static Rule object(Function<FieldReader, JsonObject> reading) {
    return new Rule(Type.OBJECT, (fields, name) -> fields.object(name, reading).orElse(null));
  }

  private static Rule requiredObject(Function<FieldReader, JsonObject> reading) {
    return new Rule(
        Type.OBJECT,
        true,
        false,
        (fields, name) -> {
          fields.requirePresent(name);
          return fields.object(name, reading).orElse(JsonObject.EMPTY);
        });
  }

  private static Rule texts(int max, int maxChars) {
    return new Rule(
        Type.ARRAY, (fields, name) -> OpenBadgeFields.strings(fields.texts(name, max, maxChars)));
  }

  private static Rule objects(int max, Function<FieldReader, JsonObject> reading) {
    return new Rule(
        Type.ARRAY, (fields, name) -> OpenBadgeFields.array(fields.objects(name, max, reading)));
  }

  private static Rule resultDescriptions() {
    return new Rule(Type.ARRAY, (fields, name) -> AchievementForm.resultDescriptions(fields, name));
  }

  private static @Nullable JsonValue string(Optional<String> text) {
    return text.map(JsonString::new).orElse(null);
  }
}

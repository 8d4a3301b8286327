package org.sceau.openbadges;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/**
 * Reports which mandatory elements of a micro-credential a credential has: Annex I of the Council
 * Recommendation of 16 June 2022 (2022/C 243/02).
 *
 * @param missing the elements that it lacks, in the order of the annex
 */
public record AnnexOne(Set<Element> missing) {

  /** The elements, in the order of the annex. */
  public enum Element {
    LEARNER("learner"),
    TITLE("title"),
    COUNTRY("country"),
    AWARDING_BODY("awardingBody"),
    DATE("date"),
    LEARNING_OUTCOMES("learningOutcomes"),
    WORKLOAD("workload"),
    LEVEL("level"),
    ASSESSMENT("assessmentType"),
    PARTICIPATION("participationType"),
    QUALITY_ASSURANCE("qualityAssurance");

    private final String word;

    Element(String word) {
      this.word = word;
    }

    /** Returns the element's name in responses. */
    public String word() {
      return word;
    }
  }

  public AnnexOne {
    missing = Collections.unmodifiableSet(copy(missing));
  }

  /** Examines a credential, with or without its proof. */
  public static AnnexOne of(JsonObject credential) {
    var missing = EnumSet.noneOf(Element.class);
    for (var element : Element.values()) {
      if (!isThere(element, credential)) {
        missing.add(element);
      }
    }
    return new AnnexOne(missing);
  }

  /** Examines a credential that may not be an Open Badge; empty if it has no achievement. */
  public static Optional<AnnexOne> ofAny(JsonObject credential) {
    return achievement(credential).equals(JsonObject.EMPTY)
        ? Optional.empty()
        : Optional.of(of(credential));
  }

  /** Examines what every credential of an achievement will have; an award adds learner and date. */
  public static AnnexOne of(JsonObject issuerProfile, JsonObject achievement) {
    var every =
        of(
            JsonObject.builder()
                .put("issuer", issuerProfile)
                .put(
                    "credentialSubject",
                    JsonObject.builder().put("achievement", achievement).build())
                .build());
    var missing = copy(every.missing);
    missing.remove(Element.LEARNER);
    missing.remove(Element.DATE);
    return new AnnexOne(missing);
  }

  public int present() {
    return Element.values().length - missing.size();
  }

  /** Returns {@code {"elements":"10/11","missing":["level"]}}. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("elements", present() + "/" + Element.values().length)
        .put("missing", JsonArray.ofStrings(missing.stream().map(Element::word).toList()))
        .build();
  }

  private static boolean isThere(Element element, JsonObject credential) {
    return switch (element) {
      case LEARNER -> has(subject(credential), "id", "identifier");
      case TITLE -> has(credential, AchievementField.NAME);
      case COUNTRY -> hasCountry(credential);
      case AWARDING_BODY -> has(issuer(credential), "name");
      case DATE -> has(credential, "awardedDate", "validFrom");
      case LEARNING_OUTCOMES -> hasLearningOutcomes(credential);
      case WORKLOAD -> hasWorkload(credential);
      case LEVEL -> isAligned(credential, "ext:EQF", "ext:QF-EHEA", "ext:RNCP");
      case ASSESSMENT -> has(credential, AchievementField.ASSESSMENT_TYPE);
      case PARTICIPATION -> has(credential, AchievementField.PARTICIPATION_TYPE);
      case QUALITY_ASSURANCE ->
          has(credential, AchievementField.QUALITY_ASSURANCE)
              || isAligned(credential, "ext:QualityAssurance");
    };
  }

  private static boolean hasCountry(JsonObject credential) {
    return has(issuer(credential).object("address").orElse(JsonObject.EMPTY), "addressCountryCode");
  }

  /** Tells whether it has learning outcomes beyond a description: criteria or skills. */
  private static boolean hasLearningOutcomes(JsonObject credential) {
    return has(credential, AchievementField.DESCRIPTION)
        && (isAligned(credential, "ext:ESCOSkill", "ceasn:Competency", "CFItem")
            || has(
                achievement(credential).object("criteria").orElse(JsonObject.EMPTY), "narrative"));
  }

  private static boolean hasWorkload(JsonObject credential) {
    return has(credential, AchievementField.WORKLOAD_HOURS)
        || (has(credential, AchievementField.CREDITS_AVAILABLE)
            && has(credential, AchievementField.CREDIT_UNIT));
  }

  private static boolean isAligned(JsonObject credential, String... targetTypes) {
    var wanted = Set.of(targetTypes);
    return achievement(credential).list("alignment").stream()
        .anyMatch(item ->
            item instanceof JsonObject alignment
                && alignment.get("targetType") instanceof JsonString(var type)
                && wanted.contains(type));
  }

  private static JsonObject issuer(JsonObject credential) {
    return credential.object("issuer").orElse(JsonObject.EMPTY);
  }

  /** Returns the subject, which other issuers may put into an array. */
  private static JsonObject subject(JsonObject credential) {
    return credential.get("credentialSubject") instanceof JsonArray(var subjects)
            && subjects.size() == 1
            && subjects.getFirst() instanceof JsonObject only
        ? only
        : credential.object("credentialSubject").orElse(JsonObject.EMPTY);
  }

  private static JsonObject achievement(JsonObject credential) {
    return subject(credential).object("achievement").orElse(JsonObject.EMPTY);
  }

  private static boolean has(JsonObject credential, AchievementField field) {
    return achievement(credential).has(field.term());
  }

  private static boolean has(JsonObject object, String... names) {
    for (var name : names) {
      if (object.has(name)) {
        return true;
      }
    }
    return false;
  }

  private static EnumSet<Element> copy(Set<Element> elements) {
    return elements.isEmpty() ? EnumSet.noneOf(Element.class) : EnumSet.copyOf(elements);
  }
}

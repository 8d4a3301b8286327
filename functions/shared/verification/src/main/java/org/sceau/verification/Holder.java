package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.Passed;

/**
 * The person whom a caller believes to be the holder of a credential, to be compared with the
 * identifiers in it, which are hashed or plain (Open Badges 3.0, {@code IdentityObject}). Nothing
 * of it is kept.
 *
 * @param email an e-mail address; null if the caller gives none
 * @param name the whole name; null likewise
 * @param identifier any other identifier, such as a student's number; null likewise
 */
public record Holder(@Nullable String email, @Nullable String name, @Nullable String identifier) {

  /** Requires at least one of the three. */
  public Holder {
    if (Stream.of(email, name, identifier).allMatch(Objects::isNull)) {
      throw new IllegalArgumentException("a holder without anything to compare");
    }
  }

  /** The result of comparing one attribute. */
  private enum Match {
    EQUAL,
    DIFFERENT,
    /** The credential has no such attribute. */
    ABSENT
  }

  /** Writes nothing of the person. */
  @Override
  public String toString() {
    return "Holder";
  }

  /**
   * Compares the person with the subjects of a credential: equal if an attribute is and no other
   * differs; different if one differs; otherwise the credential does not tell.
   */
  Outcome compare(JsonObject credential) {
    var subjects =
        credential.list("credentialSubject").stream()
            .<JsonObject>mapMulti((value, sink) -> {
              if (value instanceof JsonObject subject) {
                sink.accept(subject);
              }
            })
            .toList();
    List<Match> matches = new ArrayList<>();
    if (email != null) {
      matches.add(match(subjects, "emailAddress", List.of(email.strip(), lower(email))));
    }
    if (name != null) {
      matches.add(match(subjects, "name", List.of(name.strip())));
    }
    if (identifier != null) {
      matches.add(match(subjects, null, List.of(identifier.strip())));
    }
    if (matches.contains(Match.DIFFERENT)) {
      return new Failed(VerificationProblem.of(ProblemCode.HOLDER_DIFFERS));
    }
    return matches.contains(Match.EQUAL)
        ? new Passed()
        : new Inconclusive(VerificationProblem.of(ProblemCode.HOLDER_UNKNOWN));
  }

  /**
   * @param type the {@code identityType}; null for every type but e-mail addresses and names
   * @param spellings the ways in which issuers write the value before they hash it
   */
  private static Match match(
      List<JsonObject> subjects, @Nullable String type, List<String> spellings) {
    var result = Match.ABSENT;
    for (var subject : subjects) {
      for (var value : subject.list("identifier")) {
        if (value instanceof JsonObject identity && isOf(identity, type)) {
          if (isEqual(identity, spellings)) {
            return Match.EQUAL;
          }
          result = Match.DIFFERENT;
        }
      }
    }
    return result;
  }

  private static boolean isOf(JsonObject identity, @Nullable String type) {
    var own = identity.string("identityType").orElse("");
    return type == null ? !own.equals("emailAddress") && !own.equals("name") : own.equals(type);
  }

  private static boolean isEqual(JsonObject identity, List<String> spellings) {
    var known = identity.string("identityHash").orElse("");
    boolean isHashed = identity.get("hashed") instanceof JsonBoolean(var hashed) && hashed;
    if (!isHashed) {
      return spellings.stream().anyMatch(spelling -> folded(spelling).equals(folded(known)));
    }
    var salt = Optional.ofNullable(identity.get("salt")).map(Holder::text).orElse("");
    return spellings.stream()
        .map(spelling -> "sha256$" + Sha256.hex(spelling + salt))
        .anyMatch(hash -> isSame(hash, known.toLowerCase(Locale.ROOT)));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString(var text) ? text : "";
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Folds a text for comparison: composed, in lower case, with single blanks. */
  private static String folded(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ");
  }
}

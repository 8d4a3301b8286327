package org.sceau.verification;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/**
 * Compares the registered claims of a JWT (RFC 7519, section 4.1) with the credential, which they
 * must not contradict (VC-JOSE-COSE, section 3.1.3; Open Badges 3.0, section 8.2.4.1).
 */
final class JwtClaims {

  /** The claims about the credential that are not part of it. */
  static final Set<String> NAMES = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce");

  /** The last second of the year 9999, the latest that RFC 3339 can express. */
  private static final BigDecimal MAX_DATE = BigDecimal.valueOf(253_402_300_799L);

  /** The tolerance for the start, since issuers read their clock once for each of the two. */
  private static final Duration SKEW = Duration.ofMinutes(2);

  private JwtClaims() {}

  /**
   * Returns a violation for every claim that contradicts the credential or is malformed.
   *
   * @param datesAreItsOwn whether the claims' dates are the credential's, as Open Badges 3.0
   *     (section 8.2.4.1) and Data Model v1.1 (section 6.3.1) have it; otherwise they are the
   *     signature's (VC-JOSE-COSE, section 3.1.3) and may be others
   */
  static List<FormViolation> contradictions(
      JsonObject claims, CredentialDocument credential, boolean datesAreItsOwn) {
    List<FormViolation> violations = new ArrayList<>();
    text(claims, "iss", Optional.of(credential.issuerId()), violations);
    text(claims, "jti", credential.id(), violations);
    subject(claims, credential, violations);
    date(claims, "nbf", credential.validFrom().filter(_ -> datesAreItsOwn), SKEW, violations);
    date(
        claims,
        "exp",
        credential.validUntil().filter(_ -> datesAreItsOwn),
        Duration.ZERO,
        violations);
    date(claims, "iat", Optional.empty(), Duration.ZERO, violations);
    return List.copyOf(violations);
  }

  /**
   * Returns the claim's time; empty if there is none, or it is not a NumericDate (RFC 7519, section
   * 2).
   */
  static Optional<Instant> date(JsonObject claims, String claim) {
    return claims
        .number(claim)
        .map(JsonNumber::decimal)
        .filter(value -> value.signum() >= 0 && value.compareTo(MAX_DATE) <= 0)
        .map(value -> {
          long seconds = value.longValue();
          if (value.scale() == 0) {
            return Instant.ofEpochSecond(seconds);
          }
          var rest = value.subtract(BigDecimal.valueOf(seconds)).movePointRight(9).longValue();
          return Instant.ofEpochSecond(seconds, rest);
        });
  }

  private static void text(
      JsonObject claims, String claim, Optional<String> expected, List<FormViolation> violations) {
    if (claims.has(claim) && (expected.isEmpty() || !claims.string(claim).equals(expected))) {
      refuse(claim, "is not what the credential says.", violations);
    }
  }

  /** Checks {@code sub}, which may name any one of several subjects. */
  private static void subject(
      JsonObject claims, CredentialDocument credential, List<FormViolation> violations) {
    var sub = claims.get("sub");
    if (sub == null) {
      return;
    }
    for (var subject : credential.subjects()) {
      if (sub instanceof JsonString && sub.equals(subject.get("id"))) {
        return;
      }
    }
    refuse("sub", "is not what the credential says.", violations);
  }

  /** Checks a date, which must be the credential's in whole seconds, but for the tolerance. */
  private static void date(
      JsonObject claims,
      String claim,
      Optional<Instant> expected,
      Duration tolerance,
      List<FormViolation> violations) {
    if (!claims.has(claim)) {
      return;
    }
    var date = date(claims, claim);
    if (date.isEmpty()) {
      refuse(claim, "is not a number of seconds.", violations);
    } else if (expected.isPresent()
        && !date.get().equals(Instant.ofEpochSecond(expected.get().getEpochSecond()))
        && Duration.between(date.get(), expected.get()).abs().compareTo(tolerance) > 0) {
      refuse(claim, "is not the time that the credential says.", violations);
    }
  }

  private static void refuse(String claim, String what, List<FormViolation> violations) {
    violations.add(FormViolation.contradiction("/" + claim, "The claim " + claim + " " + what));
  }
}

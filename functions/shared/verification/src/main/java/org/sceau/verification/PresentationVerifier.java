package org.sceau.verification;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.Outcome.Warned;

/**
 * Verifies presentations (Verifiable Credentials Data Model v2.0, section 4.13): the holder's
 * signature for this verifier, and each credential. All credentials of a presentation share the
 * fetch budget of one verification.
 */
public final class PresentationVerifier {

  private final CredentialVerifier credentials;
  private final InstantSource clock;

  public PresentationVerifier(CredentialVerifier credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** Tells whether a JSON object, or a JWS, says that it is a presentation. */
  static boolean isPresentation(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.has("vp")
              || DocumentRules.types(object).stream()
                  .anyMatch(type -> type.endsWith("VerifiablePresentation"));
      case JsonString(var text) ->
          CompactJws.read(text.strip()) instanceof CompactJws.Reading.Read(var jws)
              && JsonReader.read(jws.payload(), JsonLimits.FOREIGN)
                  instanceof JsonReading.Read(JsonObject claims)
              && isPresentation(claims);
      default -> false;
    };
  }

  /**
   * Verifies a presentation.
   *
   * @param presentation an object, with or without a proof or enveloped, or a JWS
   * @param challenge the challenge that it must repeat; null if none was given
   * @param domain the domain that it must name; null if any
   */
  public PresentationReport verify(
      JsonValue presentation, @Nullable String challenge, @Nullable String domain) {
    return switch (presentation) {
      case JsonString(var jws) -> verifyJws(jws.strip(), challenge, domain);
      case JsonObject object ->
          switch (PresentationDocument.read(object)) {
            case PresentationDocument.Reading.Refused(var violations) -> ofForm(violations);
            case PresentationDocument.Reading.Enveloped(var jws) ->
                verifyJws(jws, challenge, domain);
            case PresentationDocument.Reading.Read(var document) ->
                verify(document, null, challenge, domain);
          };
      default ->
          ofForm(List.of(FormViolation.unreadable("A presentation is an object, or a JWS.")));
    };
  }

  private PresentationReport verifyJws(
      String text, @Nullable String challenge, @Nullable String domain) {
    return switch (CompactJws.read(text)) {
      case CompactJws.Reading.Refused(var reason) ->
          ofForm(List.of(FormViolation.unreadable(reason)));
      case CompactJws.Reading.Read(var jws) ->
          switch (JwtDocument.presentation(jws)) {
            case JwtDocument.Reading.Refused<PresentationDocument>(var violations) ->
                ofForm(violations);
            case JwtDocument.Reading.OpenBadges2<PresentationDocument> _ ->
                ofForm(List.of(FormViolation.malformed("", "A badge is not a presentation.")));
            case JwtDocument.Reading.Read<PresentationDocument>(var jwt) ->
                verify(jwt.document(), jwt, challenge, domain);
          };
    };
  }

  private PresentationReport verify(
      PresentationDocument document,
      @Nullable JwtDocument<PresentationDocument> jwt,
      @Nullable String challenge,
      @Nullable String domain) {
    var violations = credentials.typeViolations(document.json());
    if (!violations.isEmpty()) {
      return ofForm(violations);
    }
    var scope = credentials.scope();
    if (jwt == null && !document.hasProof()) {
      return challenge == null && domain == null
          ? report(
              new Warned(VerificationProblem.of(ProblemCode.PRESENTATION_UNSIGNED)),
              Optional.empty(),
              document,
              reading -> credentials.verify(reading, scope))
          : ofProof(
              new Failed(
                  VerificationProblem.of(
                      challenge == null ? ProblemCode.DOMAIN_WRONG : ProblemCode.CHALLENGE_WRONG,
                      "The presentation is not signed.")));
    }
    var holder = holder(document, jwt);
    if (holder.isEmpty()) {
      return ofProof(new Failed(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER)));
    }
    var asked =
        jwt == null
            ? asked(document.json().list("proof"), challenge, domain)
            : asked(jwt, challenge, domain);
    if (asked.isPresent()) {
      return ofProof(new Failed(asked.get()));
    }
    return switch (credentials.verifyHolder(
        jwt == null ? null : jwt.jws(),
        document.json(),
        holder.get(),
        ProofPurpose.authentication(challenge, domain),
        scope.errands())) {
      case Proof.Wrong(var problem) -> ofProof(new Failed(problem));
      case Proof.Undecided(var problem) -> ofProof(new Inconclusive(problem));
      case Proof.KeysUnknown(var problem) -> ofProof(new Inconclusive(problem));
      // Before its signature is known to be good, nothing is said of its period.
      case Proof.Good _ when jwt != null && period(jwt).isPresent() ->
          ofProof(new Failed(period(jwt).get()));
      case Proof.Good good ->
          report(
              new Passed(),
              holder,
              document,
              reading ->
                  isSelfAsserted(reading, document)
                          && reading instanceof CredentialDocument.Reading.Read(var credential)
                      ? credentials.verifyPresented(credential, good, scope)
                      : credentials.verify(reading, scope));
    };
  }

  /**
   * Tells whether the credential is issued by the presentation's holder and has no proof of its
   * own.
   */
  private static boolean isSelfAsserted(
      CredentialDocument.Reading reading, PresentationDocument presentation) {
    return reading instanceof CredentialDocument.Reading.Read(var credential)
        && !credential.hasProof()
        && presentation.holder().equals(Optional.of(credential.issuerId()));
  }

  private PresentationReport report(
      Outcome proof,
      Optional<String> holder,
      PresentationDocument presentation,
      Function<CredentialDocument.Reading, VerificationReport> verifying) {
    return new PresentationReport(
        new Passed(),
        proof,
        holder,
        presentation.credentials().stream().map(verifying).toList(),
        clock.instant());
  }

  /** Returns the holder whose key must have signed; if none is named, the key's controller. */
  private static Optional<String> holder(
      PresentationDocument document, @Nullable JwtDocument<PresentationDocument> jwt) {
    var claimed =
        document.holder().or(() -> jwt == null ? Optional.empty() : jwt.claims().string("iss"));
    var method =
        jwt != null
            ? jwt.jws().kid()
            : document.json().list("proof").stream()
                .flatMap(proof ->
                    proof instanceof JsonObject object
                        ? object.string("verificationMethod").stream()
                        : Stream.<String>empty())
                .findFirst();
    return claimed.or(() ->
        method.filter(url -> url.indexOf('#') > 0).map(url -> url.substring(0, url.indexOf('#'))));
  }

  /** Compares the challenge and the domain of each proof with those of the request. */
  private static Optional<VerificationProblem> asked(
      List<JsonValue> proofs, @Nullable String challenge, @Nullable String domain) {
    for (var value : proofs) {
      if (value instanceof JsonObject proof) {
        if (challenge != null && !proof.string("challenge").equals(Optional.of(challenge))) {
          return Optional.of(VerificationProblem.of(ProblemCode.CHALLENGE_WRONG));
        }
        if (domain != null && !proof.list("domain").contains(new JsonString(domain))) {
          return Optional.of(VerificationProblem.of(ProblemCode.DOMAIN_WRONG));
        }
      }
    }
    return Optional.empty();
  }

  /** Compares the claims {@code nonce} and {@code aud} (VC-JOSE-COSE, section 3.1.3). */
  private static Optional<VerificationProblem> asked(
      JwtDocument<PresentationDocument> jwt, @Nullable String challenge, @Nullable String domain) {
    if (challenge != null && !jwt.nonce().equals(Optional.of(challenge))) {
      return Optional.of(VerificationProblem.of(ProblemCode.CHALLENGE_WRONG));
    }
    return domain != null && !jwt.audience().contains(domain)
        ? Optional.of(VerificationProblem.of(ProblemCode.DOMAIN_WRONG))
        : Optional.empty();
  }

  private Optional<VerificationProblem> period(JwtDocument<PresentationDocument> jwt) {
    return new Period(jwt.notBefore(), jwt.expires()).at(clock.instant())
            instanceof Failed(var problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  private PresentationReport ofForm(List<FormViolation> violations) {
    return new PresentationReport(
        new Failed(FormViolation.problem(violations)),
        new Inconclusive(VerificationProblem.of(ProblemCode.NOT_REACHED)),
        Optional.empty(),
        List.of(),
        clock.instant());
  }

  private PresentationReport ofProof(Outcome outcome) {
    return new PresentationReport(
        new Passed(), outcome, Optional.empty(), List.of(), clock.instant());
  }
}

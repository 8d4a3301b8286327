package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
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
 * Verifies presentations (Verifiable Credentials Data Model v2.0, section 4.13): that the holder
 * signed them for whoever asks, and each credential in them. For all of them together no more is
 * fetched than for one credential.
 */
public final class PresentationVerifier {

  private static final int MAX_CREDENTIALS = 8;
  private static final String ENVELOPE = "data:application/vp+jwt,";
  private static final Set<String> CONTEXTS =
      Set.of("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1");

  /** How far the clock of the holder may differ. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final CredentialVerifier credentials;
  private final InstantSource clock;

  public PresentationVerifier(CredentialVerifier credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Verifies one.
   *
   * @param presentation an object, with or without a proof or enveloped, or a JWS
   * @param challenge what it has to repeat; null if nothing was asked
   * @param domain whom it has to be for; null if that does not matter
   */
  public PresentationReport verify(
      JsonValue presentation, @Nullable String challenge, @Nullable String domain) {
    return switch (presentation) {
      case JsonString(var jws) -> verifyJws(jws, challenge, domain);
      case JsonObject object
          when CredentialForm.hasType(object, "EnvelopedVerifiablePresentation") -> {
        var id = object.string("id").orElse("");
        yield id.startsWith(ENVELOPE)
            ? verifyJws(id.substring(ENVELOPE.length()), challenge, domain)
            : unreadable("The id of an enveloped presentation is to begin with " + ENVELOPE);
      }
      case JsonObject object -> verify(object.without("proof"), object, null, challenge, domain);
      default -> unreadable("A presentation is an object, or a JWS.");
    };
  }

  private PresentationReport verifyJws(
      String text, @Nullable String challenge, @Nullable String domain) {
    return switch (CompactJws.read(text)) {
      case CompactJws.Reading.Refused(var reason) -> unreadable(reason);
      case CompactJws.Reading.Read(var jws) -> {
        if (!jws.typ().equals(Optional.of("vp+jwt"))
            || (jws.header().has("cty") && !jws.header().string("cty").equals(Optional.of("vp")))) {
          yield unreadable("The header's typ is not vp+jwt.");
        }
        yield JsonReader.read(jws.payload(), JsonLimits.FOREIGN)
                instanceof JsonReading.Read(JsonObject payload)
            ? verify(payload, payload, jws, challenge, domain)
            : unreadable("The payload is not a JSON object.");
      }
    };
  }

  private PresentationReport verify(
      JsonObject presentation,
      JsonObject secured,
      @Nullable CompactJws jws,
      @Nullable String challenge,
      @Nullable String domain) {
    var wrong = formProblem(presentation, jws != null);
    if (wrong.isPresent()) {
      return ofForm(VerificationProblem.of(ProblemCode.NOT_A_CREDENTIAL, wrong.get()));
    }
    var shared = new Shared(credentials);
    if (jws == null && !secured.has("proof")) {
      return challenge == null && domain == null
          ? report(
              new Warned(VerificationProblem.of(ProblemCode.PRESENTATION_UNSIGNED)),
              Optional.empty(),
              presentation,
              shared)
          : ofProof(
              new Failed(
                  VerificationProblem.of(
                      challenge == null ? ProblemCode.DOMAIN_WRONG : ProblemCode.CHALLENGE_WRONG,
                      "The presentation is not signed.")));
    }
    var holder = holder(presentation, secured, jws);
    if (holder.isEmpty()) {
      return ofProof(new Failed(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER)));
    }
    var asked =
        jws == null
            ? asked(secured.list("proof"), challenge, domain)
            : asked(secured, challenge, domain).or(() -> period(secured));
    if (asked.isPresent()) {
      return ofProof(new Failed(asked.get()));
    }
    return switch (credentials
        .elsewhere()
        .prove(
            jws,
            secured,
            holder.get(),
            ProofPurpose.authentication(challenge, domain),
            shared.get())) {
      case Elsewhere.Proof.Wrong(var problem) -> ofProof(new Failed(problem));
      case Elsewhere.Proof.Undecided(var problem) -> ofProof(new Inconclusive(problem));
      case Elsewhere.Proof.KeysUnknown(var problem) -> ofProof(new Inconclusive(problem));
      case Elsewhere.Proof.Good good ->
          report(new Passed(), holder, good.document().orElse(presentation), shared);
    };
  }

  private PresentationReport report(
      Outcome proof, Optional<String> holder, JsonObject presentation, Supplier<Errands> errands) {
    return new PresentationReport(
        new Passed(),
        proof,
        holder,
        presentation.list("verifiableCredential").stream()
            .map(credential -> credentials.verify(credential, errands))
            .toList(),
        clock.instant());
  }

  private static Optional<String> formProblem(JsonObject presentation, boolean isJws) {
    var contexts = presentation.list("@context");
    if (contexts.isEmpty()
        || !(contexts.getFirst() instanceof JsonString(var first))
        || !CONTEXTS.contains(first)) {
      return Optional.of("/@context is to begin with that of the data model.");
    }
    if (!CredentialForm.hasType(presentation, "VerifiablePresentation")) {
      return Optional.of("/type is to contain VerifiablePresentation.");
    }
    if (isJws && (presentation.has("vp") || presentation.has("vc"))) {
      return Optional.of("The claims vp and vc are not to be there.");
    }
    if (presentation.has("holder") && holderId(presentation).isEmpty()) {
      return Optional.of("/holder is to be a URL, or an object whose id is one.");
    }
    return presentation.list("verifiableCredential").size() > MAX_CREDENTIALS
        ? Optional.of(
            "/verifiableCredential is to have no more than " + MAX_CREDENTIALS + " credentials.")
        : Optional.empty();
  }

  private static Optional<String> holderId(JsonObject presentation) {
    return presentation
        .string("holder")
        .or(() -> presentation.object("holder").flatMap(holder -> holder.string("id")))
        .filter(id -> !id.isBlank());
  }

  /** Whose key has to have signed; where the presentation does not say, whose key it is. */
  private static Optional<String> holder(
      JsonObject presentation, JsonObject secured, @Nullable CompactJws jws) {
    var claimed =
        holderId(presentation).or(() -> jws == null ? Optional.empty() : secured.string("iss"));
    var method =
        jws != null
            ? jws.kid()
            : secured.list("proof").stream()
                .flatMap(proof ->
                    proof instanceof JsonObject object
                        ? object.string("verificationMethod").stream()
                        : java.util.stream.Stream.<String>empty())
                .findFirst();
    var holder =
        claimed.or(() ->
            method
                .filter(url -> url.indexOf('#') > 0)
                .map(url -> url.substring(0, url.indexOf('#'))));
    return holder.filter(
        id -> jws == null || !secured.has("iss") || secured.string("iss").equals(Optional.of(id)));
  }

  /** A challenge and a domain in each of the proofs; what they are is compared again with them. */
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

  /** The claims {@code nonce} and {@code aud} (VC-JOSE-COSE, section 3.1.3). */
  private static Optional<VerificationProblem> asked(
      JsonObject claims, @Nullable String challenge, @Nullable String domain) {
    if (challenge != null && !claims.string("nonce").equals(Optional.of(challenge))) {
      return Optional.of(VerificationProblem.of(ProblemCode.CHALLENGE_WRONG));
    }
    return domain != null && !claims.list("aud").contains(new JsonString(domain))
        ? Optional.of(VerificationProblem.of(ProblemCode.DOMAIN_WRONG))
        : Optional.empty();
  }

  private Optional<VerificationProblem> period(JsonObject claims) {
    var now = clock.instant();
    for (var name : List.of("exp", "nbf")) {
      if (claims.has(name)) {
        var time = claims.number(name).flatMap(PresentationVerifier::seconds);
        if (time.isEmpty()) {
          return Optional.of(
              VerificationProblem.of(
                  ProblemCode.NOT_A_CREDENTIAL, "The claim " + name + " is not a time."));
        }
        if (name.equals("exp") && !now.isBefore(time.get())) {
          return Optional.of(VerificationProblem.since(ProblemCode.EXPIRED, time.get()));
        }
        if (name.equals("nbf") && time.get().isAfter(now.plus(SKEW))) {
          return Optional.of(VerificationProblem.since(ProblemCode.NOT_YET_VALID, time.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> seconds(JsonNumber number) {
    return number.literal().matches("[0-9]{1,11}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(number.literal())))
        : Optional.empty();
  }

  private PresentationReport unreadable(String reason) {
    return ofForm(VerificationProblem.of(ProblemCode.NOT_READABLE, reason));
  }

  private PresentationReport ofForm(VerificationProblem problem) {
    return new PresentationReport(
        new Failed(problem),
        new Inconclusive(VerificationProblem.of(ProblemCode.NOT_REACHED)),
        Optional.empty(),
        List.of(),
        clock.instant());
  }

  private PresentationReport ofProof(Outcome outcome) {
    return new PresentationReport(
        new Passed(), outcome, Optional.empty(), List.of(), clock.instant());
  }

  /** One allowance for all, made when the first needs it. */
  private static final class Shared implements Supplier<Errands> {

    private final CredentialVerifier credentials;
    private @Nullable Errands errands;

    Shared(CredentialVerifier credentials) {
      this.credentials = credentials;
    }

    @Override
    public Errands get() {
      var made = errands;
      if (made == null) {
        made = credentials.elsewhere().errands();
        errands = made;
      }
      return made;
    }
  }
}

package org.sceau.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.openbadges.DataModel;

/**
 * A credential or presentation in the payload of a JWS, in any of the dialects: at the top level of
 * the payload (VC-JOSE-COSE, section 3; Open Badges 3.0, section 8.2), or in a claim {@code vc} or
 * {@code vp} (Data Model v1.1, section 6.3.1).
 *
 * @param <T> which of the two
 * @param claims the whole payload
 */
public record JwtDocument<T>(CompactJws jws, T document, JsonObject claims) {

  /** The result of reading a JWS. */
  public sealed interface Reading<T> {

    /** The JWS holds the expected document, and the claims beside it agree with it. */
    record Read<T>(JwtDocument<T> document) implements Reading<T> {}

    /** The JWS holds a badge of Open Badges 2.0. */
    record OpenBadges2<T>() implements Reading<T> {}

    /**
     * The JWS does not hold the expected document.
     *
     * @param violations all that is wrong, at least one
     */
    record Refused<T>(List<FormViolation> violations) implements Reading<T> {

      public Refused {
        violations = List.copyOf(violations);
      }
    }
  }

  private static final String MEDIA_TYPE = "application/";

  /** Reads the credential in a JWS. */
  public static Reading<CredentialDocument> credential(CompactJws jws) {
    return switch (payload(jws, "vc")) {
      case Payload.Refused(var violation) -> new Reading.Refused<>(List.of(violation));
      case Payload.Read(var claims) -> {
        var refusal = wrapped(jws, claims, "vc", "vc+jwt");
        if (refusal.isPresent()) {
          yield new Reading.Refused<>(List.of(refusal.get()));
        }
        boolean old = claims.has("vc");
        var credential = old ? completed(claims) : bare(claims);
        yield switch (CredentialDocument.read(credential)) {
          case CredentialDocument.Reading.Refused(var violations) ->
              new Reading.Refused<>(violations);
          case CredentialDocument.Reading.OpenBadges2() -> new Reading.OpenBadges2<>();
          case CredentialDocument.Reading.Enveloped _, CredentialDocument.Reading.Unsupported _ ->
              new Reading.Refused<>(
                  List.of(FormViolation.malformed("/type", "An envelope must not be in a JWS.")));
          case CredentialDocument.Reading.Read(var document) -> {
            var contradictions =
                JwtClaims.contradictions(claims, document, old || document.isOpenBadge());
            yield contradictions.isEmpty()
                ? new Reading.Read<>(new JwtDocument<>(jws, document, claims))
                : new Reading.Refused<>(contradictions);
          }
        };
      }
    };
  }

  /** Reads the presentation in a JWS. */
  public static Reading<PresentationDocument> presentation(CompactJws jws) {
    return switch (payload(jws, "vp")) {
      case Payload.Refused(var violation) -> new Reading.Refused<>(List.of(violation));
      case Payload.Read(var claims) -> {
        var refusal = wrapped(jws, claims, "vp", "");
        if (refusal.isPresent()) {
          yield new Reading.Refused<>(List.of(refusal.get()));
        }
        var presentation =
            claims.object("vp").map(vp -> withHolder(vp, claims)).orElseGet(() -> bare(claims));
        yield switch (PresentationDocument.read(presentation)) {
          case PresentationDocument.Reading.Refused(var violations) ->
              new Reading.Refused<>(violations);
          case PresentationDocument.Reading.Enveloped(_) ->
              new Reading.Refused<>(
                  List.of(FormViolation.malformed("/type", "An envelope must not be in a JWS.")));
          case PresentationDocument.Reading.Read(var document) ->
              agree(claims, document)
                  .<Reading<PresentationDocument>>map(
                      violation -> new Reading.Refused<>(List.of(violation)))
                  .orElseGet(() -> new Reading.Read<>(new JwtDocument<>(jws, document, claims)));
        };
      }
    };
  }

  /** Returns the start of the validity period by the claims. */
  public Optional<Instant> notBefore() {
    return JwtClaims.date(claims, "nbf");
  }

  /** Returns the end of the validity period by the claims. */
  public Optional<Instant> expires() {
    return JwtClaims.date(claims, "exp");
  }

  /** Returns the audience of a presentation. */
  public List<String> audience() {
    return claims.list("aud").stream()
        .flatMap(value -> value instanceof JsonString(var text) ? Stream.of(text) : Stream.empty())
        .toList();
  }

  /** Returns the challenge that a presentation answers. */
  public Optional<String> nonce() {
    return claims.string("nonce");
  }

  private static Payload payload(CompactJws jws, String kind) {
    // The last two were used before the Recommendation.
    var types = Set.of(kind + "+jwt", "jwt", kind + "+ld+jwt", kind + "+ld+json+jwt");
    var typ = jws.typ().map(JwtDocument::abbreviated);
    // Neither specification insists on a type; a type that is present must be the right one.
    if (typ.filter(text -> !types.contains(text)).isPresent()) {
      return new Payload.Refused(
          FormViolation.malformed("", "The header's \"typ\" is not \"" + kind + "+jwt\"."));
    }
    var cty = jws.header().string("cty").map(JwtDocument::abbreviated);
    if (cty.filter(text -> !text.equals(kind)).isPresent()) {
      return new Payload.Refused(
          FormViolation.malformed("", "The header's \"cty\" is not \"" + kind + "\"."));
    }
    return switch (JsonReader.read(jws.payload(), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject claims) -> new Payload.Read(claims);
      case JsonReading.Read _ ->
          new Payload.Refused(FormViolation.unreadable("The payload is not a JSON object."));
      case JsonReading.Refused(var reason, var tooLarge) ->
          new Payload.Refused(
              tooLarge
                  ? FormViolation.tooLarge("In the payload: " + reason)
                  : FormViolation.unreadable("In the payload: " + reason));
    };
  }

  /** Returns the violation of the claim that holds the document; empty if there is none. */
  private static Optional<FormViolation> wrapped(
      CompactJws jws, JsonObject claims, String claim, String newType) {
    var other = claim.equals("vc") ? "vp" : "vc";
    if (claims.has(other)) {
      return Optional.of(
          FormViolation.malformed("/" + other, "The claim " + other + " is not to be there."));
    }
    if (claims.has(claim)
        && (claims.object(claim).isEmpty()
            || claims.has("@context")
            || claims.has("type")
            || jws.typ().map(JwtDocument::abbreviated).filter(newType::equals).isPresent())) {
      return Optional.of(
          FormViolation.malformed(
              "/" + claim, "The claim " + claim + " is only that of a JWT of version 1.1."));
    }
    return Optional.empty();
  }

  /** Returns the payload without the claims beside the document. */
  private static JsonObject bare(JsonObject claims) {
    return claims.withoutAll(JwtClaims.NAMES);
  }

  /** Returns the credential in the claim, completed from the other claims. */
  private static JsonObject completed(JsonObject claims) {
    var credential = claims.object("vc").orElseThrow();
    boolean first =
        credential.list("@context").stream()
            .findFirst()
            .filter(new JsonString(DataModel.V1_1.context())::equals)
            .isPresent();
    credential = withText(credential, "issuer", claims, "iss");
    if (credential.object("issuer").isPresent()) {
      credential =
          credential.with(
              "issuer", withText(credential.object("issuer").get(), "id", claims, "iss"));
    }
    credential = withText(credential, "id", claims, "jti");
    if (credential.object("credentialSubject").isPresent()) {
      credential =
          credential.with(
              "credentialSubject",
              withText(credential.object("credentialSubject").get(), "id", claims, "sub"));
    }
    var model = first ? DataModel.V1_1 : DataModel.V2_0;
    credential = withDate(credential, model.from(), claims, "nbf");
    return withDate(credential, model.until(), claims, "exp");
  }

  private static JsonObject withText(
      JsonObject object, String name, JsonObject claims, String claim) {
    return object.has(name) || claims.string(claim).isEmpty()
        ? object
        : object.with(name, new JsonString(claims.string(claim).get()));
  }

  private static JsonObject withDate(
      JsonObject object, String name, JsonObject claims, String claim) {
    var date = JwtClaims.date(claims, claim);
    return object.has(name) || date.isEmpty()
        ? object
        : object.with(name, new JsonString(date.get().toString()));
  }

  private static JsonObject withHolder(JsonObject presentation, JsonObject claims) {
    return withText(withText(presentation, "holder", claims, "iss"), "id", claims, "jti");
  }

  private static Optional<FormViolation> agree(JsonObject claims, PresentationDocument document) {
    List<FormViolation> violations = new ArrayList<>();
    // Where the presentation does not name its holder, the claim does.
    var iss = claims.string("iss");
    if (claims.has("iss")
        && (iss.isEmpty()
            || document.holder().filter(holder -> !iss.get().equals(holder)).isPresent())) {
      violations.add(FormViolation.contradiction("/iss", "The claim iss is not the holder."));
    }
    if (claims.has("jti") && !claims.string("jti").equals(document.json().string("id"))) {
      violations.add(FormViolation.contradiction("/jti", "The claim jti is not the id."));
    }
    for (var claim : List.of("nbf", "exp", "iat")) {
      if (claims.has(claim) && JwtClaims.date(claims, claim).isEmpty()) {
        violations.add(
            FormViolation.contradiction(
                "/" + claim, "The claim " + claim + " is not a number of seconds."));
      }
    }
    return violations.stream().findFirst();
  }

  /** Abbreviates a media type, whose case does not count (RFC 7515, section 4.1.9). */
  private static String abbreviated(String mediaType) {
    var lower = mediaType.toLowerCase(Locale.ROOT);
    return lower.startsWith(MEDIA_TYPE) ? lower.substring(MEDIA_TYPE.length()) : lower;
  }

  private sealed interface Payload {

    record Read(JsonObject claims) implements Payload {}

    record Refused(FormViolation violation) implements Payload {}
  }
}

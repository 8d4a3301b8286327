package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Recognises documents of kinds that are not verified here, so that a report can name them. The
 * first match counts: a Blockcerts document has the context of Open Badges 2.0 too.
 */
final class OtherKinds {

  private static final Pattern BLOCKCERTS =
      Pattern.compile("https?://(www\\.)?w3id\\.org/blockcerts/.*|.*blockcerts.*");
  private static final Set<String> MERKLE_PROOFS =
      Set.of(
          "MerkleProof2017",
          "MerkleProof2019",
          "Extension:MerkleProof2017",
          "ChainpointSHA256v2",
          "merkle-proof-2019");
  private static final Set<String> EUROPEAN = Set.of("EuropeanDigitalCredential");
  private static final Set<String> OLD_RECORDS = Set.of("Clr", "ClrSet");

  /** The first bytes of pictures other than PNG: JPEG, GIF, WebP (RIFF), BMP. */
  private static final List<String> PICTURES = List.of("\u00ff\u00d8\u00ff", "GIF8", "RIFF", "BM");

  private OtherKinds() {}

  /** Recognises a JSON document. */
  static Optional<ProblemCode> of(JsonObject json) {
    if (isBlockcerts(json)) {
      return Optional.of(ProblemCode.BLOCKCERTS);
    }
    if (isEuropean(json)) {
      return Optional.of(ProblemCode.EUROPEAN_DIGITAL_CREDENTIAL);
    }
    if (hasContext(json, "/spec/clr/v1p0/")
        || types(json).stream().anyMatch(OLD_RECORDS::contains)) {
      return Optional.of(ProblemCode.CLR_1);
    }
    if (isOpenBadges1(json)) {
      return Optional.of(ProblemCode.OPEN_BADGES_1);
    }
    if (hasContext(json, "velocitynetwork.foundation/")
        || issuer(json).startsWith("did:velocity:")) {
      return Optional.of(ProblemCode.VELOCITY);
    }
    return json.has("cred_def_id") && json.has("schema_id")
        ? Optional.of(ProblemCode.ANONCREDS)
        : Optional.empty();
  }

  /** Recognises bytes that are neither JSON nor a JWS nor an image that can carry a credential. */
  static Optional<ProblemCode> of(byte[] bytes) {
    var start = new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1);
    var text = start.strip().toLowerCase(Locale.ROOT);
    if (start.startsWith("%PDF-")) {
      return Optional.of(ProblemCode.PDF);
    }
    if (PICTURES.stream().anyMatch(start::startsWith)) {
      return Optional.of(ProblemCode.IMAGE_WITHOUT_CREDENTIAL);
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return Optional.of(ProblemCode.WEB_PAGE);
    }
    if (text.startsWith("<") && text.contains("europasscredential")) {
      return Optional.of(ProblemCode.EUROPASS_XML);
    }
    if (text.matches("https?://\\S+")) {
      return Optional.of(ProblemCode.LINK);
    }
    if (!start.isEmpty() && start.charAt(0) >= 0xa1 && start.charAt(0) <= 0xbf) {
      return Optional.of(ProblemCode.MDOC);
    }
    if (!start.isEmpty() && start.charAt(0) == 0xd2) {
      return Optional.of(ProblemCode.COSE);
    }
    return text.chars().filter(character -> character == '.').count() == 4
            && text.matches("[a-z0-9_.-]+")
        ? Optional.of(ProblemCode.ENCRYPTED)
        : Optional.empty();
  }

  private static boolean isBlockcerts(JsonObject json) {
    return json.list("@context").stream()
            .anyMatch(context ->
                context instanceof JsonString(var url) && BLOCKCERTS.matcher(url).matches())
        || hasMerkleProof(json, "proof")
        || hasMerkleProof(json, "signature")
        || hasMerkleProof(json, "receipt")
        || types(json).contains("BlockchainCertificate")
        || (json.has("document") && json.has("receipt"));
  }

  private static boolean hasMerkleProof(JsonObject json, String member) {
    return json.list(member).stream()
        .anyMatch(value ->
            value instanceof JsonObject proof
                && (types(proof).stream().anyMatch(MERKLE_PROOFS::contains)
                    || proof.string("cryptosuite").filter(MERKLE_PROOFS::contains).isPresent()));
  }

  private static boolean isEuropean(JsonObject json) {
    return types(json).stream().anyMatch(EUROPEAN::contains)
        || hasContext(json, "data.europa.eu/snb/model/context/edc-ap")
        || (json.has("payload") && isJades(json));
  }

  /** Tells whether a signature is one of JAdES (ETSI TS 119 182-1): it has {@code etsiU}. */
  private static boolean isJades(JsonObject json) {
    return json.list("signatures").stream()
        .anyMatch(value ->
            value instanceof JsonObject signature
                && signature.object("header").filter(header -> header.has("etsiU")).isPresent());
  }

  /** Tells whether it is a badge of version 0.5, 1.0 or 1.1; only 1.1 has a context. */
  private static boolean isOpenBadges1(JsonObject json) {
    if (hasContext(json, "w3id.org/openbadges/v1")) {
      return true;
    }
    return !json.has("@context")
        && json.has("recipient")
        && json.has("badge")
        && (json.has("verify")
            || json.object("badge").filter(badge -> badge.has("issuer")).isPresent());
  }

  private static boolean hasContext(JsonObject json, String part) {
    return json.list("@context").stream()
        .anyMatch(context -> context instanceof JsonString(var url) && url.contains(part));
  }

  private static List<String> types(JsonObject json) {
    return json.list("type").stream()
        .<String>mapMulti((JsonValue value, java.util.function.Consumer<String> sink) -> {
          if (value instanceof JsonString(var type)) {
            sink.accept(type);
          }
        })
        .toList();
  }

  private static String issuer(JsonObject json) {
    return json.string("issuer")
        .or(() -> json.object("issuer").flatMap(issuer -> issuer.string("id")))
        .orElse("");
  }
}

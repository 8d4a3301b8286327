package org.sceau.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;

/**
 * A JWS in compact serialization (RFC 7515, section 7.1) whose signature is not verified yet, so
 * its claims are not proven.
 *
 * @param header the protected header
 * @param payload the signed payload
 * @param signingInput the first two parts and the full stop between them, as they were received
 * @param signature as JOSE encodes it
 */
public record CompactJws(JsonObject header, byte[] payload, byte[] signingInput, byte[] signature) {

  /** The result of reading a text as a compact JWS. */
  public sealed interface Reading {

    /** The text is a compact JWS. */
    record Read(CompactJws jws) implements Reading {}

    /**
     * The text is not a compact JWS, or breaks a limit.
     *
     * @param reason one sentence for the sender of the text
     */
    record Refused(String reason) implements Reading {}
  }

  /** The longest text that is read. */
  public static final int MAX_CHARS = 1024 * 1024;

  private static final JsonLimits HEADER_LIMITS = new JsonLimits(16 * 1024, 8, 200, 8 * 1024, 100);

  /**
   * Members that change what is signed or how, or that embed or reference a key: RFC 7515, sections
   * 4.1.2, 4.1.5 and 4.1.11, RFC 7516, section 4.1, RFC 7797, section 3.
   */
  private static final List<String> REFUSED_MEMBERS =
      List.of("crit", "b64", "zip", "enc", "jku", "x5u");

  /** Reads a text strictly: a JWS has only one accepted form. */
  public static Reading read(String text) {
    if (text.length() > MAX_CHARS) {
      return new Reading.Refused("The JWS is longer than " + MAX_CHARS + " characters.");
    }
    int first = text.indexOf('.');
    int second = first < 0 ? -1 : text.indexOf('.', first + 1);
    if (second < 0 || text.indexOf('.', second + 1) >= 0) {
      return new Reading.Refused("A compact JWS has three parts with full stops between them.");
    }
    if (first == 0 || second == first + 1 || second == text.length() - 1) {
      return new Reading.Refused("A part of the JWS is empty.");
    }
    // What is not ASCII becomes a question mark, which is in no alphabet either; two halves of a
    // letter become one, so that the parts would not be where they were.
    var bytes = ascii(text);
    if (bytes.length != text.length()) {
      return new Reading.Refused("A part of the JWS is not base64url without padding.");
    }
    var headerBytes = Base64Url.decode(bytes, 0, first);
    var payload = Base64Url.decode(bytes, first + 1, second);
    var signature = Base64Url.decode(bytes, second + 1, bytes.length);
    if (headerBytes.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
      return new Reading.Refused("A part of the JWS is not base64url without padding.");
    }
    return switch (JsonReader.read(headerBytes.get(), HEADER_LIMITS)) {
      case JsonReading.Refused(var reason, _) ->
          new Reading.Refused("The header of the JWS cannot be read: " + reason);
      case JsonReading.Read(JsonObject header) ->
          refusal(header)
              .<Reading>map(Reading.Refused::new)
              .orElseGet(() ->
                  new Reading.Read(
                      new CompactJws(
                          header, payload.get(), Arrays.copyOf(bytes, second), signature.get())));
      case JsonReading.Read _ -> new Reading.Refused("The header of the JWS is not an object.");
    };
  }

  /**
   * Returns the signing input (RFC 7515, section 5.1): the header and the payload as the first two
   * parts.
   */
  public static byte[] signingInput(JsonObject header, byte[] payload) {
    return ascii(Base64Url.encode(JsonWriter.writeBytes(header)) + "." + Base64Url.encode(payload));
  }

  /** Assembles a compact JWS from its signing input and its signature. */
  public static String assemble(byte[] signingInput, byte[] signature) {
    return new String(signingInput, StandardCharsets.US_ASCII) + "." + Base64Url.encode(signature);
  }

  /** Returns the header's {@code alg}; the key alone decides which algorithm it is for. */
  public String alg() {
    return header.string("alg").orElseThrow();
  }

  /** Tells whether the algorithm is supported; if not, no signature verifies. */
  public boolean isOfKnownAlgorithm() {
    return JwsAlgorithm.named(alg()).isPresent();
  }

  public Optional<String> kid() {
    return header.string("kid");
  }

  public Optional<String> typ() {
    return header.string("typ");
  }

  /**
   * Returns the key embedded in the header, which proves nothing: only the issuer's document tells
   * whose key it is.
   */
  public Optional<PublicJwk> jwk() {
    return header.object("jwk").flatMap(PublicJwk::read);
  }

  /**
   * Tells whether the header brings its key in a way that is not verified here: in a certificate,
   * or as a JWK of a kind that is not read.
   */
  public boolean bringsUnsupportedKey() {
    return header.has("x5c") || (header.has("jwk") && jwk().isEmpty());
  }

  /**
   * Tells whether the key signed this with an algorithm of its kind. If the header holds another
   * key, it contradicts itself, and no key signed it.
   */
  public boolean isSignedBy(PublicJwk key, Signatures signatures) {
    return JwsAlgorithm.named(alg())
            .filter(algorithm -> signatures.verify(algorithm, key, signingInput, signature))
            .isPresent()
        && jwk().filter(named -> !named.equals(key)).isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompactJws jws
        && Arrays.equals(signingInput, jws.signingInput)
        && Arrays.equals(signature, jws.signature);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(signingInput) + Arrays.hashCode(signature);
  }

  /** Writes only the header, since the payload is personal. */
  @Override
  public String toString() {
    return "CompactJws" + JsonWriter.write(header);
  }

  private static Optional<String> refusal(JsonObject header) {
    for (var name : REFUSED_MEMBERS) {
      if (header.has(name)) {
        return Optional.of("The header of the JWS has \"" + name + "\", which is not taken.");
      }
    }
    for (var name : List.of("alg", "kid", "typ", "cty")) {
      if (header.has(name) && !(header.get(name) instanceof JsonString)) {
        return Optional.of("\"" + name + "\" in the header of the JWS is not a string.");
      }
    }
    var alg = header.string("alg");
    if (alg.isEmpty()) {
      return Optional.of("The header of the JWS has no \"alg\".");
    }
    if (header.has("jwk")
        && header.object("jwk").filter(jwk -> !PublicJwk.hasPrivateMember(jwk)).isEmpty()) {
      return Optional.of("\"jwk\" in the header of the JWS is not a public key.");
    }
    if (!JwsAlgorithm.isSignature(alg.get())) {
      return Optional.of("The algorithm \"" + alg.get() + "\" is not a signature algorithm.");
    }
    return Optional.empty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package org.sceau.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads a status list as a stranger does: nothing here is shared with what makes the lists, not
 * even the canonical form, which is written out for the one shape that a list has.
 */
final class PublicLists {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  /** What precedes an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, section 10.1). */
  private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  /** A list that was read and found to be signed by its issuer. */
  record PublicList(
      String id, String issuer, String purpose, String validFrom, String validUntil, BitSet bits) {}

  private PublicLists() {}

  /**
   * Reads and verifies the form with an embedded proof, {@code eddsa-rdfc-2022}.
   *
   * @param didDocument the document of a DID
   */
  static PublicList embedded(String text, Function<String, Map<String, Object>> didDocument) {
    var list = parse(text);
    var proof = map(list, "proof");
    var read = read(list, List.of("@context", "proof"));
    require(List.of("https://www.w3.org/ns/credentials/v2").equals(list.get("@context")), text);
    require("DataIntegrityProof".equals(proof.get("type")), text);
    require("eddsa-rdfc-2022".equals(proof.get("cryptosuite")), text);
    require("assertionMethod".equals(proof.get("proofPurpose")), text);
    require(proof.size() == 6, "members of the proof: " + proof.keySet());
    var key = key(didDocument.apply(read.issuer), string(proof, "verificationMethod"), "Multikey");
    var multikey = base58(string(key, "publicKeyMultibase"));
    require(multikey[0] == (byte) 0xed && multikey[1] == 1 && multikey.length == 34, "the key");
    var signed = concat(sha256(quads(proof, read.issuer)), sha256(quads(list)));
    require(
        isEd25519(Arrays.copyOfRange(multikey, 2, 34), signed, base58(string(proof, "proofValue"))),
        "the proof of " + read.id + " does not verify");
    return read;
  }

  /** Reads and verifies the form as a JWT, ES256. */
  static PublicList jwt(String text, Function<String, Map<String, Object>> didDocument) {
    var jwt = Jwt.read(text);
    var read = read(jwt.claims, List.of("@context", "iss", "jti", "sub", "nbf", "exp"));
    require(
        read.issuer.equals(jwt.claims.get("iss")) && read.id.equals(jwt.claims.get("jti")), text);
    require(
        jwt.isSignedBy(key(didDocument.apply(read.issuer), jwt.kid(), "JsonWebKey")),
        "the JWT of " + read.id + " does not verify");
    return read;
  }

  /** Verifies a credential as a JWT and gives its content. */
  static Map<String, Object> credential(
      String text, Function<String, Map<String, Object>> didDocument) {
    var jwt = Jwt.read(text);
    var issuer = string(map(jwt.claims, "issuer"), "id");
    require(
        jwt.isSignedBy(key(didDocument.apply(issuer), jwt.kid(), "JsonWebKey")),
        "the credential " + jwt.claims.get("id") + " does not verify");
    return jwt.claims;
  }

  /** A compact JWS, read by the JDK and Jackson's data binding. */
  record Jwt(
      Map<String, Object> header, Map<String, Object> claims, byte[] input, byte[] signature) {

    static Jwt read(String text) {
      var parts = text.split("\\.", -1);
      require(parts.length == 3, "no JWS: " + text);
      var decoder = Base64.getUrlDecoder();
      return new Jwt(
          parse(new String(decoder.decode(parts[0]), StandardCharsets.UTF_8)),
          parse(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8)),
          (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
          decoder.decode(parts[2]));
    }

    String kid() {
      return string(header, "kid");
    }

    /** Verifies ES256 with the JDK. */
    private boolean isSignedBy(Map<String, Object> method) {
      var jwk = map(method, "publicKeyJwk");
      require(
          "ES256".equals(header.get("alg")) && "P-256".equals(jwk.get("crv")), header.toString());
      try {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var key =
            new ECPublicKeySpec(
                new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y")),
                parameters.getParameterSpec(ECParameterSpec.class));
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(key));
        verifier.update(input);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        throw new AssertionError("the signature", e);
      }
    }

    private static BigInteger coordinate(Map<String, Object> jwk, String name) {
      return new BigInteger(1, Base64.getUrlDecoder().decode(string(jwk, name)));
    }
  }

  static Map<String, Object> parse(String text) {
    try {
      return JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  static Map<String, Object> map(Map<String, Object> json, String name) {
    if (json.get(name) instanceof Map<?, ?> inner) {
      return named(inner);
    }
    throw new AssertionError(name + " of " + json.keySet());
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put((String) name, value));
    return named;
  }

  static String string(Map<String, Object> json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new AssertionError(name + " of " + json);
  }

  private static PublicList read(Map<String, Object> list, List<String> others) {
    var subject = map(list, "credentialSubject");
    var known =
        new ArrayList<>(
            List.of("id", "type", "issuer", "validFrom", "validUntil", "credentialSubject"));
    known.addAll(others);
    require(known.containsAll(list.keySet()), "unknown members: " + list.keySet());
    require(
        List.of("VerifiableCredential", "BitstringStatusListCredential").equals(list.get("type")),
        "type " + list.get("type"));
    require(
        List.of("id", "type", "statusPurpose", "ttl", "encodedList").containsAll(subject.keySet()),
        "unknown members: " + subject.keySet());
    require("BitstringStatusList".equals(subject.get("type")), "type " + subject.get("type"));
    return new PublicList(
        string(list, "id"),
        string(list, "issuer"),
        string(subject, "statusPurpose"),
        string(list, "validFrom"),
        string(list, "validUntil"),
        decode(string(subject, "encodedList")));
  }

  /** The bits, the first one at the left of the first byte. */
  private static BitSet decode(String encoded) {
    require(encoded.startsWith("u"), "the encoded list begins with u");
    try (var unzipped =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
      var bytes = unzipped.readNBytes(1 << 20);
      require(bytes.length >= 16_384, bytes.length + " bytes are fewer than a list may have");
      var bits = new BitSet();
      for (int i = 0; i < bytes.length; i++) {
        for (int bit = 0; bit < 8; bit++) {
          if ((bytes[i] >> (7 - bit) & 1) == 1) {
            bits.set(i * 8 + bit);
          }
        }
      }
      return bits;
    } catch (IOException e) {
      throw new UncheckedIOException("the encoded list", e);
    }
  }

  /** The list in N-Quads, each of its nodes having a name. */
  private static String quads(Map<String, Object> list) {
    var subject = map(list, "credentialSubject");
    return canonical(
        """
        <%1$s> <rdf:type> <cred:VerifiableCredential> .
        <%1$s> <rdf:type> <status:BitstringStatusListCredential> .
        <%1$s> <cred:issuer> <%2$s> .
        <%1$s> <cred:credentialSubject> <%3$s> .
        <%1$s> <cred:validFrom> "%4$s"^^<xsd:dateTime> .
        <%1$s> <cred:validUntil> "%5$s"^^<xsd:dateTime> .
        <%3$s> <rdf:type> <status:BitstringStatusList> .
        <%3$s> <status:statusPurpose> "%6$s" .
        <%3$s> <status:ttl> "%7$s"^^<xsd:integer> .
        <%3$s> <status:encodedList> "%8$s"^^<sec:multibase> .
        """,
        string(list, "id"),
        string(list, "issuer"),
        string(subject, "id"),
        string(list, "validFrom"),
        string(list, "validUntil"),
        string(subject, "statusPurpose"),
        String.valueOf(subject.get("ttl")),
        string(subject, "encodedList"));
  }

  /** The proof without its value: its only node has no name. */
  private static String quads(Map<String, Object> proof, String did) {
    require(string(proof, "verificationMethod").startsWith(did + "#"), "whose key it is");
    return canonical(
        """
        _:c14n0 <rdf:type> <sec:DataIntegrityProof> .
        _:c14n0 <sec:cryptosuite> "%s"^^<sec:cryptosuiteString> .
        _:c14n0 <http://purl.org/dc/terms/created> "%s"^^<xsd:dateTime> .
        _:c14n0 <sec:proofPurpose> <sec:assertionMethod> .
        _:c14n0 <sec:verificationMethod> <%s> .
        """,
        string(proof, "cryptosuite"),
        string(proof, "created"),
        string(proof, "verificationMethod"));
  }

  /** The template with these values, which need no escapes, and its lines in order. */
  private static String canonical(String template, String... values) {
    for (var value : values) {
      require(value.chars().allMatch(c -> c > ' ' && c < 127 && "\"\\<>".indexOf(c) < 0), value);
    }
    return template
        .replace("<rdf:", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#")
        .replace("<cred:", "<https://www.w3.org/2018/credentials#")
        .replace("<status:", "<https://www.w3.org/ns/credentials/status#")
        .replace("<sec:", "<https://w3id.org/security#")
        .replace("<xsd:", "<http://www.w3.org/2001/XMLSchema#")
        .formatted((Object[]) values)
        .lines()
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** The key of this id, if the document has it for assertions. */
  private static Map<String, Object> key(Map<String, Object> document, String method, String type) {
    require(
        document.get("assertionMethod") instanceof List<?> named && named.contains(method),
        method + " is not for assertions");
    if (document.get("verificationMethod") instanceof List<?> keys) {
      for (var each : keys) {
        if (each instanceof Map<?, ?> key
            && method.equals(key.get("id"))
            && type.equals(key.get("type"))) {
          return named(key);
        }
      }
    }
    throw new AssertionError("no " + type + " " + method);
  }

  private static byte[] base58(String text) {
    require(text.startsWith("z"), "base58btc begins with z");
    var number = BigInteger.ZERO;
    for (int i = 1; i < text.length(); i++) {
      number =
          number
              .multiply(BigInteger.valueOf(58))
              .add(BigInteger.valueOf(BASE58.indexOf(text.charAt(i))));
    }
    var bytes = number.toByteArray();
    int zeros = (int) text.chars().skip(1).takeWhile(c -> c == '1').count();
    int sign = bytes[0] == 0 ? 1 : 0;
    var decoded = new byte[zeros + bytes.length - sign];
    System.arraycopy(bytes, sign, decoded, zeros, bytes.length - sign);
    return decoded;
  }

  private static boolean isEd25519(byte[] key, byte[] message, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(concat(ED25519_INFO, key))));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the signature", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}

package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.verification.SecuringForm;

/**
 * Credentials of up to a mebibyte that were made to cost. Their issuer is whoever made them, so
 * that their key is known and nothing is refused for the lack of one.
 */
final class HostileInputs {

  /**
   * One of them.
   *
   * @param list the status list that it points to; empty if it needs none
   */
  record Input(byte[] bytes, SecuringForm form, byte[] list) {}

  private static final String V2 = "https://www.w3.org/ns/credentials/v2";
  private static final String OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
  private static final String ELM = "http://data.europa.eu/snb/model/context/edc-ap";
  private static final String CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

  private final KeyPair pair = Fixture.pair("Ed25519");
  private final String multikey = Multikey.encode(PublicJwk.of(pair.getPublic()).orElseThrow());
  private final String did = "did:key:" + multikey;

  /** All of them by name. */
  Map<String, Supplier<Input>> all() {
    var all = new LinkedHashMap<String, Supplier<Input>>();
    all.put("a usual one", () -> embedded(credential()));
    all.put("blank nodes alike, in pairs", () -> embedded(with("evidence", poison(90, 2))));
    all.put("blank nodes alike, in a clique", () -> embedded(with("evidence", poison(9, 8))));
    all.put(
        "blank nodes alike, thousands",
        () -> embedded(with("evidence", many(6_000, i -> node("Evidence", "name", "x")))));
    all.put(
        "objects, thousands",
        () -> embedded(with("evidence", many(6_000, i -> node("Evidence", "name", "x" + i)))));
    all.put(
        "objects with their types' contexts, thousands",
        () -> embedded(with("evidence", many(6_000, i -> node("Image", "caption", "x" + i)))));
    all.put(
        "the same with a number that takes the long way",
        () ->
            embedded(
                with("evidence", many(6_000, i -> node("Image", "caption", "x" + i)))
                    .with("description", language())));
    all.put(
        "types of one object, thousands",
        () -> embedded(with("evidence", typed(many(19_000, i -> text("Profile"))))));
    all.put(
        "types of objects, thousands",
        () ->
            embedded(
                with(
                    "evidence",
                    many(
                        1_900,
                        i -> typed(many(9, j -> text(TYPES.get((i + j) % TYPES.size()))))))));
    all.put(
        "combinations of types",
        () -> embedded(with("evidence", many(2_000, i -> typed(combination(i))))));
    all.put(
        "contexts, ten thousand",
        () -> embedded(credential().with("@context", contexts(10_000, V2))));
    all.put(
        "contexts of another kind, ten thousand",
        () -> embedded(credential().with("@context", contexts(10_000, CLR))));
    all.put(
        "the largest context, thousands",
        () -> embedded(credential().with("@context", contexts(9_000, ELM))));
    all.put(
        "the largest context and types",
        () ->
            embedded(
                with("evidence", many(5_000, i -> node("Image", "caption", "x" + i)))
                    .with("@context", contexts(1, ELM))));
    all.put("objects in objects, sixty deep", () -> embedded(with("evidence", deep(58))));
    all.put(
        "objects in objects, thrice a hundred times",
        () -> embedded(with("evidence", many(330, i -> deep(56)))));
    all.put("arrays, ten thousand deep", () -> raw("[".repeat(500_000)));
    all.put("objects, ten thousand deep", () -> raw("{\"a\":".repeat(170_000)));
    all.put("an array of a million numbers", () -> raw("[" + "1,".repeat(520_000) + "1]"));
    all.put("names alike in their hashes", () -> raw(collisions()));
    all.put(
        "numbers of a thousand digits",
        () -> embedded(with("evidence", many(900, i -> new JsonNumber("1" + "0".repeat(990))))));
    all.put(
        "small numbers, many digits",
        () -> embedded(with("creditsX", many(900, i -> new JsonNumber("0." + "1".repeat(990))))));
    all.put(
        "strings of a quarter mebibyte",
        () -> embedded(with("name", text("\\\"\t".repeat(80_000)))));
    all.put(
        "a proof value of base58, long",
        () ->
            raw(
                JsonWriter.write(
                    secured(
                        credential(), proofs(1, "z" + "z".repeat(250_000), JsonObject.EMPTY)))));
    all.put(
        "an issuer of did:key, long",
        () -> embedded(credential().with("issuer", text("did:key:z" + "z".repeat(200_000)))));
    all.put(
        "an issuer of did:jwk, long",
        () -> embedded(credential().with("issuer", text("did:jwk:" + "A".repeat(200_000)))));
    all.put(
        "proofs, eight",
        () ->
            raw(
                JsonWriter.write(
                    secured(
                        with("evidence", many(5_000, i -> node("Evidence", "name", "x" + i))),
                        proofs(8, signature(), JsonObject.EMPTY)))));
    all.put(
        "proofs, eight and large",
        () ->
            raw(
                JsonWriter.write(
                    secured(
                        credential(),
                        proofs(
                            8,
                            signature(),
                            JsonObject.builder()
                                .put(
                                    "evidence",
                                    new JsonArray(
                                        many(700, i -> node("Image", "caption", "x" + i))))
                                .build())))));
    all.put(
        "proofs, thousands",
        () ->
            raw(
                JsonWriter.write(
                    secured(credential(), proofs(2_000, signature(), JsonObject.EMPTY)))));
    all.put(
        "a JWS of a mebibyte",
        () ->
            jws(
                with("name", text("x".repeat(250_000)))
                    .with(
                        "evidence",
                        new JsonArray(many(6_000, i -> node("Evidence", "name", "x" + i)))),
                new byte[0]));
    all.put(
        "a JWS of full stops",
        () ->
            new Input(
                ".".repeat(1_000_000).getBytes(UTF_8), SecuringForm.COMPACT_JWS, new byte[0]));
    all.put(
        "subjects, a thousand",
        () ->
            jws(
                credential()
                    .with(
                        "credentialSubject",
                        new JsonArray(
                            many(
                                1_000,
                                i -> credential().object("credentialSubject").orElseThrow()))),
                new byte[0]));
    all.put("a list that inflates to a gibibyte", () -> listed(bomb(1_000)));
    all.put("a list that inflates to a mebibyte", () -> listed(bomb(1)));
    all.put("an envelope within an envelope", () -> raw(envelope(300)));
    return Collections.unmodifiableMap(all);
  }

  private static final List<String> TYPES =
      List.of(
          "Profile",
          "Image",
          "Alignment",
          "Result",
          "Address",
          "Evidence",
          "IdentityObject",
          "Rubric",
          "GeoCoordinates",
          "Achievement",
          "AchievementSubject",
          "ResultDescription");

  private JsonObject credential() {
    return Fixture.credential().with("issuer", text(did)).without("credentialStatus");
  }

  private JsonObject with(String name, JsonValue value) {
    return credential().with(name, value);
  }

  private JsonObject with(String name, List<JsonValue> values) {
    return credential().with(name, new JsonArray(values));
  }

  private Input embedded(JsonObject credential) {
    return raw(JsonWriter.write(secured(credential, proofs(1, signature(), JsonObject.EMPTY))));
  }

  private static Input raw(String text) {
    var bytes = text.getBytes(UTF_8);
    if (bytes.length > 1024 * 1024) {
      throw new IllegalStateException("too long to be taken: " + bytes.length);
    }
    return new Input(bytes, SecuringForm.JSON, new byte[0]);
  }

  private static JsonObject secured(JsonObject credential, List<JsonValue> proofs) {
    return credential.with("proof", proofs.size() == 1 ? proofs.getFirst() : new JsonArray(proofs));
  }

  private List<JsonValue> proofs(int number, String value, JsonObject more) {
    var proof =
        JsonObject.builder()
            .put("type", "DataIntegrityProof")
            .put("cryptosuite", "eddsa-rdfc-2022")
            .put("created", "2026-01-15T10:00:00Z")
            .put("verificationMethod", did + "#" + multikey)
            .put("proofPurpose", "assertionMethod");
    more.members().forEach(proof::put);
    var built = proof.put("proofValue", value).build();
    return Collections.nCopies(number, built);
  }

  /** One of the right length, which is not the document's: that is found out last. */
  private String signature() {
    return org.sceau.dataintegrity.Multibase.encodeBase58(
        Fixture.sign(pair, "Ed25519", "something else".getBytes(UTF_8)));
  }

  private Input jws(JsonObject payload, byte[] list) {
    var header =
        JsonObject.builder()
            .put("alg", "EdDSA")
            .put("typ", "vc+jwt")
            .put("kid", did + "#" + multikey)
            .build();
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    var jws = CompactJws.assemble(input, Fixture.sign(pair, "Ed25519", input));
    return new Input(
        jws.substring(0, Math.min(jws.length(), 1024 * 1024)).getBytes(UTF_8),
        SecuringForm.COMPACT_JWS,
        list);
  }

  private Input listed(String encodedList) {
    var list =
        JsonObject.builder()
            .put("@context", JsonArray.ofStrings(V2))
            .put("id", Fixture.LIST_URL)
            .put(
                "type",
                JsonArray.ofStrings("VerifiableCredential", "BitstringStatusListCredential"))
            .put("issuer", did)
            .put("validFrom", "2026-03-20T14:00:00Z")
            .put(
                "credentialSubject",
                JsonObject.builder()
                    .put("id", Fixture.LIST_URL + "#list")
                    .put("type", "BitstringStatusList")
                    .put("statusPurpose", "revocation")
                    .put("encodedList", encodedList)
                    .build())
            .build();
    var status = Fixture.credential().get("credentialStatus");
    return jws(
        status == null ? credential() : with("credentialStatus", status),
        jws(list, new byte[0]).bytes());
  }

  private static String bomb(int mebibytes) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      var zeros = new byte[1024 * 1024];
      for (int i = 0; i < mebibytes; i++) {
        gzip.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    return "u" + encoded.substring(0, Math.min(encoded.length(), 700_000));
  }

  /** Groups in which each object refers to all others, and which all look the same. */
  private static List<JsonValue> poison(int groups, int size) {
    return many(groups, group -> nested(size));
  }

  private static JsonValue nested(int depth) {
    return depth == 0
        ? node("Evidence", "name", "x")
        : JsonObject.builder()
            .put("type", "Evidence")
            .put(
                "evidence",
                new JsonArray(List.of(nested(depth - 1), node("Evidence", "name", "x"))))
            .build();
  }

  private static JsonValue deep(int depth) {
    JsonValue value = node("Evidence", "name", "x");
    for (int i = 0; i < depth; i++) {
      value = JsonObject.builder().put("type", "Profile").put("parentOrg", value).build();
    }
    return value;
  }

  private static List<JsonValue> many(int number, IntFunction<JsonValue> value) {
    var values = new ArrayList<JsonValue>();
    for (int i = 0; i < number; i++) {
      values.add(value.apply(i));
    }
    return values;
  }

  private static JsonObject node(String type, String name, String value) {
    return JsonObject.builder().put("type", type).put(name, value).build();
  }

  private static JsonObject typed(List<JsonValue> types) {
    return JsonObject.builder().put("type", new JsonArray(types)).build();
  }

  private static List<JsonValue> combination(int bits) {
    var some = new ArrayList<JsonValue>();
    for (int i = 0; i < TYPES.size(); i++) {
      if (((bits + 1) & 1 << i) != 0) {
        some.add(text(TYPES.get(i)));
      }
    }
    return some;
  }

  /** Nothing that is refused, and nothing that the short way knows. */
  private static JsonObject language() {
    return JsonObject.builder().put("@value", "x").put("@language", "fr").build();
  }

  private static JsonArray contexts(int number, String url) {
    var contexts = new ArrayList<JsonValue>(List.of(text(V2), text(OB)));
    for (int i = 0; i < number; i++) {
      contexts.add(text(url));
    }
    return new JsonArray(contexts);
  }

  private static String collisions() {
    var names = new StringBuilder("{");
    for (int i = 0; i < 1 << 14; i++) {
      names.append('"');
      for (int bit = 0; bit < 14; bit++) {
        names.append((i & 1 << bit) == 0 ? "Aa" : "BB");
      }
      names.append("\":1,");
    }
    return names.append("\"a\":1}").toString();
  }

  private static String envelope(int depth) {
    var inner = "x";
    for (int i = 0; i < depth && inner.length() < 200_000; i++) {
      inner =
          "{\"@context\":[\""
              + V2
              + "\"],\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt,"
              + Base64.getUrlEncoder().withoutPadding().encodeToString(inner.getBytes(UTF_8))
              + "\"}";
    }
    return inner;
  }

  private static JsonString text(String text) {
    return new JsonString(text);
  }
}

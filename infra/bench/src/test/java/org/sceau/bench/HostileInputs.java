package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.sceau.bench.HostileValues.CLR;
import static org.sceau.bench.HostileValues.ELM;
import static org.sceau.bench.HostileValues.TYPES;
import static org.sceau.bench.HostileValues.V2;
import static org.sceau.bench.HostileValues.bomb;
import static org.sceau.bench.HostileValues.collisions;
import static org.sceau.bench.HostileValues.combination;
import static org.sceau.bench.HostileValues.contexts;
import static org.sceau.bench.HostileValues.deep;
import static org.sceau.bench.HostileValues.envelope;
import static org.sceau.bench.HostileValues.language;
import static org.sceau.bench.HostileValues.many;
import static org.sceau.bench.HostileValues.node;
import static org.sceau.bench.HostileValues.poison;
import static org.sceau.bench.HostileValues.text;
import static org.sceau.bench.HostileValues.typed;

import java.security.KeyPair;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sceau.dataintegrity.Multibase;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.verification.SecuringForm;

/**
 * Makes credentials of up to a mebibyte that are expensive to verify. Their issuer is a did:key, so
 * that the key is known and verification does not stop at it.
 */
final class HostileInputs {

  /**
   * A hostile credential.
   *
   * @param list the status list of the credential; empty if it has none
   */
  record Input(byte[] bytes, SecuringForm form, byte[] list) {}

  private final KeyPair pair = Fixture.pair("Ed25519");
  private final String multikey = Multikey.encode(PublicJwk.of(pair.getPublic()).orElseThrow());
  private final String did = "did:key:" + multikey;

  /** Returns all inputs by name. */
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
      throw new IllegalStateException("longer than a verifier reads: " + bytes.length);
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

  /** Makes a signature of another message, which fails only at the last step. */
  private String signature() {
    return Multibase.encodeBase58(Fixture.sign(pair, "Ed25519", "something else".getBytes(UTF_8)));
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
}

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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sceau.dataintegrity.Multibase;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.MemorySigner;
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

  private final MemorySigner signer = new MemorySigner();
  private final DidKey forProofs = new DidKey(signer.create(KeyKind.ED25519));
  private final DidKey forJws = new DidKey(signer.create(KeyKind.P256));

  private record DidKey(SigningKey key) {

    String did() {
      return Multikey.DID_KEY + Multikey.encode(key.publicKey());
    }

    String method() {
      return DidDocument.multikeyMethod(did(), key);
    }
  }

  private final Map<String, Supplier<Input>> inputs = new LinkedHashMap<>();

  HostileInputs() {
    proven("a usual one", this::credential);
    evidence("blank nodes alike, in pairs", () -> poison(90, 2));
    evidence("blank nodes alike, in a clique", () -> poison(9, 8));
    evidence("blank nodes alike, thousands", () -> many(6_000, _ -> node("Evidence", "name", "x")));
    evidence("objects, thousands", () -> named(6_000));
    evidence("objects with their types' contexts, thousands", () -> images(6_000));
    proven(
        "the same with a number that takes the long way",
        () -> with("evidence", images(6_000)).with("description", language()));
    proven(
        "types of one object, thousands",
        () -> with("evidence", typed(many(19_000, _ -> text("Profile")))));
    evidence(
        "types of objects, thousands",
        () -> many(1_900, i -> typed(many(9, j -> text(TYPES.get((i + j) % TYPES.size()))))));
    evidence("combinations of types", () -> many(2_000, i -> typed(combination(i))));
    proven("contexts, ten thousand", () -> with("@context", contexts(10_000, V2)));
    proven("contexts of another kind, ten thousand", () -> with("@context", contexts(10_000, CLR)));
    proven("the largest context, thousands", () -> with("@context", contexts(9_000, ELM)));
    proven(
        "the largest context and types",
        () -> with("evidence", images(5_000)).with("@context", contexts(1, ELM)));
    proven("objects in objects, sixty deep", () -> with("evidence", deep(58)));
    evidence("objects in objects, thrice a hundred times", () -> many(330, _ -> deep(56)));
    inputs.put("arrays, ten thousand deep", () -> raw("[".repeat(500_000)));
    inputs.put("objects, ten thousand deep", () -> raw("{\"a\":".repeat(170_000)));
    inputs.put("an array of a million numbers", () -> raw("[" + "1,".repeat(520_000) + "1]"));
    inputs.put("names alike in their hashes", () -> raw(collisions()));
    evidence(
        "numbers of a thousand digits",
        () -> many(900, _ -> new JsonNumber("1" + "0".repeat(990))));
    proven(
        "small numbers, many digits",
        () -> with("creditsX", many(900, _ -> new JsonNumber("0." + "1".repeat(990)))));
    proven("strings of a quarter mebibyte", () -> with("name", text("\\\"\t".repeat(80_000))));
    inputs.put(
        "a proof value of base58, long",
        () -> secured(credential(), 1, "z" + "z".repeat(250_000), JsonObject.EMPTY));
    proven(
        "an issuer of did:key, long",
        () -> with("issuer", text("did:key:z" + "z".repeat(200_000))));
    proven(
        "an issuer of did:jwk, long", () -> with("issuer", text("did:jwk:" + "A".repeat(200_000))));
    inputs.put(
        "proofs, eight",
        () -> secured(with("evidence", named(5_000)), 8, signature(), JsonObject.EMPTY));
    inputs.put(
        "proofs, eight and large",
        () ->
            secured(
                credential(),
                8,
                signature(),
                JsonObject.EMPTY.with("evidence", new JsonArray(images(700)))));
    inputs.put(
        "proofs, thousands", () -> secured(credential(), 2_000, signature(), JsonObject.EMPTY));
    inputs.put(
        "a JWS of a mebibyte",
        () ->
            jws(
                with("name", text("x".repeat(250_000)))
                    .with("evidence", new JsonArray(named(6_000))),
                new byte[0]));
    inputs.put(
        "a JWS of full stops",
        () ->
            new Input(
                ".".repeat(1_000_000).getBytes(UTF_8), SecuringForm.COMPACT_JWS, new byte[0]));
    inputs.put(
        "subjects, a thousand",
        () -> {
          var subject = credential().object("credentialSubject").orElseThrow();
          return jws(with("credentialSubject", many(1_000, _ -> subject)), new byte[0]);
        });
    inputs.put("a list that inflates to a gibibyte", () -> listed(bomb(1_000)));
    inputs.put("a list that inflates to a mebibyte", () -> listed(bomb(1)));
    inputs.put("an envelope within an envelope", () -> raw(envelope(300)));
  }

  /** Returns all inputs by name. */
  Map<String, Supplier<Input>> all() {
    return Collections.unmodifiableMap(inputs);
  }

  /** Adds a credential with an embedded proof. */
  private void proven(String name, Supplier<JsonObject> credential) {
    inputs.put(name, () -> secured(credential.get(), 1, signature(), JsonObject.EMPTY));
  }

  /** Adds a credential with an embedded proof and this evidence. */
  private void evidence(String name, Supplier<List<JsonValue>> evidence) {
    proven(name, () -> with("evidence", evidence.get()));
  }

  private static List<JsonValue> named(int number) {
    return many(number, i -> node("Evidence", "name", "x" + i));
  }

  private static List<JsonValue> images(int number) {
    return many(number, i -> node("Image", "caption", "x" + i));
  }

  private JsonObject credential() {
    return Fixture.credential().with("issuer", text(forProofs.did())).without("credentialStatus");
  }

  private JsonObject with(String name, JsonValue value) {
    return credential().with(name, value);
  }

  private JsonObject with(String name, List<JsonValue> values) {
    return credential().with(name, new JsonArray(values));
  }

  private static Input raw(String text) {
    var bytes = text.getBytes(UTF_8);
    if (bytes.length > 1024 * 1024) {
      throw new IllegalStateException("longer than a verifier reads: " + bytes.length);
    }
    return new Input(bytes, SecuringForm.JSON, new byte[0]);
  }

  /**
   * Secures a credential with equal proofs.
   *
   * @param more members of the proofs
   */
  private Input secured(JsonObject credential, int proofs, String value, JsonObject more) {
    var proof =
        JsonObject.builder()
            .put("type", "DataIntegrityProof")
            .put("cryptosuite", "eddsa-rdfc-2022")
            .put("created", "2026-01-15T10:00:00Z")
            .put("verificationMethod", forProofs.method())
            .put("proofPurpose", "assertionMethod");
    more.members().forEach(proof::put);
    JsonValue built = proof.put("proofValue", value).build();
    var all = proofs == 1 ? built : new JsonArray(Collections.nCopies(proofs, built));
    return raw(JsonWriter.write(credential.with("proof", all)));
  }

  /** Makes a signature of another message, which fails only at the last step. */
  private String signature() {
    return Multibase.encodeBase58(signer.sign(forProofs.key(), "something else".getBytes(UTF_8)));
  }

  private Input jws(JsonObject payload, byte[] list) {
    var secured =
        Fixture.jws(
            signer, forJws.key(), forJws.method(), payload.with("issuer", text(forJws.did())));
    return new Input(
        secured.substring(0, Math.min(secured.length(), 1024 * 1024)).getBytes(UTF_8),
        SecuringForm.COMPACT_JWS,
        list);
  }

  private Input listed(String encodedList) {
    var list = Fixture.list(forJws.did(), encodedList);
    return jws(with("credentialStatus", Fixture.statusEntry()), jws(list, new byte[0]).bytes());
  }
}

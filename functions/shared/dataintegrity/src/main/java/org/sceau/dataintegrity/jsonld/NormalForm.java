package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sceau.dataintegrity.Canonicalizer.Normalization;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/**
 * Rewrites a secured document in its normal form: expanded with its contexts in safe mode,
 * flattened, built as a tree from the node of the document, and compacted with bundled contexts.
 * The same is done for each proof. The result counts only if it is plain and its canonical N-Quads
 * are those of the document.
 */
final class NormalForm {

  /** The IRI of the member that holds proofs. */
  static final String PROOF = "https://w3id.org/security#proof";

  private static final String SUBJECT = "credentialSubject";
  private static final String OPEN_BADGES_VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/";
  private static final String OPEN_BADGES_PATH = "purl.imsglobal.org/spec/ob/v3p0/context";
  private static final String OPEN_BADGES =
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
  private static final JsonLimits LIMITS =
      new JsonLimits(4 * 1024 * 1024, 64, 60_000, 1024 * 1024, 1_000);

  private final TitaniumCanonicalizer canonicalizer;
  private final BundledContexts contexts;
  private final TermScopes scopes;
  private final JsonProvider provider;

  NormalForm(
      TitaniumCanonicalizer canonicalizer,
      BundledContexts contexts,
      TermScopes scopes,
      JsonProvider provider) {
    this.canonicalizer = canonicalizer;
    this.contexts = contexts;
    this.scopes = scopes;
    this.provider = provider;
  }

  Normalization of(JsonObject secured) {
    try {
      var expanded = canonicalizer.expandForeign(secured.without("proof"));
      if (expanded.size() != 1) {
        return new Normalization.None();
      }
      var root = expanded.getJsonObject(0);
      var proofs = proofs(secured, root);
      var credential =
          provider
              .createArrayBuilder()
              .add(provider.createObjectBuilder(root).remove(PROOF))
              .build();
      return rewritten(credential, proofs, contexts(secured, expanded));
    } catch (RefusedException _) {
      return new Normalization.None();
    }
  }

  private Normalization rewritten(JsonArray credential, List<JsonArray> proofs, List<String> urls) {
    try {
      var normal = normal(credential, urls);
      List<org.sceau.json.JsonValue> normalProofs = new ArrayList<>();
      for (var proof : proofs) {
        normalProofs.add(normal(proof, urls).without("@context"));
      }
      return new Normalization.Normalized(
          normalProofs.isEmpty()
              ? normal
              : normal.with(
                  "proof",
                  normalProofs.size() == 1
                      ? normalProofs.getFirst()
                      : new org.sceau.json.JsonArray(normalProofs)));
    } catch (RefusedException refused) {
      return new Normalization.Unreadable(refused.reason());
    } catch (JsonLdError error) {
      return new Normalization.Unreadable("The document is not JSON-LD: " + error.getCode() + ".");
    }
  }

  /** Returns the expanded proofs, which are documents of their own with the document's contexts. */
  private List<JsonArray> proofs(JsonObject secured, jakarta.json.JsonObject root)
      throws RefusedException {
    List<JsonArray> proofs = new ArrayList<>();
    var context = secured.get("@context");
    for (var value : secured.list("proof")) {
      if (!(value instanceof JsonObject proof) || context == null) {
        throw RefusedException.unknown("A proof is no object.");
      }
      proofs.add(
          canonicalizer.expandForeign(
              proof.has("@context") ? proof : proof.with("@context", context)));
    }
    for (var value : root.getOrDefault(PROOF, JsonValue.EMPTY_JSON_ARRAY).asJsonArray()) {
      var graph = value.asJsonObject().get("@graph");
      proofs.add(
          graph == null ? provider.createArrayBuilder().add(value).build() : graph.asJsonArray());
    }
    return proofs;
  }

  /** Returns the bundled contexts of the normal form: those of the document, in its order. */
  private List<String> contexts(JsonObject secured, JsonArray expanded) {
    Set<String> urls = new LinkedHashSet<>();
    for (var context : secured.list("@context")) {
      if (context instanceof org.sceau.json.JsonString(var url) && contexts.has(url)) {
        urls.add(url);
      }
    }
    if (urls.stream().noneMatch(url -> url.contains(OPEN_BADGES_PATH))
        && expanded.toString().contains(OPEN_BADGES_VOCABULARY)) {
      urls.add(OPEN_BADGES);
    }
    return List.copyOf(urls);
  }

  /** Rewrites one expanded document, and compares the statements of both. */
  private JsonObject normal(JsonArray expanded, List<String> urls)
      throws RefusedException, JsonLdError {
    if (expanded.size() != 1) {
      throw RefusedException.unknown("The document, or a proof of it, is not one node.");
    }
    var node = expanded.getJsonObject(0);
    var id = node.getString("@id", "");
    // The node of the document is found again by its id; without one it gets a passing id.
    var root = id.isEmpty() ? "urn:uuid:" + UUID.randomUUID() : id;
    var named =
        provider
            .createArrayBuilder()
            .add(provider.createObjectBuilder(node).add("@id", root))
            .build();
    var flattened =
        JsonLd.flatten(JsonDocument.of(named)).options(canonicalizer.options()).get().asJsonArray();
    var tree = NodeTree.of(flattened, root, provider);
    var context = provider.createObjectBuilder().add("@context", scopes.contexts(urls)).build();
    var compacted =
        JsonLd.compact(
                JsonDocument.of(
                    id.isEmpty() ? provider.createObjectBuilder(tree).remove("@id").build() : tree),
                JsonDocument.of(context))
            .options(canonicalizer.options())
            .get();
    var normal =
        withSubjects(read(compacted)).with("@context", org.sceau.json.JsonArray.ofStrings(urls));
    var violation = PlainForm.violationOfNormal(normal, scopes);
    if (violation.isPresent()) {
      throw RefusedException.unknown(violation.get());
    }
    var wanted = TitaniumCanonicalizer.canonical(expanded, Digest.SHA_256);
    if (!(canonicalizer.longWay(normal, Digest.SHA_256)
            instanceof org.sceau.dataintegrity.Canonicalizer.Canonicalization.Canonical(var nquads))
        || !nquads.equals(wanted)) {
      throw RefusedException.unknown("The normal form does not say the same.");
    }
    return normal;
  }

  /** Writes a subject of which nothing but the id is said as an object, as a reader expects it. */
  private static JsonObject withSubjects(JsonObject normal) {
    var subjects =
        normal.list(SUBJECT).stream()
            .<org.sceau.json.JsonValue>map(subject ->
                subject instanceof org.sceau.json.JsonString id
                    ? JsonObject.builder().put("id", id).build()
                    : subject)
            .toList();
    return subjects.isEmpty()
        ? normal
        : normal.with(
            SUBJECT,
            subjects.size() == 1 ? subjects.getFirst() : new org.sceau.json.JsonArray(subjects));
  }

  private static JsonObject read(jakarta.json.JsonObject compacted) throws RefusedException {
    return JsonReader.read(compacted.toString().getBytes(StandardCharsets.UTF_8), LIMITS)
            instanceof JsonReading.Read(JsonObject object)
        ? object
        : refuse();
  }

  private static JsonObject refuse() throws RefusedException {
    throw RefusedException.unknown("The normal form is too large.");
  }
}

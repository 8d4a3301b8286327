package org.sceau.functions.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Writes a secured Open Badge in other ways that have the same RDF: other names for its members and
 * types, other containers, its statements divided between several objects, another order.
 */
final class Respelling {

  private static final String CREDENTIALS = "https://www.w3.org/2018/credentials#";
  private static final String OPEN_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
  private static final String SECURITY = "https://w3id.org/security#";
  private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";

  /** How the values of a term are written where the term is not. */
  private enum Values {
    TEXT,
    DATE,
    ID,
    NODE,
    WORD
  }

  private record Term(String iri, Values values) {}

  private static final Map<String, Term> CREDENTIAL_TERMS =
      Map.of(
          "issuer", new Term(CREDENTIALS + "issuer", Values.NODE),
          "validFrom", new Term(CREDENTIALS + "validFrom", Values.DATE),
          "validUntil", new Term(CREDENTIALS + "validUntil", Values.DATE),
          "credentialSubject", new Term(CREDENTIALS + "credentialSubject", Values.NODE),
          "credentialStatus", new Term(CREDENTIALS + "credentialStatus", Values.NODE),
          "name", new Term("https://schema.org/name", Values.TEXT));
  private static final Map<String, Term> SUBJECT_TERMS =
      Map.of("achievement", new Term(OPEN_BADGES + "achievement", Values.NODE));
  private static final Map<String, Term> ACHIEVEMENT_TERMS =
      Map.of(
          "criteria", new Term(OPEN_BADGES + "Criteria", Values.NODE),
          "name", new Term("https://schema.org/name", Values.TEXT),
          "description", new Term("https://schema.org/description", Values.TEXT));
  private static final Map<String, Term> STATUS_TERMS =
      Map.of(
          "statusPurpose",
              new Term("https://www.w3.org/ns/credentials/status#statusPurpose", Values.TEXT),
          "statusListIndex",
              new Term("https://www.w3.org/ns/credentials/status#statusListIndex", Values.TEXT),
          "statusListCredential",
              new Term("https://www.w3.org/ns/credentials/status#statusListCredential", Values.ID));
  private static final Map<String, Term> PROOF_TERMS =
      Map.of(
          "created", new Term("http://purl.org/dc/terms/created", Values.DATE),
          "verificationMethod", new Term(SECURITY + "verificationMethod", Values.ID));
  private final Random random;
  private final List<JsonValue> included = new ArrayList<>();
  private boolean prefixed;

  Respelling(long seed) {
    this.random = new Random(seed);
  }

  /** Writes the credential in another way. */
  JsonObject of(JsonObject secured) {
    var credential = node(secured.without("@context").without("proof"), CREDENTIAL_TERMS);
    if (!included.isEmpty()) {
      credential = credential.with("@included", new JsonArray(included));
    }
    var proof = node(secured.object("proof").orElseThrow(), PROOF_TERMS);
    var contexts = new ArrayList<>(secured.list("@context"));
    if (prefixed) {
      contexts.add(JsonObject.builder().put("cred", CREDENTIALS).put("sec", SECURITY).build());
    }
    return shuffled(credential.with("@context", new JsonArray(contexts)).with("proof", proof));
  }

  private JsonObject node(JsonObject object, Map<String, Term> terms) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (var member : object.members().entrySet()) {
      var name = member.getKey();
      var value = member.getValue();
      if (name.equals("id")) {
        members.put(chance(8) ? "@id" : "id", value);
      } else if (name.equals("type")) {
        members.put(chance(8) ? "@type" : "type", types(value));
      } else {
        var inner = value instanceof JsonObject nested ? nested(name, nested) : value;
        var term = terms.get(name);
        if (term != null && chance(5)) {
          members.put(iri(term.iri()), written(inner, term.values()));
        } else {
          members.put(name, contained(inner, term));
        }
      }
    }
    return shuffled(new JsonObject(members));
  }

  private JsonValue nested(String name, JsonObject nested) {
    var written =
        switch (name) {
          case "credentialSubject" -> node(nested, SUBJECT_TERMS);
          case "achievement" -> node(nested, ACHIEVEMENT_TERMS);
          case "credentialStatus" -> node(nested, STATUS_TERMS);
          default -> nested;
        };
    var id = nested.string("id");
    if (id.isEmpty() || written.members().size() < 3 || !written.has("id")) {
      return written;
    }
    return switch (random.nextInt(12)) {
      case 0 -> divided(written, id.get());
      case 1 -> {
        // Contexts of the property do not reach there; only what has terms everywhere may move.
        if (!name.equals("credentialStatus")) {
          yield written;
        }
        included.add(written);
        yield JsonObject.builder().put("id", id.get()).build();
      }
      default -> written;
    };
  }

  /** Divides the statements about one node between two objects, both with its types. */
  private JsonValue divided(JsonObject node, String id) {
    var first = JsonObject.builder();
    var second = JsonObject.builder().put("id", id);
    for (var member : node.members().entrySet()) {
      var name = member.getKey();
      boolean isType = name.equals("type") || name.equals("@type");
      if (name.equals("id") || isType || random.nextBoolean()) {
        first.put(name, member.getValue());
      }
    }
    var left = first.build();
    for (var member : node.members().entrySet()) {
      var name = member.getKey();
      if (name.equals("type") || name.equals("@type") || !left.has(name)) {
        second.put(name, member.getValue());
      }
    }
    return JsonArray.of(left, second.build());
  }

  private JsonValue types(JsonValue types) {
    var all = new ArrayList<JsonValue>();
    for (var type : types instanceof JsonArray(var items) ? items : List.of(types)) {
      var name = type instanceof JsonString(var text) ? text : "";
      // Contexts of a type count only where the type is a term: this one has none.
      all.add(
          name.equals("OpenBadgeCredential") && chance(3)
              ? new JsonString(random.nextBoolean() ? OPEN_BADGES + name : "AchievementCredential")
              : type);
    }
    Collections.shuffle(all, random);
    return all.size() == 1 && random.nextBoolean() ? all.getFirst() : new JsonArray(all);
  }

  /** Writes a value for a name that is an IRI, which has no context of its own. */
  private JsonValue written(JsonValue value, Values values) {
    UnaryOperator<JsonValue> one =
        switch (values) {
          case DATE ->
              text -> JsonObject.builder().put("@value", text).put("@type", DATE_TIME).build();
          case ID -> text -> JsonObject.builder().put("@id", text).build();
          case TEXT -> text -> chance(2) ? JsonObject.builder().put("@value", text).build() : text;
          case NODE ->
              node ->
                  node instanceof JsonString ? JsonObject.builder().put("@id", node).build() : node;
          case WORD -> text -> text;
        };
    return value instanceof JsonArray(var items)
        ? new JsonArray(items.stream().map(one).toList())
        : one.apply(value);
  }

  private JsonValue contained(JsonValue value, @org.jspecify.annotations.Nullable Term term) {
    if (term == null || value instanceof JsonArray || !chance(6)) {
      return value;
    }
    return switch (random.nextInt(3)) {
      case 0 -> JsonArray.of(value);
      case 1 -> JsonObject.builder().put("@set", JsonArray.of(value)).build();
      default ->
          term.values() == Values.TEXT
              ? JsonObject.builder().put("@value", value).build()
              : JsonArray.of(value);
    };
  }

  private String iri(String iri) {
    if (iri.startsWith(CREDENTIALS) && chance(3)) {
      prefixed = true;
      return "cred:" + iri.substring(CREDENTIALS.length());
    }
    return iri;
  }

  private JsonObject shuffled(JsonObject object) {
    var members = new ArrayList<>(object.members().entrySet());
    Collections.shuffle(members, random);
    Map<String, JsonValue> shuffled = new LinkedHashMap<>();
    members.forEach(member -> shuffled.put(member.getKey(), member.getValue()));
    return new JsonObject(shuffled);
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }
}

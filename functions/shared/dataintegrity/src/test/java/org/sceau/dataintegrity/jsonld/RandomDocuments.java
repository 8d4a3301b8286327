package org.sceau.dataintegrity.jsonld;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Documents that are mostly credentials, with here and there something that nobody expects. */
final class RandomDocuments {

  private static final List<String> CONTEXTS =
      List.of(
          "https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
          "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
          "https://www.w3.org/2018/credentials/v1",
          "https://w3id.org/security/data-integrity/v2",
          "https://w3id.org/security/multikey/v1",
          "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
          "https://w3id.org/sceau/micro-credential/v1",
          "https://www.w3.org/ns/credentials/undefined-terms/v2",
          "https://www.w3.org/ns/credentials/examples/v2",
          "http://data.europa.eu/snb/model/context/edc-ap");

  private static final String[] NAMES = {
    "id", "type", "@id", "@type", "@value",
    "@language", "@graph", "name", "description", "issuer",
    "proof", "evidence", "credentialSubject", "credentialStatus", "achievement",
    "alignment", "image", "criteria", "creditsAvailable", "validFrom",
    "tag", "result", "verifiableCredential", "relatedResource", "digestMultibase",
    "termsOfUse", "holder", "endorsement", "endorsementJwt", "jsonSchema",
    "address", "otherIdentifier", "geo", "latitude", "hashed",
    "cryptosuite", "created", "proofPurpose", "verificationMethod", "mediaType",
    "digestSRI", "confidenceMethod", "publicKeyJwk", "value", "status",
    "resultDescription", "rubricCriterionLevel", "unknownTerm", "ext:odd", "schema:name",
    "https://example.org/property", "associations", "dateOfBirth", "workload"
  };

  private static final String[] TEXTS = {
    "", "text", "Université", "tab\t quote\" back\\slash", "line\nend\r",
    "\u0000\u007f\u0085", "\ud83c\udf93 \ufffd", "_:b0", "@id", "@foo:bar",
    "a:b", "did:example:123", "urn:uuid:1", "https://example.org/a", "https://example.org/a b",
    "https://example.org/<x>", "//x/y", "relative", "2026-01-15T10:00:00Z", "VerifiableCredential",
    "OpenBadgeCredential", "Achievement", "AchievementSubject", "Profile", "Image",
    "DataIntegrityProof", "BitstringStatusListEntry", "IdentityObject", "Alignment", "Result",
    "JsonWebKey", "Multikey", "VerifiablePresentation", "assertionMethod", "authentication",
    "ext:ESCOSkill", "schema:Thing", "cred:foo", "xsd:string", "MicroCredential",
    "name", "id", "z6Mk", "15.5"
  };

  private static final String[] NUMBERS = {
    "0", "-0", "3", "-17", "1.0", "1.5", "0.1",
    "-2.50", "1e3", "1E-7", "123456789012345", "1234567890123456", "100000000000000000000", "1e21",
    "0.000001", "0.00012345", "1e-30"
  };

  private final SplittableRandom random;

  RandomDocuments(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A document like this one, changed in some places. */
  JsonObject like(JsonObject document) {
    var changed = document;
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed = (JsonObject) changed(changed, 0);
    }
    return random.nextInt(8) == 0 ? changed.with("@context", contexts()) : changed;
  }

  private JsonValue contexts() {
    List<JsonValue> urls = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      urls.add(new JsonString(pick(CONTEXTS)));
    }
    return new JsonArray(urls);
  }

  private JsonValue changed(JsonValue value, int depth) {
    if (depth > 0 && random.nextInt(6) == 0) {
      return any(2);
    }
    return switch (value) {
      case JsonObject(var members) when !members.isEmpty() -> {
        var changed = new LinkedHashMap<>(members);
        var name = pick(List.copyOf(members.keySet()));
        switch (random.nextInt(10)) {
          case 0 -> changed.remove(name);
          case 1 -> changed.put(pick(NAMES), members.getOrDefault(name, new JsonNull()));
          case 2 -> changed.put(pick(NAMES), any(2));
          case 3 -> {
            changed.clear();
            var backwards = new ArrayList<>(members.entrySet()).reversed();
            backwards.forEach(member -> changed.put(member.getKey(), member.getValue()));
          }
          default ->
              changed.computeIfPresent(
                  name, (n, v) -> n.equals("@context") ? v : changed(v, depth + 1));
        }
        yield new JsonObject(changed);
      }
      case JsonArray(var items) when !items.isEmpty() -> {
        var changed = new ArrayList<>(items);
        int at = random.nextInt(items.size());
        switch (random.nextInt(5)) {
          case 0 -> changed.remove(at);
          case 1 -> changed.add(items.get(at));
          case 2 -> changed.add(any(2));
          default -> changed.set(at, changed(items.get(at), depth + 1));
        }
        yield new JsonArray(changed);
      }
      default -> any(1);
    };
  }

  private JsonValue any(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0, 1, 2, 3 -> new JsonString(pick(TEXTS));
      case 4, 5 -> new JsonNumber(pick(NUMBERS));
      case 6 -> new JsonBoolean(random.nextBoolean());
      case 7 -> random.nextInt(4) == 0 ? new JsonNull() : new JsonString(pick(TEXTS));
      case 8 -> {
        List<JsonValue> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(any(depth - 1));
        }
        yield new JsonArray(items);
      }
      default -> {
        var members = JsonObject.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(pick(NAMES), any(depth - 1));
        }
        yield members.build();
      }
    };
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

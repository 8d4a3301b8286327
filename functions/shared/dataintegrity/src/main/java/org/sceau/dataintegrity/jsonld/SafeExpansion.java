package org.sceau.dataintegrity.jsonld;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;

/**
 * Refuses an expanded document with content that its RDF would lack, which could then be changed
 * without breaking the signature (JSON-LD 1.1 API, section 8.1.2, drops it).
 */
final class SafeExpansion {

  /** An IRI with its scheme, of the characters that N-Quads has for one. */
  private static final Pattern IRI =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\x00-\\x20<>\"{}|^`\\\\]+");

  private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");

  private int leaves;

  private SafeExpansion() {}

  /**
   * Checks the expanded document.
   *
   * @param leaves the number of values before expansion
   */
  static void check(JsonArray expanded, int leaves) throws RefusedException {
    var expansion = new SafeExpansion();
    for (var node : expanded) {
      expansion.value(node);
    }
    if (expansion.leaves != leaves) {
      throw new RefusedException(
          "A value of the document has no meaning by its contexts and would not be signed.");
    }
  }

  private void value(JsonValue value) throws RefusedException {
    switch (value) {
      case JsonArray items -> {
        for (var item : items) {
          value(item);
        }
      }
      case JsonObject object when object.containsKey("@value") -> literal(object);
      case JsonObject object -> node(object);
      default -> throw new RefusedException("A value of the document stands by itself.");
    }
  }

  private void node(JsonObject node) throws RefusedException {
    for (var member : node.entrySet()) {
      switch (member.getKey()) {
        case "@id" -> {
          leaves++;
          iri("The identifier", member.getValue());
        }
        case "@type" -> {
          for (var type : member.getValue().asJsonArray()) {
            leaves++;
            iri("The type", type);
          }
        }
        case "@list", "@set", "@graph", "@included" -> value(member.getValue());
        default -> {
          property(member.getKey());
          value(member.getValue());
        }
      }
    }
  }

  private void literal(JsonObject literal) throws RefusedException {
    for (var member : literal.entrySet()) {
      switch (member.getKey()) {
        case "@value" -> leaves += leavesOf(member.getValue());
        case "@type" -> {
          if (!(member.getValue() instanceof JsonString type && type.getString().equals("@json"))) {
            iri("The type", member.getValue());
          }
        }
        case "@language" -> {
          if (!(member.getValue() instanceof JsonString language
              && LANGUAGE.matcher(language.getString()).matches())) {
            throw new RefusedException(member.getValue() + " is not a language tag.");
          }
        }
        default -> throw new RefusedException("\"" + member.getKey() + "\" would not be signed.");
      }
    }
  }

  private static void property(String property) throws RefusedException {
    if (!IRI.matcher(property).matches()) {
      throw new RefusedException("The term \"" + property + "\" is not defined by any context.");
    }
  }

  private static void iri(String what, JsonValue value) throws RefusedException {
    var iri = value instanceof JsonString string ? string.getString() : value.toString();
    if (iri.startsWith("_:")) {
      throw new RefusedException(what + " \"" + iri + "\" is a blank node's.");
    }
    if (!IRI.matcher(iri).matches()) {
      throw new RefusedException(
          what + " \"" + iri + "\" is neither an absolute IRI nor defined by any context.");
    }
  }

  private static int leavesOf(JsonValue value) {
    return switch (value) {
      case JsonArray items -> items.stream().mapToInt(SafeExpansion::leavesOf).sum();
      case JsonObject object -> object.values().stream().mapToInt(SafeExpansion::leavesOf).sum();
      default -> 1;
    };
  }
}

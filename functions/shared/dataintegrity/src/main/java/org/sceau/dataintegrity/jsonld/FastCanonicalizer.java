package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Canonicalizes documents of the form that almost all credentials have: bundled contexts at the
 * top, terms that these define, objects, strings, numbers and booleans. It does JSON-LD 1.1 API,
 * sections 5.1.2 and 8.1.2, for such a document in one pass. Every other document, valid or not, is
 * left to Titanium in {@link TitaniumCanonicalizer}: only a document with a canonical form there
 * has one here, and it is the same.
 */
final class FastCanonicalizer {

  private static final String TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
  private static final String XSD_STRING = XSD + "string";

  /**
   * Beyond 15 digits different numbers have the same double; from 10^21 on integers are doubles.
   */
  private static final int MAX_DIGITS = 15;

  private static final int MAX_EXPONENT = 20;

  private final BundledContexts contexts;
  private final Quads quads = new Quads();

  private FastCanonicalizer(BundledContexts contexts) {
    this.contexts = contexts;
  }

  /** Canonicalizes a document; empty if it is left to Titanium. */
  static Optional<String> canonicalize(
      JsonObject document, Digest digest, BundledContexts contexts, TermScopes scopes) {
    try {
      var plain = new FastCanonicalizer(contexts);
      var root = scopes.root(plain.urls(document));
      plain.node(document, root, null);
      return plain.quads.canonical(digest);
    } catch (NotPlainException | JsonLdError _) {
      return Optional.empty();
    }
  }

  private List<String> urls(JsonObject document) throws NotPlainException {
    List<String> urls = new ArrayList<>();
    for (var context : document.list("@context")) {
      if (!(context instanceof JsonString(var url)) || !contexts.has(url)) {
        throw new NotPlainException();
      }
      urls.add(url);
    }
    if (urls.isEmpty()) {
      throw new NotPlainException();
    }
    return urls;
  }

  /**
   * Converts a node object (JSON-LD 1.1 API, section 5.1.2, steps 7 to 14) and returns its
   * identifier.
   *
   * @param property its property; null at the top
   */
  private String node(JsonObject object, TermScope outside, @Nullable Value property)
      throws NotPlainException, JsonLdError {
    var typeScope = inside(object, outside, property);
    var types = types(object, typeScope);
    var scope = typeScope;
    for (var type : types.stream().sorted().toList()) {
      var local = typeScope.term(type).local();
      if (local != null) {
        scope = scope.ofType(local, type);
      }
    }
    var id = "";
    List<Value> values = new ArrayList<>();
    for (var member : object.members().entrySet()) {
      var name = member.getKey();
      if (property == null && name.equals("@context")) {
        continue;
      }
      var term = scope.term(name);
      boolean isType = term.role() == TermScope.Role.TYPE;
      if (isType != (typeScope.term(name).role() == TermScope.Role.TYPE)) {
        throw new NotPlainException();
      }
      switch (term.role()) {
        case TYPE -> {}
        case ID -> {
          if (!id.isEmpty() || !(member.getValue() instanceof JsonString(var text))) {
            throw new NotPlainException();
          }
          id = iri(text, scope);
        }
        case PROPERTY -> values.add(new Value(name, term, member.getValue()));
        case OTHER -> throw new NotPlainException();
      }
    }
    if (values.isEmpty() && types.isEmpty() && (property == null || id.isEmpty())) {
      // Nothing is said, which the long way may drop or refuse.
      throw new NotPlainException();
    }
    var subject = id.isEmpty() ? quads.blank() : "<" + id + ">";
    for (var type : types) {
      quads.add(subject, TYPE, "<" + vocabularyIri(type, typeScope) + ">");
    }
    for (var value : values) {
      values(subject, value, scope);
    }
    return subject;
  }

  /** Returns the scope in which the types of a node are looked up. */
  private static TermScope inside(JsonObject object, TermScope outside, @Nullable Value property)
      throws NotPlainException, JsonLdError {
    boolean isReference = outside.previous() != null && isReference(object, outside);
    return property == null
        ? outside.forNode(isReference, "", null)
        : outside.forNode(isReference, property.name(), property.term().local());
  }

  private static List<String> types(JsonObject object, TermScope scope) throws NotPlainException {
    List<String> types = List.of();
    for (var member : object.members().entrySet()) {
      if (scope.term(member.getKey()).role() == TermScope.Role.TYPE) {
        if (!types.isEmpty()) {
          throw new NotPlainException();
        }
        types = strings(member.getValue());
      }
    }
    return types;
  }

  private record Value(String name, TermScope.Term term, JsonValue json) {}

  /** Tells whether the object has only an identifier, in the outer scope (step 7). */
  private static boolean isReference(JsonObject object, TermScope outside)
      throws NotPlainException {
    boolean isReference = false;
    for (var name : object.members().keySet()) {
      switch (outside.term(name).role()) {
        case ID -> isReference = object.members().size() == 1;
        case TYPE, PROPERTY -> {}
        // An alias of @value would be one of these, or a name that is not known outside.
        case OTHER -> {
          if (outside.defines(name) || name.startsWith("@")) {
            throw new NotPlainException();
          }
        }
      }
    }
    return isReference;
  }

  private void values(String subject, Value value, TermScope scope)
      throws NotPlainException, JsonLdError {
    if (value.json() instanceof JsonArray(var items)) {
      for (var item : items) {
        if (item instanceof JsonArray) {
          throw new NotPlainException();
        }
        value(subject, value, item, scope);
      }
    } else {
      value(subject, value, value.json(), scope);
    }
  }

  private void value(String subject, Value value, JsonValue json, TermScope scope)
      throws NotPlainException, JsonLdError {
    var term = value.term();
    var predicate = "<" + term.iri() + ">";
    if (json instanceof JsonObject object) {
      quads.add(subject, predicate, node(object, scope, value));
      return;
    }
    var inner = scope;
    var local = term.local();
    if (local != null) {
      inner = scope.within(local, value.name(), false);
      term = inner.term(value.name());
      if (term.role() != TermScope.Role.PROPERTY) {
        throw new NotPlainException();
      }
    }
    quads.add(subject, predicate, scalar(json, term, inner));
  }

  /** Converts a scalar to the object of a quad (JSON-LD 1.1 API, sections 5.3.2 and 8.2.2). */
  private static String scalar(JsonValue json, TermScope.Term term, TermScope scope)
      throws NotPlainException {
    var type = term.type();
    boolean isReference = type != null && type.startsWith("@");
    return switch (json) {
      case JsonString(var text) when "@id".equals(type) -> "<" + iri(text, scope) + ">";
      case JsonString(var text) when "@vocab".equals(type) ->
          "<" + vocabularyIri(text, scope) + ">";
      case JsonString(var text) when type != null -> literal(text, type);
      case JsonString(var text) when term.plain() -> literal(text, XSD_STRING);
      case JsonBoolean(var truth) when !isReference ->
          literal(Boolean.toString(truth), type == null ? XSD + "boolean" : type);
      case JsonNumber number when !isReference -> number(number, type);
      case JsonString _, JsonBoolean _, JsonNumber _, JsonNull _, JsonObject _, JsonArray _ ->
          throw new NotPlainException();
    };
  }

  private static String number(JsonNumber number, @Nullable String type) throws NotPlainException {
    var decimal = number.decimal().stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (decimal.precision() > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
      throw new NotPlainException();
    }
    boolean isDouble = (XSD + "double").equals(type) || (XSD + "float").equals(type);
    if (decimal.scale() <= 0 && !isDouble) {
      return literal(decimal.toBigIntegerExact().toString(), type == null ? XSD + "integer" : type);
    }
    return literal(
        scientific(CanonicalDoubles.printed(decimal)), type == null ? XSD + "double" : type);
  }

  /** Returns the canonical form of a double (JSON-LD 1.1 API, section 8.6). */
  private static String scientific(BigDecimal decimal) {
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (decimal.signum() == 0) {
      return "0.0E0";
    }
    var digits = decimal.unscaledValue().abs().toString();
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + "."
        + (digits.length() == 1 ? "0" : digits.substring(1))
        + "E"
        + exponent;
  }

  private static String literal(String text, String type) {
    return NQuadsWriter.literal(text, type, null, null);
  }

  /** Returns an absolute IRI that no term abbreviates (JSON-LD 1.1 API, section 5.2.2). */
  private static String iri(String text, TermScope scope) throws NotPlainException {
    int colon = text.indexOf(':');
    if (!Iris.isAbsolute(text)
        || scope.defines(text)
        || (!text.startsWith("//", colon + 1) && scope.defines(text.substring(0, colon)))) {
      throw new NotPlainException();
    }
    return text;
  }

  private static String vocabularyIri(String text, TermScope scope) throws NotPlainException {
    if (!scope.defines(text)) {
      return iri(text, scope);
    }
    var term = scope.term(text);
    if (term.role() != TermScope.Role.PROPERTY) {
      throw new NotPlainException();
    }
    return term.iri();
  }

  private static List<String> strings(JsonValue value) throws NotPlainException {
    var items = value instanceof JsonArray(var many) ? many : List.of(value);
    List<String> strings = new ArrayList<>();
    for (var item : items) {
      if (!(item instanceof JsonString(var text))) {
        throw new NotPlainException();
      }
      strings.add(text);
    }
    if (strings.isEmpty()) {
      throw new NotPlainException();
    }
    return strings;
  }
}

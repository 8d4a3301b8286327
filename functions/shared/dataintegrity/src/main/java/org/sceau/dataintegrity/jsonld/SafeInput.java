package org.sceau.dataintegrity.jsonld;

import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/**
 * Converts a document for the JSON-LD processor, and refuses what the processor would drop and what
 * would let the document define its own terms.
 */
final class SafeInput {

  private static final Set<String> KEYWORDS_OF_DATA = Set.of("@id", "@type", "@value", "@language");

  /** What else a document may have that is brought into its normal form. */
  private static final Set<String> KEYWORDS_OF_STRUCTURE = Set.of("@set", "@list", "@included");

  /** The most terms that contexts of the document's own may define for its objects. */
  private static final int MAX_OWN_TERMS = 500;

  /** The members that hold other documents, which have contexts of their own. */
  private static final Set<String> DOCUMENTS = Set.of("verifiableCredential", "endorsement");

  private static final Set<String> NAMES_OF_IRIS = Set.of("id", "type", "@id", "@type");

  /** What is reserved for keywords to come is passed over (JSON-LD 1.1, section 1.7). */
  private static final Pattern KEYWORD_FORM = Pattern.compile("@[A-Za-z]+");

  /** Beyond 15 digits different numbers have the same double, and so the same canonical form. */
  private static final int MAX_DIGITS = 15;

  /** From here on JSON-LD writes integers as doubles (JSON-LD 1.1 API, section 8.6). */
  private static final BigDecimal LARGE = BigDecimal.ONE.scaleByPowerOfTen(21);

  private static final BigDecimal MAX_DOUBLE = BigDecimal.valueOf(Double.MAX_VALUE);
  private static final BigDecimal MIN_DOUBLE = BigDecimal.valueOf(Double.MIN_NORMAL);

  private final BundledContexts contexts;
  private final JsonProvider provider;
  private final boolean toBeRewritten;
  private int leaves;
  private int ownTerms;

  SafeInput(BundledContexts contexts, JsonProvider provider) {
    this(contexts, provider, false);
  }

  private SafeInput(BundledContexts contexts, JsonProvider provider, boolean toBeRewritten) {
    this.contexts = contexts;
    this.provider = provider;
    this.toBeRewritten = toBeRewritten;
  }

  /**
   * Converts documents that are not read as they are written: they may define terms of their own,
   * since the reader gets them with the terms of bundled contexts.
   */
  static SafeInput toBeRewritten(BundledContexts contexts, JsonProvider provider) {
    return new SafeInput(contexts, provider, true);
  }

  /** Converts the document for the processor. */
  JsonStructure convert(JsonObject document) throws RefusedException {
    var context = document.get("@context");
    if (context == null) {
      throw new RefusedException("The document has no \"@context\".");
    }
    var converted = provider.createObjectBuilder();
    converted.add("@context", context(context));
    for (var member : document.without("@context").members().entrySet()) {
      converted.add(member.getKey(), member(member.getKey(), member.getValue()));
    }
    return converted.build();
  }

  /** Returns the number of values in the document, without its context. */
  int leaves() {
    return leaves;
  }

  private JsonValue context(org.sceau.json.JsonValue context) throws RefusedException {
    var urls = provider.createArrayBuilder();
    switch (context) {
      case JsonString(var url) -> urls.add(known(url));
      case JsonArray(var items) -> {
        for (var item : items) {
          switch (item) {
            case JsonString(var url) -> urls.add(known(url));
            case JsonObject own -> urls.add(own(own));
            default ->
                throw new RefusedException("\"@context\" holds something that is no context.");
          }
        }
      }
      case JsonObject own -> urls.add(own(own));
      default -> throw new RefusedException("\"@context\" is no context.");
    }
    return urls.build();
  }

  /** Converts a context of the document's own. */
  private JsonValue own(JsonObject context) throws RefusedException {
    if (!toBeRewritten) {
      throw RefusedException.unknown(
          "\"@context\" may hold only the URLs of known contexts, no context itself.");
    }
    return definition(context);
  }

  private JsonValue definition(org.sceau.json.JsonValue value) throws RefusedException {
    return switch (value) {
      case JsonObject object -> {
        var converted = provider.createObjectBuilder();
        for (var member : object.members().entrySet()) {
          if (++ownTerms > MAX_OWN_TERMS) {
            throw RefusedException.unknown("The document defines too many terms of its own.");
          }
          if (member.getKey().equals("@import") || member.getKey().equals("@base")) {
            throw RefusedException.unknown(
                "\"" + member.getKey() + "\" in a context of the document's own is not followed.");
          }
          converted.add(member.getKey(), definition(member.getValue()));
        }
        yield converted.build();
      }
      case JsonArray(var items) -> {
        var array = provider.createArrayBuilder();
        for (var item : items) {
          array.add(definition(item));
        }
        yield array.build();
      }
      case JsonString(var text) -> provider.createValue(text);
      case JsonNumber number -> provider.createValue(number.decimal());
      case JsonBoolean(var truth) -> truth ? JsonValue.TRUE : JsonValue.FALSE;
      case JsonNull() -> JsonValue.NULL;
    };
  }

  private String known(String url) throws RefusedException {
    if (!contexts.has(url)) {
      throw RefusedException.unknown(
          "The context \"" + url + "\" is not known, and none is fetched.");
    }
    return url;
  }

  private JsonValue member(String name, org.sceau.json.JsonValue value) throws RefusedException {
    if (name.equals("@direction")) {
      // The data model allows it and no cryptosuite says what becomes of it in RDF.
      throw RefusedException.unknown(
          "\"@direction\" has no form in RDF, so that no signature would cover it.");
    }
    if (name.startsWith("@")
        && !KEYWORDS_OF_DATA.contains(name)
        && !(toBeRewritten && KEYWORDS_OF_STRUCTURE.contains(name))) {
      throw new RefusedException("\"" + name + "\" cannot be used within a document.");
    }
    return value(name, value);
  }

  private JsonValue value(String name, org.sceau.json.JsonValue value) throws RefusedException {
    return switch (value) {
      // A set is an array by another name; the processor types the values of an array alone.
      case JsonObject object when toBeRewritten && isSet(object) ->
          value(name, new JsonArray(object.list("@set")));
      case JsonObject object -> object(name, object);
      case JsonArray(var items) -> {
        var array = provider.createArrayBuilder();
        for (var item : items) {
          if (item instanceof JsonArray) {
            throw new RefusedException("\"" + name + "\" has an array within an array.");
          }
          array.add(value(name, item));
        }
        yield array.build();
      }
      case JsonString(var text) -> {
        if (NAMES_OF_IRIS.contains(name) && KEYWORD_FORM.matcher(text).matches()) {
          throw new RefusedException("\"" + text + "\" cannot be used as \"" + name + "\".");
        }
        leaves++;
        yield provider.createValue(text);
      }
      case JsonNumber number -> {
        leaves++;
        yield number(name, number);
      }
      case JsonBoolean(var truth) -> {
        leaves++;
        yield truth ? JsonValue.TRUE : JsonValue.FALSE;
      }
      case JsonNull() ->
          throw new RefusedException("\"" + name + "\" is null, which no signature would cover.");
    };
  }

  private static boolean isSet(JsonObject object) {
    return object.members().size() == 1 && object.has("@set");
  }

  private JsonValue object(String name, JsonObject object) throws RefusedException {
    int before = leaves;
    var converted = provider.createObjectBuilder();
    for (var member : object.members().entrySet()) {
      if (member.getValue() instanceof JsonNull) {
        throw new RefusedException(
            "\"" + member.getKey() + "\" is null, which no signature would cover.");
      }
      // A credential within a presentation is a document of its own, with its own contexts.
      converted.add(
          member.getKey(),
          member.getKey().equals("@context") && (toBeRewritten || DOCUMENTS.contains(name))
              ? context(member.getValue())
              : member(member.getKey(), member.getValue()));
    }
    if (object.has("@value")) {
      // Type and language belong to the value and are no values of their own.
      leaves = before + 1;
      if (object.get("@value") instanceof JsonObject || object.get("@value") instanceof JsonArray) {
        throw new RefusedException("\"" + name + "\" has a \"@value\" that is no plain value.");
      }
    }
    return converted.build();
  }

  /** The number as all processors write it: 3.0 is 3, whatever a JSON library makes of it. */
  private JsonValue number(String name, JsonNumber number) throws RefusedException {
    var decimal = number.decimal().stripTrailingZeros();
    var magnitude = decimal.abs();
    if (decimal.precision() > MAX_DIGITS
        || magnitude.compareTo(MAX_DOUBLE) > 0
        || (decimal.signum() != 0 && magnitude.compareTo(MIN_DOUBLE) < 0)) {
      throw new RefusedException(
          "\"" + name + "\" is a number of more than " + MAX_DIGITS + " digits, or too large.");
    }
    return decimal.scale() <= 0 && magnitude.compareTo(LARGE) < 0
        ? provider.createValue(decimal.toBigIntegerExact())
        : provider.createValue(CanonicalDoubles.printed(decimal));
  }
}

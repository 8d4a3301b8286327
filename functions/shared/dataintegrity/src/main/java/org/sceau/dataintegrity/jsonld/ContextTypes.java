package org.sceau.dataintegrity.jsonld;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.Violation;

/**
 * Implements {@link TypeVocabulary} with the bundled contexts and the simple parts of embedded
 * contexts. Thread-safe. It is a subset of JSON-LD: only {@link TitaniumCanonicalizer} decides what
 * a proof over RDF covers.
 */
public final class ContextTypes implements TypeVocabulary {

  /**
   * The limits of bundled contexts, which are larger than submitted documents and of fixed number.
   */
  private static final JsonLimits BUNDLED =
      new JsonLimits(4 * 1024 * 1024, 64, 200_000, 256 * 1024, 100);

  private final BundledContexts contexts;

  /** The size of the cache, above what a varied set of issuers needs; a full cache is cleared. */
  private static final int MOST_USAGES = 200;

  /** The most terms by which a term is defined, one by the other. */
  private static final int MOST_STEPS = 4;

  private static final int MOST_NAMES = 8;
  private static final int LONGEST_NAME = 200;

  private final Map<String, List<JsonValue>> parsed = new ConcurrentHashMap<>();

  /** The usages that were found without violations. */
  private final Set<Usage> inOrder = ConcurrentHashMap.newKeySet();

  public ContextTypes(BundledContexts contexts) {
    this.contexts = contexts;
  }

  @Override
  public List<Violation> violations(JsonObject document) {
    var usage = new Usage(document.list("@context"), document.list("type"));
    if (inOrder.contains(usage)) {
      return List.of();
    }
    var violations = find(document);
    if (violations.isEmpty() && usage.isUsual()) {
      if (inOrder.size() >= MOST_USAGES) {
        inOrder.clear();
      }
      inOrder.add(usage);
    }
    return violations;
  }

  /** The contexts and the types of a document, which alone determine the result. */
  private record Usage(List<JsonValue> contexts, List<JsonValue> types) {

    boolean isUsual() {
      return isUsual(contexts) && isUsual(types);
    }

    private static boolean isUsual(List<JsonValue> names) {
      return names.size() <= MOST_NAMES
          && names.stream()
              .allMatch(
                  name -> name instanceof JsonString(var text) && text.length() <= LONGEST_NAME);
    }
  }

  private List<Violation> find(JsonObject document) {
    var terms = new Terms(document);
    var items = document.list("@context");
    for (int i = 0; i < items.size(); i++) {
      switch (items.get(i)) {
        case JsonString(var url) when contexts.has(url) ->
            parsed.computeIfAbsent(url, this::parse).forEach(terms::define);
        case JsonObject own -> terms.defineOwn(own, "/@context/" + i);
        default -> terms.unknown = true;
      }
    }
    var types = document.list("type");
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) instanceof JsonString(var type) && !terms.isMapped(type)) {
        terms.violations.add(
            new Violation(
                types.size() == 1 ? "/type" : "/type/" + i,
                "The type \"" + type + "\" is no URL and no context maps it to one."));
      }
    }
    return List.copyOf(terms.violations);
  }

  private List<JsonValue> parse(String url) {
    if (JsonReader.read(contexts.bytes(url).orElseThrow(), BUNDLED)
        instanceof JsonReading.Read(JsonObject file)) {
      return file.list("@context");
    }
    throw new IllegalStateException("bundled context " + url);
  }

  /** Collects the terms that the contexts define, one context after the other. */
  private static final class Terms {

    private final Map<String, JsonValue> definitions = new HashMap<>();
    private final Map<String, JsonValue> protectedOnes = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final JsonObject document;
    private boolean vocabulary;
    private boolean unknown;

    Terms(JsonObject document) {
      this.document = document;
    }

    /**
     * Defines the terms of a bundled context; bundled contexts are consistent, and their imports
     * are not followed.
     */
    void define(JsonValue context) {
      if (!(context instanceof JsonObject object)) {
        unknown = true;
        return;
      }
      vocabulary(object);
      boolean all = isTrue(object.get("@protected"));
      for (var member : object.members().entrySet()) {
        if (!member.getKey().startsWith("@")) {
          definitions.put(member.getKey(), member.getValue());
          if (all || isTrue(own(member.getValue()).get("@protected"))) {
            protectedOnes.put(member.getKey(), member.getValue());
          }
          if (document.list("type").contains(new JsonString(member.getKey()))) {
            own(member.getValue()).object("@context").ifPresent(this::protect);
          }
        }
      }
    }

    /** Protects the terms of a type-scoped context, as {@code issuer} of a credential's. */
    private void protect(JsonObject scoped) {
      scoped
          .members()
          .forEach((term, definition) -> {
            if (!term.startsWith("@")) {
              protectedOnes.putIfAbsent(term, definition);
            }
          });
    }

    /** Defines the terms of an embedded context, which must not redefine terms of others. */
    void defineOwn(JsonObject context, String path) {
      for (var member : context.members().entrySet()) {
        var before = protectedOnes.get(member.getKey());
        if (before != null && !means(before).equals(means(member.getValue()))) {
          violations.add(
              new Violation(
                  path, "The context redefines the protected term \"" + member.getKey() + "\"."));
        }
      }
      if (context.has("@import")) {
        unknown = true;
      }
      define(context);
    }

    boolean isMapped(String type) {
      if (definitions.containsKey(type)) {
        return isUrl(id(type, MOST_STEPS).orElse(""));
      }
      return isUrl(expanded(type)) || vocabulary || unknown;
    }

    private void vocabulary(JsonObject context) {
      if (context.has("@vocab")) {
        vocabulary = context.string("@vocab").isPresent();
      }
    }

    /** Returns the IRI of a term; empty if it has none. */
    private Optional<String> id(String term, int left) {
      var id =
          switch (definitions.get(term)) {
            case JsonString(var text) -> Optional.of(text);
            case JsonObject object when object.get("@id") instanceof JsonNull ->
                Optional.<String>empty();
            case JsonObject object -> object.string("@id").or(() -> Optional.of(term));
            case null, default -> Optional.<String>empty();
          };
      // A term may be defined by another term, as AchievementCredential is by OpenBadgeCredential.
      return id.flatMap(iri ->
          !iri.equals(term) && definitions.containsKey(iri) && left > 0
              ? id(iri, left - 1)
              : Optional.of(expanded(iri)));
    }

    /** Expands an IRI whose prefix may be a term. */
    private String expanded(String iri) {
      int colon = iri.indexOf(':');
      if (colon < 0 || iri.startsWith("//", colon + 1)) {
        return iri;
      }
      var prefix = definitions.get(iri.substring(0, colon));
      return prefix instanceof JsonString(var base) ? base + iri.substring(colon + 1) : iri;
    }

    /** Normalizes a definition to an object without its protection. */
    private static JsonObject means(JsonValue definition) {
      var object = own(definition);
      return object.without("@protected");
    }

    private static JsonObject own(JsonValue definition) {
      return definition instanceof JsonObject object
          ? object
          : JsonObject.builder().put("@id", definition).build();
    }

    private static boolean isTrue(@Nullable JsonValue value) {
      return value instanceof JsonBoolean(var truth) && truth;
    }

    private static boolean isUrl(String text) {
      try {
        return new URI(text).isAbsolute();
      } catch (URISyntaxException _) {
        return false;
      }
    }
  }
}

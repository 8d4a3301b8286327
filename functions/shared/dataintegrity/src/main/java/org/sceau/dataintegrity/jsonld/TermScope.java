package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines the terms at one place of a document: an active context of Titanium, which is only read,
 * and the contexts derived from it, each created once.
 */
final class TermScope {

  /** The role of a member's name. */
  enum Role {
    ID,
    TYPE,
    PROPERTY,
    /** Everything that {@link FastCanonicalizer} does not support. */
    OTHER
  }

  /**
   * The definition of a term in this scope.
   *
   * @param iri its IRI; empty if it has none, or is a keyword
   * @param type the datatype, {@code @id} or {@code @vocab} of its values; null if none
   * @param plain whether a string has neither language nor direction
   * @param local the context of its values
   */
  record Term(
      Role role, String iri, @Nullable String type, boolean plain, @Nullable JsonValue local) {}

  private record Step(@Nullable URI base, boolean propagated, boolean overriding) {}

  private static final Term ID = new Term(Role.ID, "", null, false, null);
  private static final Term TYPE = new Term(Role.TYPE, "", null, false, null);
  private static final Term OTHER = new Term(Role.OTHER, "", null, false, null);

  private final TermScopes scopes;
  private final ActiveContext active;
  private final @Nullable TermScope previous;
  private final Map<String, Term> terms = new ConcurrentHashMap<>();
  private final Map<List<String>, TermScope> documents = new ConcurrentHashMap<>();
  private @Nullable Map<String, List<String>> shared;

  /** The derived scopes by context, compared by identity, since comparing texts is slow. */
  private final Map<JsonValue, Map<Step, TermScope>> steps =
      Collections.synchronizedMap(new IdentityHashMap<>());

  TermScope(TermScopes scopes, ActiveContext active, @Nullable TermScope previous) {
    this.scopes = scopes;
    this.active = active;
    this.previous = previous;
  }

  ActiveContext active() {
    return active;
  }

  /** Returns the scope for nested node objects, which a type's context does not apply to. */
  @Nullable TermScope previous() {
    return previous;
  }

  /** Returns the term with this name; of role {@code OTHER} if there is none. */
  Term term(String name) {
    var known = terms.get(name);
    if (known != null) {
      return known;
    }
    if (name.startsWith("@")) {
      return keyword(name);
    }
    var definition = active.getTerm(name);
    if (definition.isEmpty()) {
      return OTHER;
    }
    var term = read(definition.get());
    terms.put(name, term);
    return term;
  }

  boolean defines(String name) {
    return active.containsTerm(name);
  }

  /** Returns Titanium's term definition of this name. */
  Optional<TermDefinition> definition(String name) {
    return active.getTerm(name);
  }

  /** Returns the vocabulary mapping; empty if undefined terms have no IRI. */
  Optional<String> vocabulary() {
    return Optional.ofNullable(active.getVocabularyMapping());
  }

  /** Tells whether a term maps to the IRI. */
  boolean hasTermFor(String iri) {
    return active.getTermsMapping().values().stream()
        .anyMatch(definition -> iri.equals(definition.getUriMapping()));
  }

  /** Returns the terms that map to the IRI if there are several; empty otherwise. */
  List<String> termsSharing(String iri) {
    var known = shared;
    if (known == null) {
      known = findShared();
      shared = known;
    }
    return known.getOrDefault(iri, List.of());
  }

  private Map<String, List<String>> findShared() {
    Map<String, List<String>> names = new HashMap<>();
    active
        .getTermsMapping()
        .forEach((name, definition) -> {
          var iri = definition.getUriMapping();
          if (iri != null && !iri.startsWith("@")) {
            names.computeIfAbsent(iri, _ -> new ArrayList<>()).add(name);
          }
        });
    names.values().removeIf(terms -> terms.size() == 1);
    return Map.copyOf(names);
  }

  /**
   * Returns the scope in which the types of a node are looked up (section 5.1.2, steps 7 and 8).
   *
   * @param isReference whether the node has only an identifier
   * @param local the context of the property that the node is a value of
   */
  TermScope forNode(boolean isReference, String property, @Nullable JsonValue local)
      throws JsonLdError, NotPlainException {
    var before = previous;
    var scope = before == null || isReference ? this : before;
    return local == null ? scope : scope.within(local, property, true);
  }

  /** Returns the scope of a document within this one that has its own contexts (step 9). */
  TermScope ofDocument(List<String> urls) throws JsonLdError, NotPlainException {
    var known = documents.get(urls);
    if (known == null) {
      known = scopes.next(this, scopes.contexts(urls), null, true, false);
      documents.put(List.copyOf(urls), known);
    }
    return known;
  }

  /**
   * Returns the scope within the value of a property with its own context (section 5.1.2, 4 and 8).
   */
  TermScope within(JsonValue local, String property, boolean isObject)
      throws JsonLdError, NotPlainException {
    return follow(local, property, true, isObject);
  }

  /** Returns the scope within a node of a type with its own context, but not deeper (step 11). */
  TermScope ofType(JsonValue local, String type) throws JsonLdError, NotPlainException {
    return follow(local, type, false, false);
  }

  private TermScope follow(JsonValue local, String term, boolean propagated, boolean overriding)
      throws JsonLdError, NotPlainException {
    var base = active.getTerm(term).map(TermDefinition::getBaseUrl).orElse(null);
    var step = new Step(base, propagated, overriding);
    var known = steps.computeIfAbsent(local, _ -> new ConcurrentHashMap<>());
    var next = known.get(step);
    if (next == null) {
      next = scopes.next(this, local, base, propagated, overriding);
      known.put(step, next);
    }
    return next;
  }

  private static Term keyword(String name) {
    return switch (name) {
      case "@id" -> ID;
      case "@type" -> TYPE;
      default -> OTHER;
    };
  }

  private Term read(TermDefinition definition) {
    var iri = definition.getUriMapping();
    if (iri == null) {
      return OTHER;
    }
    if (iri.startsWith("@")) {
      return keyword(iri);
    }
    var type = "@none".equals(definition.getTypeMapping()) ? null : definition.getTypeMapping();
    if (!Iris.isAbsolute(iri)
        || definition.isReverseProperty()
        || definition.getIndexMapping() != null
        || definition.getNestValue() != null
        || !isSetAtMost(definition.getContainerMapping())
        || (type != null && type.equals("@json"))
        || (type != null && !type.startsWith("@") && !Iris.isAbsolute(type))) {
      return OTHER;
    }
    var plain =
        definition.getLanguageMapping() == null
            && definition.getDirectionMapping() == null
            && active.getDefaultLanguage() == null
            && active.getDefaultBaseDirection() == null;
    return new Term(Role.PROPERTY, iri, type, plain, definition.getLocalContext());
  }

  private static boolean isSetAtMost(@Nullable Collection<String> containers) {
    return Optional.ofNullable(containers).stream()
        .flatMap(Collection::stream)
        .allMatch("@set"::equals);
  }
}

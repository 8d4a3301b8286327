package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.context.TermDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Checks that a JSON-LD document can be read by the names of its members. A proof over RDF holds
 * for each JSON document of the same RDF; a reader that looks for {@code credentialStatus} does not
 * find the IRI that the name stands for. A plain document has one spelling for each statement that
 * is read: each member is a term, each type is a class term, and each value stands where it
 * belongs.
 */
final class PlainForm {

  private static final String CREDENTIALS = "verifiableCredential";
  private static final Set<String> LANGUAGE_VALUE = Set.of("@value", "@language", "@direction");
  private static final Set<String> CONTAINERS = Set.of("@set", "@list", "@graph");
  private static final String RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

  /**
   * The members of credentials, status entries and proofs that decide a verdict and have one value.
   */
  private static final Set<String> DECIDING =
      Set.of(
          "issuer",
          "validFrom",
          "validUntil",
          "issuanceDate",
          "expirationDate",
          "statusPurpose",
          "statusListIndex",
          "statusListCredential",
          "statusSize",
          "cryptosuite",
          "created",
          "expires",
          "verificationMethod",
          "proofPurpose",
          "challenge",
          "nonce");

  private static final Set<String> HOLDERS_OF_DECIDING =
      Set.of(CREDENTIALS, "credentialStatus", "proof");

  /** The current place, as the names and indexes of a JSON Pointer. */
  private final Deque<String> path = new ArrayDeque<>();

  private final boolean isNormal;

  /**
   * @param isNormal whether a property without a term may be written as its IRI, as compaction
   *     writes it
   */
  private PlainForm(boolean isNormal) {
    this.isNormal = isNormal;
  }

  /**
   * Returns why a document is not plain, as one sentence; empty if it is.
   *
   * @param document a document that has a canonical form
   */
  static Optional<String> violation(JsonObject document, TermScopes scopes) {
    return violation(document, scopes, false);
  }

  /** Returns why a compacted document is not plain; it has IRIs where no context has a term. */
  static Optional<String> violationOfNormal(JsonObject document, TermScopes scopes) {
    return violation(document, scopes, true);
  }

  private static Optional<String> violation(
      JsonObject document, TermScopes scopes, boolean isNormal) {
    try {
      check(document, scopes, isNormal);
      return Optional.empty();
    } catch (RefusedException refused) {
      return Optional.of(refused.reason());
    }
  }

  private static void check(JsonObject document, TermScopes scopes, boolean isNormal)
      throws RefusedException {
    // Scopes forgets all when it is full: the second time there is room for a usual document.
    for (int attempt = 0; attempt < 2; attempt++) {
      var form = new PlainForm(isNormal);
      try {
        form.node(document, scopes.root(urls(document)), null, List.of());
        return;
      } catch (NotPlainException _) {
        // Once more, with room.
      } catch (JsonLdError error) {
        throw form.refused("its context cannot be processed (" + error.getCode() + ")");
      }
    }
    throw new RefusedException("The document combines more contexts and types than are examined.");
  }

  /** The property of a value. */
  private record Property(String name, TermDefinition definition) {

    @Nullable String type() {
      return definition.getTypeMapping();
    }

    jakarta.json.@Nullable JsonValue local() {
      return definition.getLocalContext();
    }
  }

  /**
   * Checks a node object.
   *
   * @param property the property of the node; null for the document itself
   * @param roots the identifiers of the documents around it
   */
  private void node(
      JsonObject object, TermScope outside, @Nullable Property property, List<String> roots)
      throws RefusedException, JsonLdError, NotPlainException {
    var typeScope = property == null ? outside : inside(object, outside, property);
    var types = types(object, typeScope);
    var scope = typeScope;
    for (var type : types.stream().sorted().toList()) {
      var local = typeScope.definition(type).map(TermDefinition::getLocalContext);
      if (local.isPresent()) {
        scope = scope.ofType(local.get(), type);
      }
    }
    var holder = property == null ? CREDENTIALS : property.name();
    boolean isDocument = holder.equals(CREDENTIALS) || types.contains("VerifiableCredential");
    boolean decides = isDocument || HOLDERS_OF_DECIDING.contains(holder);
    var inner = roots(object, roots, isDocument);
    for (var member : object.members().entrySet()) {
      path.addLast(member.getKey());
      member(member.getKey(), member.getValue(), scope, decides, inner);
      path.removeLast();
    }
  }

  private static TermScope inside(JsonObject object, TermScope outside, Property property)
      throws JsonLdError, NotPlainException {
    boolean isReference =
        object.members().size() == 1
            && "@id".equals(iri(outside, object.members().keySet().iterator().next()));
    var scope = outside.forNode(isReference, property.name(), property.local());
    return object.has("@context") ? scope.ofDocument(urls(object)) : scope;
  }

  private List<String> types(JsonObject object, TermScope scope) throws RefusedException {
    List<String> types = new ArrayList<>();
    for (var value : object.list("type")) {
      if (value instanceof JsonString(var type)) {
        vocabularyValue(type, scope, true);
        types.add(type);
      }
    }
    return types;
  }

  /** Returns the identifiers that no nested object may have. */
  private List<String> roots(JsonObject object, List<String> roots, boolean isDocument)
      throws RefusedException {
    var id = object.string("id").orElse("");
    if (roots.contains(id)) {
      throw refused("it has the id of the document that it belongs to");
    }
    if (!isDocument || id.isEmpty()) {
      return roots;
    }
    var all = new ArrayList<>(roots);
    all.add(id);
    return all;
  }

  private void member(
      String name, JsonValue value, TermScope scope, boolean decides, List<String> roots)
      throws RefusedException, JsonLdError, NotPlainException {
    if (name.equals("@context")) {
      return;
    }
    var definition = scope.definition(name);
    if (definition.isEmpty()
        && isNormal
        && name.contains(":")
        && !isCompact(name, scope)
        && !scope.hasTermFor(name)) {
      values(value, scope, new Property(name, new TermDefinition(false, false, false)), roots);
      return;
    }
    if (definition.isEmpty()) {
      var vocabulary = scope.vocabulary();
      if (vocabulary.isEmpty()
          || name.startsWith("@")
          || name.contains(":")
          || scope.hasTermFor(vocabulary.get() + name)) {
        throw refused("its name is no term of the context");
      }
      values(value, scope, new Property(name, new TermDefinition(false, false, false)), roots);
      return;
    }
    var iri = definition.get().getUriMapping();
    if (iri == null) {
      throw refused("its name stands for nothing");
    }
    switch (iri) {
      case "@id" -> {
        if (!name.equals("id")) {
          throw refused("its name is another one for \"id\"");
        }
        if (value instanceof JsonString(var id)) {
          identifier(id, scope);
        }
      }
      case "@type" -> {
        if (!name.equals("type")) {
          throw refused("its name is another one for \"type\"");
        }
      }
      default -> {
        property(name, iri, definition.get(), scope);
        if (decides && DECIDING.contains(name)) {
          single(name, value);
        }
        values(value, scope, new Property(name, definition.get()), roots);
      }
    }
  }

  private void property(String name, String iri, TermDefinition definition, TermScope scope)
      throws RefusedException {
    if (iri.startsWith("@") || iri.equals(RDF_TYPE)) {
      throw refused("its name stands for a keyword");
    }
    if (isClass(name)) {
      throw refused("its name is one of a class");
    }
    if (scope.termsSharing(iri).stream().filter(term -> !isClass(term)).count() > 1
        && !DECIDING.contains(name)) {
      throw refused("another term of the context means the same");
    }
    Collection<String> containers =
        definition.getContainerMapping() == null ? List.of() : definition.getContainerMapping();
    if (definition.isReverseProperty()
        || definition.getNestValue() != null
        || definition.getIndexMapping() != null
        || !CONTAINERS.containsAll(containers)) {
      throw refused("its term reorders what stands under it");
    }
  }

  private void single(String name, JsonValue value) throws RefusedException {
    if (value instanceof JsonArray
        || (value instanceof JsonObject object
            && (!name.equals("issuer") || object.has("@value")))) {
      throw refused("it must be one value, without \"@value\" and without an array");
    }
  }

  private void values(JsonValue value, TermScope scope, Property property, List<String> roots)
      throws RefusedException, JsonLdError, NotPlainException {
    if ("@json".equals(property.type())) {
      return;
    }
    if (!(value instanceof JsonArray(var items))) {
      value(value, scope, property, roots);
      return;
    }
    var ids = new HashSet<String>();
    for (int i = 0; i < items.size(); i++) {
      path.addLast(Integer.toString(i));
      // Two objects of one id are one node, whose statements could be divided between them.
      if (items.get(i) instanceof JsonObject object
          && object.string("id").filter(id -> !ids.add(id)).isPresent()
          && !property.definition().hasContainerMapping("@graph")) {
        throw refused("another object beside it has the same id");
      }
      value(items.get(i), scope, property, roots);
      path.removeLast();
    }
  }

  private void value(JsonValue value, TermScope scope, Property property, List<String> roots)
      throws RefusedException, JsonLdError, NotPlainException {
    switch (value) {
      case JsonObject object when object.has("@value") -> languageValue(object);
      case JsonObject object -> node(object, scope, property, roots);
      case JsonString(var text) when "@id".equals(property.type()) ->
          identifier(text, inside(scope, property));
      case JsonString(var text) when "@vocab".equals(property.type()) ->
          vocabularyValue(text, inside(scope, property), false);
      default -> {}
    }
  }

  private static TermScope inside(TermScope scope, Property property)
      throws JsonLdError, NotPlainException {
    var local = property.local();
    return local == null ? scope : scope.within(local, property.name(), false);
  }

  private void languageValue(JsonObject object) throws RefusedException {
    if (!object.has("@language")
        || !LANGUAGE_VALUE.containsAll(object.members().keySet())
        || !object.members().values().stream().allMatch(JsonString.class::isInstance)) {
      throw refused("\"@value\" is for texts with a language");
    }
  }

  /** Checks an IRI that identifies a node. */
  private void identifier(String text, TermScope scope) throws RefusedException {
    if (text.startsWith("_:")) {
      throw refused("\"" + text + "\" is the label of a blank node");
    }
    if (scope.defines(text) || isCompact(text, scope)) {
      throw refused("\"" + text + "\" is a shortened IRI");
    }
  }

  /** Checks a type, or a value of a property whose values are terms. */
  private void vocabularyValue(String text, TermScope scope, boolean isType)
      throws RefusedException {
    var iri = iri(scope, text);
    if (iri != null) {
      // Among terms of one IRI a type is one of a class; OpenBadgeCredential has two names.
      if (isClass(text) != isType
          && scope.termsSharing(iri).stream().anyMatch(term -> isClass(term) == isType)) {
        throw refused("another term of the context means the same as \"" + text + "\"");
      }
      return;
    }
    if (text.startsWith("@") || text.startsWith("_:")) {
      throw refused("\"" + text + "\" is no term of the context");
    }
    if (isCompact(text, scope)) {
      throw refused("\"" + text + "\" is a shortened IRI");
    }
    var full = text.contains(":") ? text : scope.vocabulary().orElse("") + text;
    if (scope.hasTermFor(full)) {
      throw refused("the context has a term for \"" + text + "\"");
    }
  }

  /** Tells whether the text is an IRI with a prefix that the context defines. */
  private static boolean isCompact(String text, TermScope scope) {
    int colon = text.indexOf(':');
    return colon > 0
        && !text.startsWith("//", colon + 1)
        && scope.defines(text.substring(0, colon));
  }

  private static @Nullable String iri(TermScope scope, String term) {
    return scope.definition(term).map(TermDefinition::getUriMapping).orElse(null);
  }

  /** Tells whether a term names a class, by the spelling that all bundled contexts use. */
  private static boolean isClass(String term) {
    return !Character.isLowerCase(term.charAt(0));
  }

  private static List<String> urls(JsonObject document) {
    List<String> urls = new ArrayList<>();
    for (var context : document.list("@context")) {
      if (context instanceof JsonString(var url)) {
        urls.add(url);
      }
    }
    return urls;
  }

  private RefusedException refused(String what) {
    var pointer =
        path.stream()
            .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
            .collect(Collectors.joining());
    return new RefusedException(
        "The document cannot be read safely at \"" + pointer + "\": " + what + ".");
  }
}

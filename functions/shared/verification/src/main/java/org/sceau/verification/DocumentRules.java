package org.sceau.verification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.DataModel;

/** Checks the rules that credentials and presentations share, and collects all violations. */
final class DocumentRules {

  private static final Set<String> LANGUAGE_VALUE = Set.of("@value", "@language", "@direction");

  /** The characters of usual URLs, which need no parser. */
  private static final boolean[] USUAL = new boolean[128];

  static {
    var usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    usual.chars().forEach(c -> USUAL[c] = true);
  }

  private final JsonObject document;
  private final String path;
  private final List<FormViolation> violations;

  DocumentRules(JsonObject document, String path, List<FormViolation> violations) {
    this.document = document;
    this.path = path;
    this.violations = violations;
  }

  List<FormViolation> violations() {
    return List.copyOf(violations);
  }

  /**
   * Records a violation.
   *
   * @param name the member, or a path in it; empty for the object itself
   */
  void refuse(String name, String message) {
    violations.add(FormViolation.malformed(name.isEmpty() ? path : path + "/" + name, message));
  }

  /** Returns the data model whose context comes first; contexts must be URLs or objects. */
  Optional<DataModel> context() {
    if (!(document.get("@context") instanceof JsonArray(var contexts)) || contexts.isEmpty()) {
      refuse("@context", "The contexts must be an array that begins with the data model's.");
      return Optional.empty();
    }
    for (int i = 0; i < contexts.size(); i++) {
      switch (contexts.get(i)) {
        case JsonString(var url) when isUrl(url) -> {}
        case JsonObject _ -> {}
        default -> refuse("@context/" + i, "A context must be a URL or an object.");
      }
    }
    for (var model : DataModel.values()) {
      if (contexts.getFirst().equals(new JsonString(model.context()))) {
        return Optional.of(model);
      }
    }
    refuse("@context/0", "The first context must be " + DataModel.V2_0.context() + ".");
    return Optional.empty();
  }

  /** Requires this type among the document's types. */
  void type(String required) {
    if (types(document).isEmpty()) {
      refuse("type", "The type must be a string, or an array of strings.");
    } else if (!types(document).contains(required)) {
      refuse("type", "The type must contain " + required + ".");
    }
  }

  /** Requires one URL, if the member is present. */
  void url(String name) {
    if (document.has(name) && document.string(name).filter(DocumentRules::isUrl).isEmpty()) {
      refuse(name, "\"" + name + "\" must be one URL.");
    }
  }

  /** Requires a URL, or an object whose id is one. */
  void party(String name) {
    switch (document.get(name)) {
      case JsonString(var url) when isUrl(url) -> {}
      case JsonObject object -> {
        if (object.string("id").filter(DocumentRules::isUrl).isEmpty()) {
          refuse(name + "/id", "\"" + name + "\" must be a URL, or an object whose id is one.");
        }
      }
      case null, default ->
          refuse(name, "\"" + name + "\" must be a URL, or an object whose id is one.");
    }
  }

  /** Requires a text, or language value objects. */
  void languageText(String name) {
    if (document.get(name) instanceof JsonArray(var items)) {
      for (int i = 0; i < items.size(); i++) {
        languageText(name + "/" + i, items.get(i));
      }
    } else {
      languageText(name, document.get(name));
    }
  }

  private void languageText(String where, @Nullable JsonValue value) {
    boolean conforms =
        switch (value) {
          case null -> true;
          case JsonString _ -> true;
          case JsonObject object ->
              object.string("@value").isPresent()
                  && LANGUAGE_VALUE.containsAll(object.members().keySet())
                  && object.members().values().stream().allMatch(JsonString.class::isInstance);
          default -> false;
        };
    if (!conforms) {
      refuse(where, "A text must be a string, or a @value with @language and @direction alone.");
    }
  }

  /** Requires an object, or objects, each with a type. */
  void typed(String name, boolean idRequired) {
    each(
        name,
        (rules, object) -> {
          if (types(object).isEmpty()) {
            rules.refuse("type", "The type is required.");
          }
          if (idRequired && !object.has("id")) {
            rules.refuse("id", "The id is required.");
          }
          rules.url("id");
        });
  }

  /** Requires related resources with their digests, each named once. */
  void relatedResources() {
    var seen = new HashSet<String>();
    each(
        "relatedResource",
        (rules, object) -> {
          if (!object.has("id") || !seen.add(object.string("id").orElse(""))) {
            rules.refuse("id", "A related resource has an id of its own.");
          }
          rules.url("id");
          if (object.string("digestSRI").isEmpty() && object.string("digestMultibase").isEmpty()) {
            rules.refuse("digestSRI", "A related resource has a digest.");
          }
        });
  }

  /** Applies a rule to each object that the member is or contains, and refuses other values. */
  void each(String name, ObjectRule rule) {
    if (!document.has(name)) {
      return;
    }
    var inArray = document.get(name) instanceof JsonArray;
    var items = document.list(name);
    for (int i = 0; i < items.size(); i++) {
      var where = inArray ? name + "/" + i : name;
      if (items.get(i) instanceof JsonObject object) {
        rule.check(new DocumentRules(object, path + "/" + where, violations), object);
      } else {
        refuse(where, "\"" + name + "\" must be an object, or an array of objects.");
      }
    }
  }

  @FunctionalInterface
  interface ObjectRule {

    void check(DocumentRules rules, JsonObject object);
  }

  /** Returns the types of an object; none if one of them is not a string, or is empty. */
  static List<String> types(JsonObject object) {
    List<String> types = new ArrayList<>();
    for (var value : object.list("type")) {
      if (!(value instanceof JsonString(var type)) || type.isBlank()) {
        return List.of();
      }
      types.add(type);
    }
    return types;
  }

  /** Tells whether the text is an absolute URL; a blank node identifier is not. */
  static boolean isUrl(String text) {
    if (isUsualUrl(text)) {
      return true;
    }
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /** Tells whether it is an https URL, a DID or a UUID of usual characters only. */
  private static boolean isUsualUrl(String text) {
    int from =
        text.startsWith("https://")
            ? 8
            : text.startsWith("did:") ? 4 : text.startsWith("urn:uuid:") ? 9 : text.length();
    if (from >= text.length() || !isUsual(text.charAt(from))) {
      return false;
    }
    boolean inFragment = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#' && !inFragment) {
        inFragment = true;
      } else if (!isUsual(c) && c != '/' && (c != ':' || from == 8)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUsual(char c) {
    return c < USUAL.length && USUAL[c];
  }
}

package org.sceau.dataintegrity.jsonld;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Builds the tree of a document from its flattened nodes (JSON-LD 1.1 API, section 7.2): the node
 * of the document, with each node that it refers to in place of the reference. A node that is
 * referred to more than once stands whole in each place, so that no order of the members decides
 * where.
 */
final class NodeTree {

  private static final String RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema#";

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?(E-?[0-9]{1,2})?");

  /** The most nodes of a tree: repetition may not multiply the work. */
  private static final int MAX_NODES = 2_000;

  private final JsonProvider provider;
  private final Map<String, JsonObject> nodes = new HashMap<>();
  private final Set<String> path = new HashSet<>();
  private final Set<String> blank = new HashSet<>();
  private int built;

  private NodeTree(JsonArray flattened, JsonProvider provider) {
    this.provider = provider;
    for (var node : flattened) {
      nodes.put(node.asJsonObject().getString("@id"), node.asJsonObject());
    }
  }

  /**
   * Builds the tree of the node.
   *
   * @throws RefusedException if the nodes are no tree, or too many
   */
  static JsonObject of(JsonArray flattened, String root, JsonProvider provider)
      throws RefusedException {
    return new NodeTree(flattened, provider).node(root);
  }

  private JsonObject node(String id) throws RefusedException {
    if (++built > MAX_NODES) {
      throw RefusedException.unknown("The document refers to its parts too often.");
    }
    if (id.startsWith("_:") && !blank.add(id)) {
      throw RefusedException.unknown("Two places of the document are one object without an id.");
    }
    var node = nodes.getOrDefault(id, JsonValue.EMPTY_JSON_OBJECT);
    var tree = provider.createObjectBuilder();
    if (!id.startsWith("_:")) {
      tree.add("@id", id);
    }
    types(node, tree);
    path.add(id);
    for (var member : node.entrySet()) {
      switch (member.getKey()) {
        case "@id", "@type", RDF_TYPE -> {}
        case "@graph", "@index" ->
            throw RefusedException.unknown("The document has a graph within it.");
        default -> tree.add(member.getKey(), values(member.getValue().asJsonArray()));
      }
    }
    path.remove(id);
    return tree.build();
  }

  /** Adds the types, which may be written as a property too. */
  private void types(JsonObject node, JsonObjectBuilder tree) throws RefusedException {
    Set<String> types = new TreeSet<>();
    for (var type : node.getOrDefault("@type", JsonValue.EMPTY_JSON_ARRAY).asJsonArray()) {
      types.add(((JsonString) type).getString());
    }
    for (var type : node.getOrDefault(RDF_TYPE, JsonValue.EMPTY_JSON_ARRAY).asJsonArray()) {
      if (!(type instanceof JsonObject reference) || !reference.containsKey("@id")) {
        throw RefusedException.unknown("A type of the document is no IRI.");
      }
      types.add(reference.getString("@id"));
    }
    if (!types.isEmpty()) {
      var array = provider.createArrayBuilder();
      types.forEach(array::add);
      tree.add("@type", array);
    }
  }

  private JsonArray values(JsonArray values) throws RefusedException {
    JsonArrayBuilder array = provider.createArrayBuilder();
    for (var value : values) {
      array.add(value(value.asJsonObject()));
    }
    return array.build();
  }

  private JsonObject value(JsonObject value) throws RefusedException {
    if (value.containsKey("@value")) {
      return literal(value);
    }
    if (value.containsKey("@list")) {
      return provider
          .createObjectBuilder()
          .add("@list", values(value.getJsonArray("@list")))
          .build();
    }
    var id = value.getString("@id");
    boolean isWritten = nodes.containsKey(id) && nodes.get(id).size() > 1;
    if (path.contains(id) || (!isWritten && !id.startsWith("_:"))) {
      return value;
    }
    return node(id);
  }

  /** Writes a number or a truth value as JSON has it, where its RDF is the same. */
  private JsonObject literal(JsonObject literal) {
    if (!(literal.get("@value") instanceof JsonString text)
        || !(literal.get("@type") instanceof JsonString type)) {
      return literal;
    }
    var name = type.getString();
    if (name.equals(XSD + "string")) {
      return provider.createObjectBuilder().add("@value", text).build();
    }
    if (name.equals(XSD + "boolean") && text.getString().matches("true|false")) {
      return value(text.getString().equals("true") ? JsonValue.TRUE : JsonValue.FALSE);
    }
    if (!NUMBER.matcher(text.getString()).matches()) {
      return literal;
    }
    return switch (name) {
      case XSD + "integer", XSD + "double" -> value(number(text));
      case XSD + "float", XSD + "decimal", XSD + "nonNegativeInteger" ->
          provider.createObjectBuilder(value(number(text))).add("@type", name).build();
      default -> literal;
    };
  }

  private JsonObject value(JsonValue value) {
    return provider.createObjectBuilder().add("@value", value).build();
  }

  private JsonValue number(JsonString text) {
    var number = new BigDecimal(text.getString()).stripTrailingZeros();
    return number.scale() <= 0
        ? provider.createValue(number.toBigIntegerExact())
        : provider.createValue(number);
  }
}

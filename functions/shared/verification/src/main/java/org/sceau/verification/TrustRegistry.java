package org.sceau.verification;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * A list of issuers that a registry vouches for and that the operator configured. An issuer on no
 * list is not at fault: most are on none.
 *
 * @param name the registry's name, for people to read
 * @param issuers the issuers' names by their ids
 */
public record TrustRegistry(String name, Map<String, String> issuers) {

  public TrustRegistry {
    issuers = Map.copyOf(issuers);
  }

  /**
   * Reads a list in any of three forms: our own, {@code {"name", "issuers": [{"id", "name"}]}};
   * that of the Digital Credentials Consortium, {@code {"meta", "registry": {id: {"name"}}}}; and
   * the entity identifiers that an OpenID Federation authority lists for its subordinates (section
   * 8.2), {@code [id]}.
   *
   * @param otherwise the name of a list that does not tell its own
   * @return empty if it is none of these, or if a member of it is not one
   */
  public static Optional<TrustRegistry> read(JsonValue json, String otherwise) {
    Map<String, String> issuers = new HashMap<>();
    boolean isWell =
        switch (json) {
          case JsonArray(var entities) ->
              entities.stream()
                  .allMatch(entity ->
                      entity instanceof JsonString(var id) && add(issuers, id, Optional.of(id)));
          case JsonObject object when object.has("issuers") ->
              object.get("issuers") instanceof JsonArray(var entries)
                  && entries.stream()
                      .allMatch(entry ->
                          entry instanceof JsonObject issuer
                              && add(
                                  issuers, issuer.string("id").orElse(""), issuer.string("name")));
          case JsonObject object when object.get("registry") instanceof JsonObject registry ->
              registry.members().entrySet().stream()
                  .allMatch(entry ->
                      entry.getValue() instanceof JsonObject issuer
                          && add(issuers, entry.getKey(), issuer.string("name")));
          default -> false;
        };
    var name =
        json instanceof JsonObject object ? object.string("name").orElse(otherwise) : otherwise;
    return isWell ? Optional.of(new TrustRegistry(name, issuers)) : Optional.empty();
  }

  public boolean knows(String issuerId) {
    return issuers.containsKey(issuerId);
  }

  /** Returns the name that the registry gives the issuer. */
  String nameOf(String issuerId) {
    return issuers.getOrDefault(issuerId, issuerId);
  }

  private static boolean add(Map<String, String> issuers, String id, Optional<String> name) {
    return !id.isBlank() && name.isPresent() && issuers.put(id, name.get()) == null;
  }
}

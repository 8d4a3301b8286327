package org.sceau.issuance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;

/**
 * The recipient of an award, and the properties of this award alone.
 *
 * @param id the recipient's DID, or an opaque URI; without it the credential names the recipient by
 *     a random URN
 * @param name shown on the page of the public link
 * @param email written into a credential only as a salted hash
 * @param identifiers by which others know the recipient
 * @param subject members of the {@code AchievementSubject} (Open Badges 3.0) beyond its identity
 * @param evidence {@code Evidence} of this award
 */
public record Recipient(
    @Nullable String id,
    @Nullable String name,
    @Nullable String email,
    List<Identifier> identifiers,
    JsonObject subject,
    List<JsonObject> evidence) {

  /**
   * An identifier that becomes an {@code IdentityObject}.
   *
   * @param hashed whether only a salted hash of the value is written
   */
  public record Identifier(String identityType, String value, boolean hashed) {}

  public Recipient {
    identifiers = List.copyOf(identifiers);
    evidence = List.copyOf(evidence);
    if (id == null && name == null && email == null && identifiers.isEmpty()) {
      throw new IllegalArgumentException("a recipient whom nothing names");
    }
  }

  JsonArray evidenceJson() {
    return new JsonArray(List.copyOf(evidence));
  }
}

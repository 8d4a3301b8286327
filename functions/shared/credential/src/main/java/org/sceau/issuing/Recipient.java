package org.sceau.issuing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;

/**
 * Who is awarded, and what is said of this award alone.
 *
 * @param did the recipient's DID; without it the credential names the recipient by a random URN
 * @param name as it is shown to whoever opens the link
 * @param email never written into a credential but as a salted hash
 * @param subject members of the {@code AchievementSubject} (Open Badges 3.0) beyond its identity
 * @param evidence {@code Evidence} of this award
 */
public record Recipient(
    @Nullable String did,
    @Nullable String name,
    @Nullable String email,
    JsonObject subject,
    List<JsonObject> evidence) {

  public Recipient {
    evidence = List.copyOf(evidence);
    if (did == null && name == null && email == null) {
      throw new IllegalArgumentException("a recipient without name, e-mail and DID");
    }
  }

  JsonArray evidenceJson() {
    return new JsonArray(List.copyOf(evidence));
  }
}

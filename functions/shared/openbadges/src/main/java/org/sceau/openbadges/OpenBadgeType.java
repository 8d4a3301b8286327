package org.sceau.openbadges;

import java.util.Set;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/** Recognizes an {@code OpenBadgeCredential} by its type (Open Badges 3.0, section B.1.15). */
public final class OpenBadgeType {

  /** The two names of the type; {@code AchievementCredential} is an alias. */
  private static final Set<String> TYPES = Set.of("OpenBadgeCredential", "AchievementCredential");

  private OpenBadgeType() {}

  /** Tells whether the credential declares one of the types. */
  public static boolean matches(JsonObject credential) {
    return credential.list("type").stream()
        .anyMatch(type -> type instanceof JsonString(var name) && TYPES.contains(name));
  }
}

package org.sceau.openbadges;

import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/**
 * Validates a credential against the JSON Schema of an Open Badges 3.0 {@code
 * AchievementCredential}.
 */
public interface OpenBadgeSchema {

  /** Returns the violations of the credential; empty if it conforms. */
  List<Violation> violations(JsonObject credential);
}

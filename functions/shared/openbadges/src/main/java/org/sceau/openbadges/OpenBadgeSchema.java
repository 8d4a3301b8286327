package org.sceau.openbadges;

import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/** The JSON Schema of an Open Badges 3.0 {@code AchievementCredential}. */
public interface OpenBadgeSchema {

  /** What the credential breaks of it; empty if nothing. */
  List<Violation> violations(JsonObject credential);
}

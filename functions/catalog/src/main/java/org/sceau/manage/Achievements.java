package org.sceau.manage;

import org.sceau.catalog.Achievement;
import org.sceau.catalog.AchievementForm;
import org.sceau.catalog.AchievementId;
import org.sceau.catalog.Catalog;
import org.sceau.catalog.IssuerId;

/** Makes achievements and changes them; every version stays on record. */
final class Achievements {

  private static final int TRIES = 5;

  private final Catalog catalog;
  private final PublicDocuments documents;

  /** What came of it. */
  sealed interface Result {

    /** It is kept as this version; 1 if it is new. */
    record Kept(Achievement achievement) implements Result {}

    /** The id belongs to another issuer's achievement. */
    record Foreign() implements Result {}
  }

  Achievements(Catalog catalog, PublicDocuments documents) {
    this.catalog = catalog;
    this.documents = documents;
  }

  Result put(AchievementId id, IssuerId issuer, AchievementForm.Read form) {
    for (int tries = 0; tries < TRIES; tries++) {
      var kept = catalog.achievement(id);
      if (kept.isPresent() && !kept.get().issuer().equals(issuer)) {
        return new Result.Foreign();
      }
      long version = kept.map(before -> before.version() + 1).orElse(1L);
      var achievement = new Achievement(id, issuer, form.content(), form.validity(), version);
      if (catalog.put(achievement)) {
        documents.publish(achievement);
        return new Result.Kept(achievement);
      }
    }
    throw new IllegalStateException(id + " is changed by others without end");
  }
}

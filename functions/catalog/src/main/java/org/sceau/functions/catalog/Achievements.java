package org.sceau.functions.catalog;

import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.openbadges.AchievementForm;
import org.sceau.openbadges.AnnexOne;
import org.sceau.openbadges.PngImage;
import org.sceau.records.OptimisticRetry;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;

/** Makes achievements and changes them; every version stays on record. */
final class Achievements {

  private final Catalog catalog;
  private final PublishedDocuments documents;

  /** The outcome of a request on achievements. */
  sealed interface Result {

    /** It is kept as this version; 1 if it is new. */
    record Kept(Achievement achievement) implements Result {}

    /** The id belongs to another issuer's achievement. */
    record Foreign() implements Result {}
  }

  Achievements(Catalog catalog, PublishedDocuments documents) {
    this.catalog = catalog;
    this.documents = documents;
  }

  Result put(AchievementId id, IssuerId issuer, AchievementForm.Read form) {
    var content = withPublicImage(form.content());
    return OptimisticRetry.retry(
        id,
        () -> {
          var kept = catalog.achievement(id);
          if (kept.isPresent() && !kept.get().issuer().equals(issuer)) {
            return Optional.of(new Result.Foreign());
          }
          long version = kept.map(before -> before.version() + 1).orElse(1L);
          var achievement = new Achievement(id, issuer, content, form.validity(), version);
          if (!catalog.put(achievement)) {
            return Optional.empty();
          }
          documents.publish(achievement, issuer(issuer));
          return Optional.of(new Result.Kept(achievement));
        });
  }

  private Issuer issuer(IssuerId id) {
    return catalog
        .issuer(id)
        .orElseThrow(() -> new IllegalStateException("a key of no issuer: " + id));
  }

  /** How much of a micro-credential every credential of the achievement will be. */
  AnnexOne annexOne(Achievement achievement) {
    return AnnexOne.of(issuer(achievement.issuer()).profile().toJson(""), achievement.content());
  }

  /** An image that was sent along becomes a public one; it is there before anything names it. */
  private JsonObject withPublicImage(JsonObject content) {
    var image = content.object("image").orElse(JsonObject.EMPTY);
    return image
        .string("id")
        .flatMap(PngImage::ofDataUrl)
        .map(png -> image.with("id", new JsonString(documents.publish(png))))
        .map(named -> content.with("image", named))
        .orElse(content);
  }
}

package org.sceau.records;

import java.util.Optional;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.PublicObjects.Stored;

/** Writes objects so that an older version never replaces a newer one, also when writers race. */
public final class MonotonicObjects {

  private final PublicObjects objects;

  public MonotonicObjects(PublicObjects objects) {
    this.objects = objects;
  }

  /**
   * Writes the object unless one with the same or a higher sequence exists.
   *
   * @return whether it was written
   */
  public boolean put(String key, PublicObject object) {
    return OptimisticRetry.retry(
        key,
        () -> {
          var stored = objects.get(key);
          boolean isOlder =
              stored.isEmpty() || stored.get().object().sequence() < object.sequence();
          return !isOlder || put(key, object, stored) ? Optional.of(isOlder) : Optional.empty();
        });
  }

  /**
   * Writes the object if the stored one is still the one that was read.
   *
   * @return whether it was written
   */
  public boolean put(String key, PublicObject object, Optional<Stored> read) {
    return read.isEmpty()
        ? objects.create(key, object)
        : objects.replace(key, object, read.get().etag());
  }
}

package org.sceau.records;

import java.util.Optional;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.PublicObjects.Stored;

/** Writes objects so that an older version never replaces a newer one, also when writers race. */
public final class MonotonicObjects {

  private static final int TRIES = 5;

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
    for (int tries = 0; tries < TRIES; tries++) {
      var stored = objects.get(key);
      if (stored.isPresent() && stored.get().object().sequence() >= object.sequence()) {
        return false;
      }
      if (put(key, object, stored)) {
        return true;
      }
    }
    throw new IllegalStateException(key + " is written by others without end");
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

package org.sceau.records;

import java.util.Optional;

/**
 * Stores the objects that anyone may read, by key. A write that is acknowledged is durable and seen
 * by every later read; of two writes that race, at most one whose condition still holds succeeds.
 * An object without bytes is refused by {@link IllegalArgumentException}. Every method may throw
 * {@link org.sceau.records.StoreUnavailableException}. {@code false} may also follow the caller's
 * own write whose answer was lost: read the object again before deciding.
 */
public interface PublicObjects {

  /**
   * An object to write.
   *
   * @param contentType its media type
   * @param cacheControl the {@code Cache-Control} under which it is served
   * @param sequence a number in the object's metadata, compared before a write replaces the object
   */
  record PublicObject(byte[] bytes, String contentType, String cacheControl, long sequence) {}

  /** An object that was read, with the ETag of this version. */
  record Stored(PublicObject object, String etag) {}

  Optional<Stored> get(String key);

  /**
   * Writes the object if the key has none.
   *
   * @return whether it was written
   */
  boolean create(String key, PublicObject object);

  /**
   * Writes the object if the stored one still has the ETag.
   *
   * @return whether it was written
   */
  boolean replace(String key, PublicObject object, String etag);
}

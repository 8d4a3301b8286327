package org.sceau.records.status;

import java.time.Instant;
import java.util.Optional;

/** Tells when the public list was published, for pages that show its age. */
@FunctionalInterface
public interface PublishedTimes {

  /**
   * When the public list was signed; empty if none is public yet. May miss the last seconds.
   *
   * @throws org.sceau.records.StoreUnavailableException if that cannot be read
   */
  Optional<Instant> publishedAt(StatusListId list);
}

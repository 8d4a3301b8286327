package org.sceau.statuslist;

import java.util.Optional;
import java.util.stream.Stream;
import org.sceau.jose.Base64Url;
import org.sceau.jose.Sha256;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.PublicObjects.Stored;
import org.sceau.records.status.StatusListHead;

/** The public forms of a status list, as a publisher reads them before it replaces them. */
record PublishedForms(Optional<Stored> json, Optional<Stored> jwt) {

  /** Returns the fingerprint; empty unless both forms exist. */
  Optional<String> fingerprint() {
    return json.flatMap(one -> jwt.map(other -> fingerprint(one.object(), other.object())));
  }

  /** Returns the higher sequence number of the two; 0 if there are none. */
  long sequence() {
    return Stream.concat(json.stream(), jwt.stream())
        .mapToLong(stored -> stored.object().sequence())
        .max()
        .orElse(0);
  }

  /** Describes how the forms differ from what the head says was published. */
  Optional<String> damage(StatusListHead head) {
    if (head.published() == 0) {
      return Optional.empty();
    }
    if (json.isEmpty() || jwt.isEmpty()) {
      return Optional.of("number " + head.published() + " was public and is gone");
    }
    long least = Math.min(json.get().object().sequence(), jwt.get().object().sequence());
    return least < head.published()
        ? Optional.of(
            "number " + head.published() + " was public and number " + least + " is in its place")
        : Optional.empty();
  }

  /** Concatenates the SHA-256 digests of both forms. */
  static String fingerprint(PublicObject json, PublicObject jwt) {
    return digest(json) + digest(jwt);
  }

  private static String digest(PublicObject object) {
    return Base64Url.encode(Sha256.of(object.bytes()));
  }
}

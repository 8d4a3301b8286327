package org.sceau.records.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened to a credential after its award. */
public sealed interface CredentialStatus {

  /** Nothing. */
  record Active() implements CredentialStatus {}

  /** Not to be relied on for the time being. */
  record Suspended(Instant since, @Nullable String reason) implements CredentialStatus {}

  /**
   * Withdrawn for good.
   *
   * @param replacedBy the public link of the credential that took its place; {@code null} if none
   *     did
   */
  record Revoked(Instant since, @Nullable String reason, @Nullable String replacedBy)
      implements CredentialStatus {

    public Revoked(Instant since, @Nullable String reason) {
      this(since, reason, null);
    }
  }

  /** The same without what somebody wrote about it, and where it leads on to. */
  default CredentialStatus withoutReason() {
    return switch (this) {
      case Active active -> active;
      case Suspended(var since, _) -> new Suspended(since, null);
      case Revoked(var since, _, _) -> new Revoked(since, null);
    };
  }
}

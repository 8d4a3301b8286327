package org.sceau.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened to a credential after its award. */
public sealed interface CredentialStatus {

  /** Nothing. */
  record Active() implements CredentialStatus {}

  /** Not to be relied on for the time being. */
  record Suspended(Instant since, @Nullable String reason) implements CredentialStatus {}

  /** Withdrawn for good. */
  record Revoked(Instant since, @Nullable String reason) implements CredentialStatus {}

  /** The same without what somebody wrote about it. */
  default CredentialStatus withoutReason() {
    return switch (this) {
      case Active active -> active;
      case Suspended(var since, _) -> new Suspended(since, null);
      case Revoked(var since, _) -> new Revoked(since, null);
    };
  }
}

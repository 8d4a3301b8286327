package org.sceau.records.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of a credential after its issue. */
public sealed interface CredentialStatus {

  /** The credential is in force. */
  record Active() implements CredentialStatus {}

  /** The credential is suspended: it must not be relied on for now. */
  record Suspended(Instant since, @Nullable String reason) implements CredentialStatus {}

  /**
   * The credential is revoked, which is final.
   *
   * @param replacedBy the public link of the credential that replaced it; {@code null} if none did
   */
  record Revoked(Instant since, @Nullable String reason, @Nullable String replacedBy)
      implements CredentialStatus {

    public Revoked(Instant since, @Nullable String reason) {
      this(since, reason, null);
    }
  }

  /** Returns when the status began; {@code null} if the credential is in force. */
  default @Nullable Instant since() {
    return null;
  }

  /** Returns why the credential is not in force, if that was said. */
  default @Nullable String reason() {
    return null;
  }

  /** Returns the public link of the credential that replaced it, if one did. */
  default @Nullable String replacedBy() {
    return null;
  }

  /** Returns the status without its reason and its replacement. */
  default CredentialStatus withoutReason() {
    return switch (this) {
      case Active active -> active;
      case Suspended(var since, _) -> new Suspended(since, null);
      case Revoked(var since, _, _) -> new Revoked(since, null);
    };
  }
}

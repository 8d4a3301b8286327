package org.sceau.issuance;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sceau.records.OptimisticRetry;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.CredentialStatus.Suspended;
import org.sceau.records.status.Position;

/** Revokes, suspends and reinstates an issuer's credentials. */
public final class ChangeStatus {

  private final CredentialStore credentials;
  private final InstantSource clock;

  /** The result of a status change. */
  public sealed interface Result {

    /** The change is durable, and the link shows it from now on. */
    record Changed(CredentialRecord credential) implements Result {}

    /** The issuer has no such credential; the result does not reveal whether another issuer has. */
    record Unknown() implements Result {}

    /** The credential's status entry is not the one that the caller expects. */
    record Elsewhere(Position position) implements Result {}

    /** The credential's status does not allow the change. */
    record Refused(CredentialStatus current) implements Result {}
  }

  public ChangeStatus(CredentialStore credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Makes the change if the credential is the issuer's and its status allows it.
   *
   * @param reason not stored for an erased credential, since it may be personal
   */
  public Result change(
      IssuerId issuer, CredentialId id, StatusChangeRequest change, @Nullable String reason) {
    return change(issuer, id, change, reason, _ -> true);
  }

  /**
   * Makes the change if, in addition, the credential's position is the expected one.
   *
   * @param meant tells whether a position is the expected one
   */
  public Result change(
      IssuerId issuer,
      CredentialId id,
      StatusChangeRequest change,
      @Nullable String reason,
      Predicate<Position> meant) {
    return OptimisticRetry.retry(
        id,
        () -> {
          var found =
              credentials.lookUp(id).filter(credential -> credential.issuer().equals(issuer));
          return found.isEmpty()
              ? Optional.of(new Result.Unknown())
              : change(found.get(), change, reason, meant);
        });
  }

  /** Makes the change; empty if the credential changed since it was read. */
  private Optional<Result> change(
      CredentialRecord before,
      StatusChangeRequest change,
      @Nullable String reason,
      Predicate<Position> meant) {
    if (!meant.test(before.position())) {
      return Optional.of(new Result.Elsewhere(before.position()));
    }
    var after = after(before.status(), change, before instanceof ErasedCredential ? null : reason);
    if (after == null) {
      return Optional.of(new Result.Refused(before.status()));
    }
    return credentials.change(before, after)
        ? Optional.of(new Result.Changed(before.with(after)))
        : Optional.empty();
  }

  private @Nullable CredentialStatus after(
      CredentialStatus before, StatusChangeRequest change, @Nullable String reason) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return switch (change) {
      case REVOKE -> before instanceof Revoked ? null : new Revoked(now, reason);
      case SUSPEND -> before instanceof Active ? new Suspended(now, reason) : null;
      case REINSTATE -> before instanceof Suspended ? new Active() : null;
      case UNREVOKE -> null;
    };
  }
}

package org.sceau.records.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/**
 * Lists what is on record of an issuer's credentials, without their content. It may lack what was
 * written in the last seconds.
 */
public interface CredentialDirectory {

  /**
   * A credential as it is listed. Those that were erased are not.
   *
   * @param achievement {@code null} if it awards nothing of the catalog
   */
  record Listed(
      CredentialId id,
      @Nullable AchievementId achievement,
      long achievementVersion,
      ValidityPeriod validity,
      Position position,
      CredentialStatus status) {

    public static Listed of(IssuedCredential credential) {
      return new Listed(
          credential.id(),
          credential.achievement(),
          credential.achievementVersion(),
          credential.validity(),
          credential.position(),
          credential.status());
    }

    public PageCursor place() {
      return new PageCursor(validity.validFrom(), id);
    }
  }

  /**
   * Which credentials are wanted.
   *
   * @param achievement of this one alone; {@code null} of all
   * @param status with this one alone; {@code null} with any
   */
  record Filter(@Nullable AchievementId achievement, @Nullable StatusKind status) {

    public static final Filter ALL = new Filter(null, null);

    public boolean admits(Listed credential) {
      return (achievement == null || achievement.equals(credential.achievement()))
          && (status == null || status == StatusKind.of(credential.status()));
    }
  }

  /** What may have happened to a credential, without when and why. */
  enum StatusKind {
    ACTIVE,
    SUSPENDED,
    REVOKED;

    public static StatusKind of(CredentialStatus status) {
      return switch (status) {
        case CredentialStatus.Active _ -> ACTIVE;
        case CredentialStatus.Suspended _ -> SUSPENDED;
        case CredentialStatus.Revoked _ -> REVOKED;
      };
    }
  }

  /**
   * A part of the list.
   *
   * @param credentials perhaps fewer than were asked for, even none, though there are more
   * @param last behind which the next part begins; {@code null} if this is the end
   */
  record Page(List<Listed> credentials, @Nullable PageCursor last) {

    public Page {
      credentials = List.copyOf(credentials);
    }
  }

  /**
   * Lists the issuer's credentials, newest first, in an order that never changes: a reader of all
   * pages gets each credential that exists throughout exactly once.
   *
   * @param after the cursor after which the page begins; {@code null} for the first page
   * @throws org.sceau.records.StoreUnavailableException if the records do not answer
   */
  Page list(IssuerId issuer, Filter filter, @Nullable PageCursor after, int limit);
}

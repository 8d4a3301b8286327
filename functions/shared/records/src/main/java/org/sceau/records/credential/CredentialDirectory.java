package org.sceau.records.credential;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/**
 * Lists an issuer's credentials without their content. The writes of the last seconds may be
 * missing.
 */
public interface CredentialDirectory {

  /**
   * A listed credential. Erased credentials are not listed.
   *
   * @param achievement {@code null} if it awards no achievement of the catalog
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
   * Selects credentials.
   *
   * @param achievement only of this achievement; {@code null} for all
   * @param status only with this status; {@code null} for any
   */
  record Filter(@Nullable AchievementId achievement, @Nullable StatusKind status) {

    public static final Filter ALL = new Filter(null, null);

    public boolean admits(Listed credential) {
      return (achievement == null || achievement.equals(credential.achievement()))
          && (status == null || status == StatusKind.of(credential.status()));
    }
  }

  /** The kinds of status, without time and reason. */
  enum StatusKind {
    ACTIVE,
    SUSPENDED,
    REVOKED;

    /** Returns the word for it in records and responses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static StatusKind of(CredentialStatus status) {
      return switch (status) {
        case CredentialStatus.Active _ -> ACTIVE;
        case CredentialStatus.Suspended _ -> SUSPENDED;
        case CredentialStatus.Revoked _ -> REVOKED;
      };
    }
  }

  /**
   * A page of the list.
   *
   * @param credentials possibly fewer than requested, even none, although more exist
   * @param last the cursor after which the next page begins; {@code null} on the last page
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

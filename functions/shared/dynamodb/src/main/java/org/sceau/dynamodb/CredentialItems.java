package org.sceau.dynamodb;

import java.time.Instant;
import java.util.List;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialDirectory.Listed;
import org.sceau.records.credential.CredentialDirectory.StatusKind;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.CredentialStatus.Suspended;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListId;

/** Maps credentials and awards to the items of their table, one item each. */
final class CredentialItems {

  static final String ID = "id";

  /** The index that lists an issuer's credentials: {@link #ISSUER} then {@link #PLACE}. */
  static final String LISTING_INDEX = "listing";

  static final String ISSUER = "issuer";
  static final String ACHIEVEMENT = "achievement";
  private static final String ACHIEVEMENT_VERSION = "achievementVersion";
  private static final String VALID_FROM = "validFrom";
  private static final String VALID_UNTIL = "validUntil";
  static final String PLACE = "place";
  private static final String LIST = "list";
  private static final String INDEX = "index";
  private static final String FORMS = "forms";
  static final String STATUS = "status";
  static final String SINCE = "statusSince";
  static final String REASON = "statusReason";
  static final String REPLACED_BY = "replacedBy";
  static final String ERASED_AT = "erasedAt";
  private static final String AWARD_KEY = "awardKey";
  private static final String REQUEST_SHA_256 = "requestSha256";
  private static final String CREDENTIAL = "credential";

  /**
   * The attributes removed when a credential is erased: all that are not in {@link
   * ErasedCredential}.
   */
  static final List<String> CONTENT =
      List.of(
          FORMS,
          ACHIEVEMENT,
          ACHIEVEMENT_VERSION,
          VALID_FROM,
          VALID_UNTIL,
          PLACE,
          REASON,
          REPLACED_BY);

  private CredentialItems() {}

  static ItemReader key(CredentialId id) {
    return new ItemReader().with(ID, id.value());
  }

  /** Returns an award's id; its {@code #} keeps it apart from credentials' ids. */
  static String awardId(IssuerId issuer, String awardKey) {
    return "award#" + issuer + "#" + awardKey;
  }

  static ItemReader toItem(IssuedCredential credential) {
    var validUntil = credential.validity().validUntil();
    var achievement = credential.achievement();
    var item =
        key(credential.id())
            .with(ISSUER, credential.issuer().value())
            .with(ACHIEVEMENT, achievement == null ? null : achievement.value())
            .with(ACHIEVEMENT_VERSION, credential.achievementVersion())
            .with(VALID_FROM, credential.validity().validFrom().toString())
            .with(VALID_UNTIL, validUntil == null ? null : validUntil.toString())
            .with(PLACE, Listed.of(credential).place().text())
            .with(LIST, credential.position().list().toString())
            .with(INDEX, credential.position().index())
            .with(FORMS, Forms.pack(credential.secured()));
    return statusOf(item, credential.status());
  }

  static CredentialRecord credential(ItemReader item) {
    var id = new CredentialId(item.text(ID));
    var issuer = new IssuerId(item.text(ISSUER));
    var position = position(item);
    var erasedAt = item.find(ERASED_AT);
    if (erasedAt.isPresent()) {
      return new ErasedCredential(
          id, issuer, position, status(item), Instant.parse(erasedAt.get()));
    }
    return new IssuedCredential(
        id,
        issuer,
        item.find(ACHIEVEMENT).map(AchievementId::new).orElse(null),
        item.number(ACHIEVEMENT_VERSION),
        validity(item),
        position,
        Forms.unpack(item.bytes(FORMS)),
        status(item));
  }

  /** Reads an item of the index. */
  static Listed listed(ItemReader item) {
    return new Listed(
        new CredentialId(item.text(ID)),
        item.find(ACHIEVEMENT).map(AchievementId::new).orElse(null),
        item.number(ACHIEVEMENT_VERSION),
        validity(item),
        position(item),
        status(item));
  }

  private static ValidityPeriod validity(ItemReader item) {
    return new ValidityPeriod(
        Instant.parse(item.text(VALID_FROM)),
        item.find(VALID_UNTIL).map(Instant::parse).orElse(null));
  }

  private static Position position(ItemReader item) {
    return new Position(StatusListId.parse(item.text(LIST)), Math.toIntExact(item.number(INDEX)));
  }

  static ItemReader statusOf(ItemReader item, CredentialStatus status) {
    var since = status.since();
    return item.with(STATUS, StatusKind.of(status).word())
        .with(SINCE, since == null ? null : since.toString())
        .with(REASON, status.reason())
        .with(REPLACED_BY, status.replacedBy());
  }

  private static CredentialStatus status(ItemReader item) {
    var word = item.text(STATUS);
    return switch (word) {
      case "active" -> new Active();
      case "suspended" ->
          new Suspended(Instant.parse(item.text(SINCE)), item.find(REASON).orElse(null));
      case "revoked" ->
          new Revoked(
              Instant.parse(item.text(SINCE)),
              item.find(REASON).orElse(null),
              item.find(REPLACED_BY).orElse(null));
      default -> throw new IllegalStateException("an unknown status: " + word);
    };
  }

  static ItemReader toItem(AwardRecord award) {
    return new ItemReader()
        .with(ID, awardId(award.issuer(), award.awardKey()))
        .with(ISSUER, award.issuer().value())
        .with(AWARD_KEY, award.awardKey())
        .with(REQUEST_SHA_256, award.requestSha256())
        .with(CREDENTIAL, award.credential().value());
  }

  static AwardRecord award(ItemReader item) {
    return new AwardRecord(
        new IssuerId(item.text(ISSUER)),
        item.text(AWARD_KEY),
        item.text(REQUEST_SHA_256),
        new CredentialId(item.text(CREDENTIAL)));
  }
}

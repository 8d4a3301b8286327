package org.sceau.issuance;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;

/** Signs drafts and records them, each once and at a unique list position. */
final class Recorder {

  /** Writes a signed credential and its award. */
  interface Write {

    CredentialStore.Recording write(IssuedCredential credential, @Nullable AwardRecord award);
  }

  /** The number of positions tried if a table restored from a backup allocates old ones. */
  private static final int TRIES = 5;

  private final CredentialStore credentials;
  private final Positions positions;
  private final Sealer sealer;

  Recorder(CredentialStore credentials, Positions positions, Sealer sealer) {
    this.credentials = credentials;
    this.positions = positions;
    this.sealer = sealer;
  }

  /**
   * Signs and records one credential.
   *
   * @param again drafts the same credential at another position
   * @return what is on record; empty if the key turns out to be that of another request
   */
  Optional<CredentialRecord> record(
      IssuerId issuer,
      Draft first,
      @Nullable String awardKey,
      String requestSha256,
      Function<Position, Draft> again) {
    return record(issuer, first, awardKey, requestSha256, again, credentials::record);
  }

  /**
   * Signs one credential and records it with the given write.
   *
   * @return what is on record; empty if the key turns out to be that of another request, or the
   *     credential to replace has ended
   */
  Optional<CredentialRecord> record(
      IssuerId issuer,
      Draft first,
      @Nullable String awardKey,
      String requestSha256,
      Function<Position, Draft> again,
      Write write) {
    var draft = first;
    for (int tries = 0; tries < TRIES; tries++) {
      var issued =
          new IssuedCredential(
              draft.id(),
              issuer,
              draft.achievement(),
              draft.achievementVersion(),
              draft.validity(),
              draft.position(),
              sealer.seal(draft.prepared()),
              new CredentialStatus.Active());
      var record =
          awardKey == null ? null : new AwardRecord(issuer, awardKey, requestSha256, draft.id());
      switch (write.write(issued, record)) {
        case CredentialStore.Recording.Recorded _ -> {
          return Optional.of(issued);
        }
        case CredentialStore.Recording.AwardedBefore(var earlier) -> {
          return earlier.requestSha256().equals(requestSha256)
              ? Optional.of(read(earlier.credential()))
              : Optional.empty();
        }
        case CredentialStore.Recording.Outdated _ -> {
          return Optional.empty();
        }
        case CredentialStore.Recording.Taken _ ->
            draft = again.apply(positions.next(issuer, 1).getFirst());
      }
    }
    throw new IllegalStateException(
        "the positions given out for " + issuer + " are taken: the table went back in time");
  }

  /** Reads the credential that an award made. */
  CredentialRecord read(CredentialId id) {
    return credentials
        .lookUp(id)
        .orElseThrow(() -> new IllegalStateException(id + " was awarded and is not on record"));
  }
}

package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.Deployment;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.IssuedCredential;

/** Compares credentials with the records of this deployment. */
final class RecordComparison {

  private final Deployment deployment;

  RecordComparison(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Returns the first difference between the credential and its record. */
  Optional<String> contradiction(JsonObject credential, IssuedCredential stored) {
    var facts = new CredentialFacts(credential);
    var validity = stored.validity();
    if (!credentialId(facts).equals(Optional.of(stored.id()))) {
      return Optional.of("The id is not that of the record.");
    }
    var issuerId = facts.issuerId().orElse("");
    // The proof shows whether a did:key is the issuer's: the DID is the key of the proof.
    if (!issuerId.startsWith(Multikey.DID_KEY)
        && !issuerId.equals(deployment.webDid(stored.issuer()))) {
      return Optional.of("The issuer is not that of the record.");
    }
    if (!inSeconds(facts.validFrom()).equals(Optional.of(validity.validFrom()))
        || !inSeconds(facts.validUntil()).equals(Optional.ofNullable(validity.validUntil()))) {
      return Optional.of("The period of validity is not that of the record.");
    }
    return holdsPosition(facts, stored)
        ? Optional.empty()
        : Optional.of("The status entry is not that of the record.");
  }

  /** Truncates to seconds, the precision of the record. */
  private static Optional<Instant> inSeconds(Optional<Instant> time) {
    return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Returns the record's id, from the credential's id or else from its status entry. */
  Optional<CredentialId> credentialId(CredentialFacts facts) {
    return facts
        .id()
        .flatMap(deployment::credentialId)
        .or(() ->
            facts
                .statusEntry()
                .flatMap(entry -> entry.string("id"))
                .flatMap(deployment::credentialOfStatus));
  }

  /** Tells whether the status entry names the position of the record. */
  boolean holdsPosition(CredentialFacts facts, CredentialRecord kept) {
    var position = kept.position();
    var entry = facts.statusEntry().orElse(JsonObject.EMPTY);
    return entry
            .string("statusListCredential")
            .equals(Optional.of(deployment.statusListUrl(position.list())))
        && new JsonString(Integer.toString(position.index())).equals(entry.get("statusListIndex"));
  }

  /**
   * Tells whether the credential was signed before its key was compromised. An attacker with the
   * key can write any date, so the record decides, and only for the credential that it holds.
   */
  static boolean isOlder(
      Optional<CredentialRecord> record, Instant since, Predicate<IssuedCredential> isOf) {
    return record
        .filter(kept ->
            kept instanceof IssuedCredential issued
                && issued.validity().validFrom().isBefore(since)
                && isOf.test(issued))
        .isPresent();
  }

  static boolean isJwtOf(IssuedCredential kept, CompactJws submitted) {
    return CompactJws.read(kept.secured().jwt()) instanceof CompactJws.Reading.Read(var jws)
        && jws.equals(submitted);
  }

  static boolean isEmbeddedOf(IssuedCredential kept, JsonObject submitted) {
    var text = kept.secured().embedded().getBytes(StandardCharsets.UTF_8);
    return JsonReader.read(text, JsonLimits.FOREIGN) instanceof JsonReading.Read(var document)
        && document.equals(submitted);
  }
}

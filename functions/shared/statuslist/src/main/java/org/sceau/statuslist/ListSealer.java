package org.sceau.statuslist;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.records.Deployment;
import org.sceau.records.PublicObjects.Stored;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.SecuredCredential;
import org.sceau.records.status.StatusListHead;
import org.sceau.signing.Sealer;

/** Signs status list credentials, and reads the bits of signed ones. */
final class ListSealer {

  private final Sealer sealer;
  private final Deployment deployment;

  ListSealer(Sealer sealer, Deployment deployment) {
    this.sealer = sealer;
    this.deployment = deployment;
  }

  /**
   * Decodes the public list if the issuer signed it. The fingerprint in the head proves that
   * cheaply; without it both signatures are verified.
   */
  Optional<BitSet> publicBits(StatusListHead head, Issuer issuer, PublishedForms earlier) {
    var list = earlier.json().flatMap(json -> read(json.object().bytes()));
    boolean isKnown =
        earlier.fingerprint().filter(print -> print.equals(head.fingerprint())).isPresent();
    if (!isKnown
        && (list.filter(read -> sealer.isSealed(read, issuer)).isEmpty()
            || earlier.jwt().filter(jwt -> !isOurs(head, issuer, jwt)).isPresent())) {
      return Optional.empty();
    }
    return list.flatMap(read -> encodedList(head, issuer, read))
        .map(encoded -> EncodedList.decode(encoded, head.capacity()));
  }

  private static Optional<JsonObject> read(byte[] text) {
    return JsonReader.read(text, JsonLimits.FOREIGN) instanceof JsonReading.Read(JsonObject list)
        ? Optional.of(list)
        : Optional.empty();
  }

  private boolean isOurs(StatusListHead head, Issuer issuer, Stored jwt) {
    return sealer
        .sealedClaims(new String(jwt.object().bytes(), StandardCharsets.UTF_8), issuer)
        .flatMap(claims -> encodedList(head, issuer, claims))
        .isPresent();
  }

  /** Returns the encoded list if id, issuer and purpose are those of the head. */
  private Optional<String> encodedList(StatusListHead head, Issuer issuer, JsonObject list) {
    var subject = list.object("credentialSubject").orElse(JsonObject.EMPTY);
    boolean isThis =
        list.string("id").filter(deployment.statusListUrl(head.list())::equals).isPresent()
            && list.string("issuer").filter(deployment.did(issuer)::equals).isPresent()
            && subject
                .string("statusPurpose")
                .filter(head.list().purpose().word()::equals)
                .isPresent();
    return isThis ? subject.string("encodedList") : Optional.empty();
  }

  /** Signs the list and checks that both signed forms have its bits. */
  SecuredCredential secure(StatusListHead head, Issuer issuer, BitSet bits, Instant now) {
    var prepared = sealer.prepare(credential(head, issuer, bits, now), issuer, now);
    if (prepared.refusal().isPresent()) {
      throw new IllegalStateException(head.list() + ": " + prepared.refusal().get());
    }
    var secured = sealer.seal(prepared);
    // seal() verified the signatures; this checks that the signed bits are the given ones.
    requireBits(head, issuer, bits, read(secured.embedded().getBytes(StandardCharsets.UTF_8)));
    requireBits(head, issuer, bits, sealer.sealedClaims(secured.jwt(), issuer));
    return secured;
  }

  private void requireBits(
      StatusListHead head, Issuer issuer, BitSet bits, Optional<JsonObject> made) {
    if (made.flatMap(list -> encodedList(head, issuer, list))
        .filter(encoded -> EncodedList.decode(encoded, head.capacity()).equals(bits))
        .isEmpty()) {
      throw new IllegalStateException(head.list() + " was signed with other bits");
    }
  }

  private JsonObject credential(StatusListHead head, Issuer issuer, BitSet bits, Instant now) {
    var url = deployment.statusListUrl(head.list());
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("id", url)
        .put("type", JsonArray.ofStrings("VerifiableCredential", "BitstringStatusListCredential"))
        // A string, since the W3C test suite refuses an issuer object in a list.
        .put("issuer", deployment.did(issuer))
        .put("validFrom", now.toString())
        .put("validUntil", now.plus(Publisher.VALIDITY).toString())
        .put(
            "credentialSubject",
            JsonObject.builder()
                .put("id", url + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", head.list().purpose().word())
                .put("ttl", Publisher.TTL.toMillis())
                .put("encodedList", EncodedList.encode(bits, head.capacity()))
                .build())
        .build();
  }
}

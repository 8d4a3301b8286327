package org.sceau.functions.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.Optional;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.statuslist.EncodedList;
import org.sceau.testing.Demo;

/** Reads and verifies published status lists. */
final class PublishedLists {

  private PublishedLists() {}

  /** Reads the bits of the embedded form or, by its key, of the JWT. */
  static BitSet bits(String key, PublicObject object, int capacity) {
    var text = text(object);
    return bits(
        Demo.object(key.endsWith(".jwt") ? new String(jws(text).payload(), UTF_8) : text),
        capacity);
  }

  static BitSet bits(JsonObject list, int capacity) {
    return EncodedList.decode(
        list.object("credentialSubject")
            .flatMap(subject -> subject.string("encodedList"))
            .orElseThrow(),
        capacity);
  }

  static CompactJws jws(String text) {
    return switch (CompactJws.read(text)) {
      case CompactJws.Reading.Read(var jws) -> jws;
      case CompactJws.Reading.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  /** Tells whether the issuer's Ed25519 key made the embedded proof. */
  static boolean verifies(JsonObject list, Issuer issuer, DataIntegrity integrity) {
    var key = issuer.signingKey(KeyKind.ED25519).orElseThrow();
    var method = DidDocument.multikeyMethod(Demo.DEPLOYMENT.webDid(Demo.ISSUER), key);
    return integrity.verify(
            list, named -> named.equals(method) ? Optional.of(key.publicKey()) : Optional.empty())
        instanceof DataIntegrity.Verification.Verified;
  }

  static String text(PublicObject object) {
    return new String(object.bytes(), UTF_8);
  }
}

package org.sceau.e2e;

import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import org.sceau.json.JsonObject;

/**
 * What somebody was awarded.
 *
 * @param credential the result as it was answered
 * @param kid of the key that signed the JWT
 */
record Awarded(JsonObject credential, String jwt, String kid, String validFrom) {

  static Awarded read(JsonObject credential) {
    var jwt = credential.string("jwt").orElseThrow();
    try {
      var jws = JWSObject.parse(jwt);
      var method = jws.getHeader().getKeyID();
      return new Awarded(
          credential,
          jwt,
          method.substring(method.indexOf('#') + 1),
          PublicLists.string(jws.getPayload().toJSONObject(), "validFrom"));
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}

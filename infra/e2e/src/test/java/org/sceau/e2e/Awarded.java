package org.sceau.e2e;

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
    var read = PublicLists.Jwt.read(jwt);
    return new Awarded(
        credential,
        jwt,
        read.kid().substring(read.kid().indexOf('#') + 1),
        PublicLists.string(read.claims(), "validFrom"));
  }
}

package org.sceau.local;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.sceau.jose.Sha256;

/** The key with which the operator makes issuers. */
record OperatorKey(String text) {

  private static final String FILE = "operator.key";
  private static final Pattern FORM = Pattern.compile("sceau_operator_[A-Za-z0-9_-]{43}");

  /** The key of the folder; made at the first call. */
  static OperatorKey in(DataFolder folder, SecureRandom random) {
    var kept = folder.read(FILE);
    if (kept.isEmpty()) {
      var secret = new byte[32];
      random.nextBytes(secret);
      var key = "sceau_operator_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
      folder.write(FILE, key + "\n");
      return new OperatorKey(key);
    }
    var key = kept.get().strip();
    if (!FORM.matcher(key).matches()) {
      throw folder.damaged(FILE, "it is no operator's key");
    }
    return new OperatorKey(key);
  }

  /** What the deployment knows of the key. */
  String sha256() {
    return Sha256.hex(text);
  }

  @Override
  public String toString() {
    return "the operator's key";
  }
}

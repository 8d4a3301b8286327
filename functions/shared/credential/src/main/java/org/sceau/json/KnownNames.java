package org.sceau.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of members that credentials, their keys and their lists have, so that these need not be
 * made, nor their hashes be computed, for each text that is read. What is not here is read all the
 * same.
 */
final class KnownNames {

  private static final String[] NAMES =
      """
      @context @type @value @language @direction id type name description url image issuer caption \
      validFrom validUntil awardedDate issuanceDate expirationDate created expires proofPurpose \
      credentialSubject credentialStatus credentialSchema evidence endorsement refreshService \
      termsOfUse proof identifier hashed identityHash identityType salt activityStartDate \
      activityEndDate creditsEarned achievement achievementType criteria narrative creator \
      creditsAvailable fieldOfStudy humanCode inLanguage otherIdentifier related specialization tag \
      version alignment targetName targetUrl targetFramework targetType targetCode \
      targetDescription licenseNumber role source term result resultDescription resultType \
      allowedValue requiredLevel requiredValue rubricCriterionLevel level points valueMax valueMin \
      achievedLevel status value genre audience email phone address addressCountry \
      addressCountryCode addressRegion addressLocality streetAddress postalCode official parentOrg \
      creditUnit workloadHours eqfCycle assessmentType participationType supervisionType \
      identityChecked prerequisites stackability qualityAssurance furtherInformation \
      statusPurpose statusListIndex statusListCredential statusSize statusMessage message ttl \
      encodedList cryptosuite verificationMethod proofValue challenge domain previousProof jws \
      verifiableCredential holder digestSRI digestMultibase relatedResource \
      controller assertionMethod authentication publicKeyJwk publicKeyMultibase alsoKnownAs service \
      serviceEndpoint revoked keys \
      alg typ cty kid jwk kty crv x y n e use key_ops \
      iss sub jti nbf exp iat aud nonce vc vp\
      """
          .split(" ");

  private static final int BITS = 10;

  private static final int LONGEST = longest();

  private static final String[] BY_PLACE = new String[1 << BITS];

  /** The first and the last eight bytes, which are all of most names. */
  private static final long[] HEADS = new long[1 << BITS];

  private static final long[] TAILS = new long[1 << BITS];

  static {
    for (var name : NAMES) {
      var padded = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), LONGEST + Long.BYTES);
      long head = head(padded, 0, name.length());
      long tail = tail(padded, name.length(), name.length());
      int place = place(head, tail, name.length());
      while (BY_PLACE[place] != null) {
        place = next(place);
      }
      BY_PLACE[place] = name;
      HEADS[place] = head;
      TAILS[place] = tail;
    }
  }

  private KnownNames() {}

  private static int longest() {
    int longest = 0;
    for (var name : NAMES) {
      longest = Math.max(longest, name.length());
    }
    return longest;
  }

  static List<String> all() {
    return List.of(NAMES);
  }

  /** The name that these bytes are; null if it is none of these, or at the very end of the text. */
  static @Nullable String find(byte[] text, int from, int to) {
    int length = to - from;
    if (length == 0 || length > LONGEST || from > text.length - Long.BYTES) {
      return null;
    }
    long head = head(text, from, length);
    long tail = tail(text, to, length);
    for (int place = place(head, tail, length); BY_PLACE[place] != null; place = next(place)) {
      if (HEADS[place] == head
          && TAILS[place] == tail
          && BY_PLACE[place].length() == length
          && hasMiddle(BY_PLACE[place], text, from)) {
        return BY_PLACE[place];
      }
    }
    return null;
  }

  private static long head(byte[] text, int from, int length) {
    long head = (long) UsualJson.EIGHT_BYTES.get(text, from);
    return length < Long.BYTES ? head & ((1L << (Byte.SIZE * length)) - 1) : head;
  }

  private static long tail(byte[] text, int to, int length) {
    return length <= Long.BYTES ? 0 : (long) UsualJson.EIGHT_BYTES.get(text, to - Long.BYTES);
  }

  /** Whether what is neither head nor tail is the name's too. */
  private static boolean hasMiddle(String name, byte[] text, int from) {
    for (int i = Long.BYTES; i < name.length() - Long.BYTES; i++) {
      if (name.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static int place(long head, long tail, int length) {
    long mixed = (head * 31 + tail + length) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> (Long.SIZE - BITS));
  }

  private static int next(int place) {
    return (place + 1) & ((1 << BITS) - 1);
  }
}

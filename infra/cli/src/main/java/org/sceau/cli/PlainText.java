package org.sceau.cli;

import java.util.regex.Pattern;

/** Makes what strangers wrote fit for a terminal. */
final class PlainText {

  /** Among them those that move the cursor, and those that turn the direction of writing. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

  private static final Pattern KEY = Pattern.compile("sceau_[A-Za-z0-9_-]{8,}");
  private static final int LONGEST = 500;

  private PlainText() {}

  /** On one line, without a character that does anything, and not too long. */
  static String of(String text) {
    var plain = UNSEEN.matcher(text).replaceAll(" ").strip();
    return plain.length() <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  /** Without a key that somebody wrote where no key belongs. */
  static String withoutKeys(String text) {
    return KEY.matcher(text).replaceAll("sceau_…");
  }
}

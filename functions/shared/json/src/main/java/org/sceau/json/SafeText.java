package org.sceau.json;

import java.util.regex.Pattern;

/** Detects the characters that a displayed text must not contain. */
public final class SafeText {

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  private SafeText() {}

  /**
   * Tells whether a text has control characters other than tab and line feed, or characters that
   * change the direction of writing: they let a page show a false text.
   */
  public static boolean hasControls(String text) {
    return CONTROL.matcher(text).find();
  }
}

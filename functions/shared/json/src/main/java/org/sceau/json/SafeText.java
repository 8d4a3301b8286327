package org.sceau.json;

import java.util.regex.Pattern;

/** Refuses the characters that a displayed text must not contain. */
public final class SafeText {

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  private SafeText() {}

  /**
   * Whether it has control characters beyond tab and line feed, or such as turn the direction of
   * writing: they let a page show what is not there.
   */
  public static boolean hasControls(String text) {
    return CONTROL.matcher(text).find();
  }
}

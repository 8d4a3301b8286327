package org.sceau.json;

import java.util.regex.Pattern;

/** What a text must not have that is shown under somebody's name. */
public final class SafeText {

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  /**
   * Where a link of Markdown goes elsewhere than to the web or a mailbox (CommonMark, sections 4.7,
   * 6.3 and 6.5). What is written with entities or escapes is elsewhere too.
   */
  private static final Pattern STRANGE_LINK =
      Pattern.compile(
          "(?m)(\\]\\(\\s*+<?+|^ {0,3}+\\[[^\\[\\]]{1,999}+\\]:\\s*+<?+"
              + "|<(?=[A-Za-z][A-Za-z0-9+.-]{1,31}+:))(?!(?i:https?://|mailto:))");

  private SafeText() {}

  /**
   * Whether it has control characters beyond tab and line feed, or such as turn the direction of
   * writing: they let a page show what is not there.
   */
  public static boolean hasControls(String text) {
    return CONTROL.matcher(text).find();
  }

  /** Whether it has, taken for Markdown, a link that leads neither to the web nor to a mailbox. */
  public static boolean hasStrangeLink(String text) {
    return STRANGE_LINK.matcher(text).find();
  }
}

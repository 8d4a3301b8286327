package org.sceau.records.catalog;

import java.util.regex.Pattern;

/** Identifies an achievement within this deployment; part of public URLs, chosen by its creator. */
public record AchievementId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  public AchievementId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an achievement id: " + value);
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}

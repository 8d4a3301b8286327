package org.sceau.verification;

import java.util.Locale;
import java.util.Optional;

/** The languages in which Sceau speaks to people. */
public enum Language {
  FR(Locale.FRANCE),
  EN(Locale.UK);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** The language tag, {@code fr} or {@code en}. */
  public String tag() {
    return locale.getLanguage();
  }

  /** By whose customs dates and numbers are written. */
  public Locale locale() {
    return locale;
  }

  /** The language of a tag, whatever its region. */
  public static Optional<Language> of(String tag) {
    var primary = tag.strip().toLowerCase(Locale.ROOT).split("-", 2)[0];
    for (var language : values()) {
      if (language.tag().equals(primary)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}

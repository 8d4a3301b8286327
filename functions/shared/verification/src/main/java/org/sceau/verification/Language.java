package org.sceau.verification;

import java.util.Locale;
import java.util.Optional;

/** The languages of pages and messages for people. */
public enum Language {
  FR(Locale.FRANCE),
  EN(Locale.UK);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** Returns the language tag, {@code fr} or {@code en}. */
  public String tag() {
    return locale.getLanguage();
  }

  /** Returns the locale that formats dates and numbers. */
  public Locale locale() {
    return locale;
  }

  /** Finds the language of a tag, whatever its region. */
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

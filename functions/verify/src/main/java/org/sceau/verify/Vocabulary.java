package org.sceau.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.sceau.http.HttpRequest;

/** The words of every language, and which of them a request wants. */
final class Vocabulary {

  private final Map<Language, Words> words = new EnumMap<>(Language.class);

  Vocabulary() {
    for (var language : Language.values()) {
      words.put(language, new Words(language));
    }
  }

  /** By {@code ?lang=}, then {@code Accept-Language}; French for people who say nothing. */
  Words ofPage(HttpRequest request) {
    return of(wanted(request).orElse(Language.FR));
  }

  /** Likewise, but English for programs that say nothing. */
  Words ofReport(HttpRequest request) {
    return of(wanted(request).orElse(Language.EN));
  }

  private static Optional<Language> wanted(HttpRequest request) {
    return Language.of(request.query().getOrDefault("lang", ""))
        .or(() ->
            Preferences.of(request.header("accept-language").orElse("")).stream()
                .flatMap(tag -> Language.of(tag).stream())
                .findFirst());
  }

  private Words of(Language language) {
    var found = words.get(language);
    if (found == null) {
      throw new IllegalStateException("no words of " + language);
    }
    return found;
  }
}

package org.sceau.functions.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.Preferences;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;

/** Selects the messages in the language that a request prefers. */
final class Vocabulary {

  private final Map<Language, Messages> words = new EnumMap<>(Language.class);

  Vocabulary() {
    for (var language : Language.values()) {
      words.put(language, new Messages(language));
    }
  }

  /** By {@code ?lang=}, then {@code Accept-Language}; French for people who say nothing. */
  Messages ofPage(HttpRequest request) {
    return of(wanted(request).orElse(Language.FR));
  }

  /** Likewise, but English for programs that say nothing. */
  Messages ofReport(HttpRequest request) {
    return of(wanted(request).orElse(Language.EN));
  }

  private static Optional<Language> wanted(HttpRequest request) {
    return Language.of(request.query().getOrDefault("lang", ""))
        .or(() ->
            Preferences.of(request.header("accept-language").orElse("")).stream()
                .flatMap(tag -> Language.of(tag).stream())
                .findFirst());
  }

  private Messages of(Language language) {
    var found = words.get(language);
    if (found == null) {
      throw new IllegalStateException("no words of " + language);
    }
    return found;
  }
}

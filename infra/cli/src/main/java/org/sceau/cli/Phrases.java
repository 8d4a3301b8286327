package org.sceau.cli;

import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sceau.verification.Language;

/** What the command says, in one language. */
final class Phrases {

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])\\}");

  private final Language language;
  private final ResourceBundle bundle;

  Phrases(Language language) {
    this.language = language;
    this.bundle = ResourceBundle.getBundle("org.sceau.cli.messages", language.locale());
  }

  Language language() {
    return language;
  }

  ResourceBundle bundle() {
    return bundle;
  }

  /** The text with the arguments at the places <code>{0}</code>, <code>{1}</code> and so on. */
  String text(String key, Object... arguments) {
    return PLACE
        .matcher(bundle.getString(key))
        .replaceAll(place ->
            Matcher.quoteReplacement(String.valueOf(arguments[Integer.parseInt(place.group(1))])));
  }
}

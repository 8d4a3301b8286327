package org.sceau.verification;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats the messages of a bundle for people in one language; days are those of UTC. */
public final class Messages {

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])\\}");

  private final Language language;
  private final ResourceBundle bundle;
  private final DateTimeFormatter day;

  /** Reads the messages of the verifier. */
  public Messages(Language language) {
    this(language, "org.sceau.verification.messages");
  }

  /** Reads the messages of a bundle. */
  public Messages(Language language, String bundle) {
    this.language = language;
    this.bundle = ResourceBundle.getBundle(bundle, language.locale());
    this.day =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(language.locale())
            .withZone(ZoneOffset.UTC);
  }

  public Language language() {
    return language;
  }

  /** Returns the bundle, for a library that reads it itself. */
  public ResourceBundle bundle() {
    return bundle;
  }

  /**
   * Returns the text with the arguments at the places <code>{0}</code>, <code>{1}</code> and so on.
   */
  public String text(String key, Object... arguments) {
    return PLACE
        .matcher(bundle.getString(key))
        .replaceAll(place ->
            Matcher.quoteReplacement(String.valueOf(arguments[Integer.parseInt(place.group(1))])));
  }

  public String headline(VerificationProblem problem) {
    return about("headline.", problem);
  }

  /** Returns one plain sentence on a problem. */
  public String sentence(VerificationProblem problem) {
    return about("sentence.", problem);
  }

  public String day(Instant time) {
    return day.format(time);
  }

  public String minute(Instant time) {
    return DateTimeFormatter.ofPattern("HH:mm", language.locale())
        .withZone(ZoneOffset.UTC)
        .format(time);
  }

  public String number(BigDecimal number) {
    return NumberFormat.getNumberInstance(language.locale()).format(number);
  }

  /** Returns a result as its issuer wrote it, with the language's decimal separator. */
  public String measure(String value) {
    return value.matches("[0-9]{1,9}\\.[0-9]{1,9}")
        ? value.replace(
            '.', DecimalFormatSymbols.getInstance(language.locale()).getDecimalSeparator())
        : value;
  }

  /** Returns the name of a country by its ISO 3166-1 code. */
  public String country(String code) {
    return Locale.of("", code).getDisplayCountry(language.locale());
  }

  /** Returns the name of a language by its BCP 47 tag. */
  public String languageName(String tag) {
    var name = Locale.forLanguageTag(tag).getDisplayName(language.locale());
    return name.isEmpty() ? tag : capitalised(name);
  }

  /** Translates an issuer's word if it is a usual one; capitalises it otherwise. */
  public String word(String word) {
    var key = "word." + word.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
    return bundle.containsKey(key) ? bundle.getString(key) : capitalised(word);
  }

  private String capitalised(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(language.locale()) + text.substring(1);
  }

  private String about(String prefix, VerificationProblem problem) {
    var since = problem.since();
    var name = problem.name();
    return text(
        prefix + problem.code(), since == null ? "?" : day(since), name == null ? "?" : name);
  }
}

package org.sceau.lambda;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Orders the values of a header such as {@code Accept} or {@code Accept-Language} by their quality
 * (RFC 9110, section 12.4). Values that cannot be read are ignored, since browsers and libraries
 * write these headers, not people.
 */
public final class Preferences {

  private static final int MAX_VALUES = 50;

  private record Preference(String value, double quality) {}

  private Preferences() {}

  /** Returns the values in lower case, best first, those of quality 0 left out. */
  public static List<String> of(String header) {
    return Arrays.stream(header.split(",", MAX_VALUES + 1))
        .limit(MAX_VALUES)
        .map(Preferences::preference)
        .filter(preference -> preference.quality() > 0)
        .sorted(Comparator.comparingDouble(Preference::quality).reversed())
        .map(Preference::value)
        .toList();
  }

  private static Preference preference(String text) {
    var parts = text.toLowerCase(Locale.ROOT).split(";", 10);
    double quality = 1;
    for (int i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        quality = quality(parameter.substring(2));
      }
    }
    return new Preference(parts[0].strip(), parts[0].isBlank() ? 0 : quality);
  }

  private static double quality(String text) {
    return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
  }
}

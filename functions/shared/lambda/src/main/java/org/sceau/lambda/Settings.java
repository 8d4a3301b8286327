package org.sceau.lambda;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads a function's environment, and says all that is wrong with it at once: read every setting,
 * then call {@link #check()}.
 */
public final class Settings {

  private final Map<String, String> environment;
  private final List<String> wrong = new ArrayList<>();

  public Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** A text that must be set. */
  public String text(String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      wrong.add(name + " is not set");
      return "?";
    }
    return value;
  }

  /** A text that may be set. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Scheme and host of a web address, that must be set. */
  public String origin(String name) {
    var value = text(name);
    try {
      var uri = URI.create(value);
      if (uri.getHost() != null && value.equals(uri.getScheme() + "://" + uri.getAuthority())) {
        return value;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    if (!value.equals("?")) {
      wrong.add(name + " is not scheme and host alone, as https://sceau.example: " + value);
    }
    return "https://not-set.invalid";
  }

  /**
   * A whole number that may be set.
   *
   * @param otherwise what holds if it is not
   * @param form the expected form, to follow "is not"
   */
  public int number(String name, int otherwise, IntPredicate allowed, String form) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (allowed.test(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    wrong.add(name + " is not " + form + ": " + value);
    return otherwise;
  }

  /**
   * To be called when all settings were read.
   *
   * @throws IllegalStateException if any is missing or ill-formed; names them all
   */
  public void check() {
    if (!wrong.isEmpty()) {
      throw new IllegalStateException("environment: " + String.join(", ", wrong));
    }
  }
}

package org.sceau.lambda;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads a function's environment and reports all faults at once: read every setting, then call
 * {@link #check()}.
 */
public final class Settings {

  private final Map<String, String> environment;
  private final List<String> wrong = new ArrayList<>();

  public Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Reads a required text. */
  public String text(String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      wrong.add(name + " is not set");
      return "?";
    }
    return value;
  }

  /** Reads an optional text. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Reads a required web origin: scheme and host. */
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
   * Reads an optional whole number.
   *
   * @param otherwise the default
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
   * Fails if a setting was missing or malformed. Call it after reading all settings.
   *
   * @throws IllegalStateException if a setting is missing or malformed; the message names all
   */
  public void check() {
    if (!wrong.isEmpty()) {
      throw new IllegalStateException("environment: " + String.join(", ", wrong));
    }
  }
}

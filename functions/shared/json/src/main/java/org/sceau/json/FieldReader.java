package org.sceau.json;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object by name and collects all violations, so that a caller gets them
 * in one response. An unknown member is a violation too: {@link #done()}.
 */
public final class FieldReader {

  /** The pattern after {@code ext:} in the schema of Open Badges 3.0. */
  private static final Pattern OWN_WORD = Pattern.compile("[A-Za-z0-9._-]{1,90}");

  private static final int LAST_YEAR = 9_999;

  private final JsonObject object;
  private final String path;
  private final List<Violation> violations;
  private final Set<String> asked = new HashSet<>();

  public FieldReader(JsonObject object) {
    this(object, "", new ArrayList<>());
  }

  private FieldReader(JsonObject object, String path, List<Violation> violations) {
    this.object = object;
    this.path = path;
    this.violations = violations;
  }

  /** Returns the violations so far, in this object and in those read below it. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Refuses all members that were not read. Call it after reading all known members. */
  public void done() {
    for (var name : object.members().keySet()) {
      if (!asked.contains(name)) {
        refuse(name, "This member is not known here: leave it out.");
      }
    }
  }

  /** Records a violation of the member. */
  public void refuse(String name, String message) {
    violations.add(new Violation(pathOf(name), message));
  }

  public String pathOf(String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  public boolean has(String name) {
    return object.has(name);
  }

  /**
   * Refuses members that callers may know from elsewhere and cannot set here, each with its reason.
   */
  public void refuseAll(Map<String, String> reasons) {
    for (var name : object.members().keySet()) {
      var reason = reasons.get(name);
      if (reason != null) {
        asked.add(name);
        refuse(name, reason);
      }
    }
  }

  /**
   * Reads a required text of 1 to {@code maxChars} characters; returns a placeholder if it is
   * missing or malformed.
   */
  public String requiredText(String name, int maxChars) {
    requirePresent(name);
    return text(name, maxChars).orElse("?");
  }

  /**
   * Reads a text of 1 to {@code maxChars} characters. Control characters, and those that turn the
   * direction of writing, are refused: they let a page show what is not there.
   */
  public Optional<String> text(String name, int maxChars) {
    return string(name)
        .flatMap(text -> {
          if (text.isBlank() || text.length() > maxChars) {
            return refused(name, "Give a text of 1 to " + maxChars + " characters.");
          }
          if (SafeText.hasControls(text)) {
            return refused(name, "Leave control and direction characters out of the text.");
          }
          return Optional.of(text);
        });
  }

  /** Reads a text that matches the pattern. */
  public Optional<String> matching(String name, Pattern form, String message) {
    return string(name)
        .flatMap(text -> form.matcher(text).matches() ? Optional.of(text) : refused(name, message));
  }

  /** Reads an optional {@code type}, which must be this type, alone or in an array. */
  public void typed(String name, String type) {
    asked.add(name);
    if (object.has(name) && !object.list(name).equals(List.of(new JsonString(type)))) {
      refuse(name, "Leave the type out, or give " + type + ".");
    }
  }

  /**
   * Reads one of the words, or a word with the prefix.
   *
   * @param prefix the prefix of extension words; {@code null} if none are allowed
   */
  public Optional<String> oneOf(String name, Set<String> values, @Nullable String prefix) {
    return string(name)
        .flatMap(text -> {
          if (values.contains(text)
              || (prefix != null
                  && text.startsWith(prefix)
                  && OWN_WORD.matcher(text.substring(prefix.length())).matches())) {
            return Optional.of(text);
          }
          var others =
              prefix == null ? "" : ", or letters, digits, . - _ of your own after " + prefix;
          return refused(
              name,
              "Give one of " + String.join(", ", values.stream().sorted().toList()) + others + ".");
        });
  }

  /** Reads an absolute URL of {@code https} or of a listed scheme; no other may be linked. */
  public Optional<String> url(String name, String... otherSchemes) {
    return string(name)
        .flatMap(text -> {
          var schemes = new ArrayList<>(List.of(otherSchemes));
          schemes.add("https");
          try {
            var uri = new URI(text);
            if (uri.getScheme() != null
                && schemes.contains(uri.getScheme())
                && text.length() <= 2_048
                && uri.getRawUserInfo() == null
                && (uri.getHost() != null
                    || (uri.isOpaque() && !uri.getScheme().startsWith("http")))) {
              return Optional.of(text);
            }
          } catch (URISyntaxException _) {
            // falls through to the refusal
          }
          return refused(
              name,
              "Give an absolute URL that begins with " + String.join(": or ", schemes) + ":.");
        });
  }

  /** Reads a date and time with its zone (RFC 3339), truncated to seconds. */
  public Optional<Instant> instant(String name) {
    return string(name)
        .flatMap(text -> {
          try {
            var instant = Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond());
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (text.length() <= 35 && year > 0 && year <= LAST_YEAR) {
              return Optional.of(instant);
            }
          } catch (DateTimeException _) {
            // falls through to the refusal
          }
          return refused(name, "Give a date and time with its zone, as 2026-01-15T10:00:00Z.");
        });
  }

  /** Reads a number from {@code min} to {@code max} with at most two decimals. */
  public Optional<JsonNumber> number(String name, long min, long max) {
    return number(name, min, max, 2);
  }

  /** Reads a number from {@code min} to {@code max} with at most this many decimals. */
  public Optional<JsonNumber> number(String name, long min, long max, int decimals) {
    asked.add(name);
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case JsonNumber number
          when number.decimal().stripTrailingZeros().scale() <= decimals
              && number.decimal().compareTo(BigDecimal.valueOf(min)) >= 0
              && number.decimal().compareTo(BigDecimal.valueOf(max)) <= 0 ->
          // 3.0 and 3 are one number, and only the second has one spelling in RDF.
          Optional.of(new JsonNumber(number.decimal().stripTrailingZeros().toPlainString()));
      default ->
          refused(
              name,
              "Give a number from "
                  + min
                  + " to "
                  + max
                  + " with at most "
                  + decimals
                  + " decimals.");
    };
  }

  public Optional<Boolean> bool(String name) {
    asked.add(name);
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case JsonBoolean(var value) -> Optional.of(value);
      default -> refused(name, "Give true or false.");
    };
  }

  public Optional<String> string(String name) {
    asked.add(name);
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case JsonString(var text) -> Optional.of(text);
      default -> refused(name, "Give a string.");
    };
  }

  /** Reads the member, an object, with its own reader. */
  public <T> Optional<T> object(String name, Function<FieldReader, T> reading) {
    asked.add(name);
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case JsonObject inner -> Optional.of(inside(inner, pathOf(name), reading));
      default -> refused(name, "Give an object.");
    };
  }

  /**
   * An object with arbitrary members, and the reader of its known members.
   *
   * @param reader the reader, which reports no member as unknown
   */
  public record Whole(JsonObject json, FieldReader reader) {}

  /** Reads the member, a required object that may have any members. */
  public Optional<Whole> whole(String name) {
    requirePresent(name);
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case JsonObject inner ->
          Optional.of(new Whole(inner, new FieldReader(inner, pathOf(name), violations)));
      default -> refused(name, "Give an object.");
    };
  }

  /** Reads each item of the member, an array of 1 to {@code max} objects. */
  public <T> List<T> objects(String name, int max, Function<FieldReader, T> reading) {
    List<T> read = new ArrayList<>();
    var items = items(name, max);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof JsonObject inner) {
        read.add(inside(inner, pathOf(name) + "/" + i, reading));
      } else {
        refuse(name, i, "Give an object.");
      }
    }
    return List.copyOf(read);
  }

  /** Reads the member, an array of 1 to {@code max} texts. */
  public List<String> texts(String name, int max, int maxChars) {
    List<String> read = new ArrayList<>();
    var items = items(name, max);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof JsonString(var text)
          && !text.isBlank()
          && text.length() <= maxChars
          && !SafeText.hasControls(text)) {
        read.add(text);
      } else {
        refuse(name, i, "Give a text of 1 to " + maxChars + " characters.");
      }
    }
    return List.copyOf(read);
  }

  /** Records a violation if a required member is missing. */
  public void requirePresent(String name) {
    asked.add(name);
    if (!object.has(name)) {
      refuse(name, "This member is required.");
    }
  }

  private List<JsonValue> items(String name, int max) {
    asked.add(name);
    return switch (object.get(name)) {
      case null -> List.of();
      case JsonArray(var items) when !items.isEmpty() && items.size() <= max -> items;
      default -> {
        refuse(name, "Give an array of 1 to " + max + " items.");
        yield List.of();
      }
    };
  }

  private <T> T inside(JsonObject inner, String innerPath, Function<FieldReader, T> reading) {
    var reader = new FieldReader(inner, innerPath, violations);
    var value = reading.apply(reader);
    reader.done();
    return value;
  }

  private void refuse(String name, int index, String message) {
    violations.add(new Violation(pathOf(name) + "/" + index, message));
  }

  private <T> Optional<T> refused(String name, String message) {
    refuse(name, message);
    return Optional.empty();
  }
}

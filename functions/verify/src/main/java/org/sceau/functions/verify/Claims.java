package org.sceau.functions.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.functions.verify.Page.Text;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.verification.Messages;

/**
 * What a credential that is no badge says of its subject: its claims in their order, under the
 * issuer's own words. Nobody has told what they mean, so that they are shown and not understood.
 */
final class Claims {

  private static final int MOST = 40;
  private static final int DEEPEST = 4;
  private static final String WITHIN = " › ";
  private static final Set<String> UNTOLD = Set.of("id", "type", "@context", "@type", "@id");

  private final Messages words;
  private final Function<String, Optional<String>> linkable;
  private final Map<String, List<Text>> found = new LinkedHashMap<>();
  private boolean isWhole = true;

  private Claims(Messages words, Function<String, Optional<String>> linkable) {
    this.words = words;
    this.linkable = linkable;
  }

  /**
   * The claims.
   *
   * @param linkable the address of what a reader may follow
   */
  static List<Entry> of(
      JsonObject credential, Messages words, Function<String, Optional<String>> linkable) {
    var claims = new Claims(words, linkable);
    for (var subject : credential.list("credentialSubject")) {
      if (subject instanceof JsonObject object) {
        claims.members(object, "", 1);
      }
    }
    List<Entry> entries = new ArrayList<>();
    claims.found.forEach((label, values) -> entries.add(new Entry(label, values)));
    if (!claims.isWhole) {
      entries.add(new Entry("…", List.of(Text.of(words.text("claims.more")))));
    }
    return entries;
  }

  private void members(JsonObject object, String path, int depth) {
    object
        .members()
        .forEach((name, value) -> {
          if (!UNTOLD.contains(name)) {
            claim(path.isEmpty() ? spoken(name) : path + WITHIN + spoken(name), value, depth);
          }
        });
  }

  private void claim(String label, JsonValue value, int depth) {
    switch (value) {
      case JsonArray(var items) -> items.forEach(item -> claim(label, item, depth));
      case JsonObject object when object.string("@value").isPresent() ->
          add(label, Text.of(object.string("@value").get()));
      case JsonObject object -> {
        if (depth == DEEPEST) {
          isWhole = false;
        } else {
          members(object, label, depth + 1);
        }
      }
      case JsonString(var text) -> add(label, Text.link(text, linkable.apply(text).orElse(null)));
      case JsonNumber number -> add(label, Text.of(words.measure(number.literal())));
      case JsonBoolean(var isSo) ->
          add(label, Text.of(words.text(isSo ? "value.yes" : "value.no")));
      case JsonNull _ -> {}
    }
  }

  private void add(String label, Text text) {
    if (found.values().stream().mapToInt(List::size).sum() == MOST) {
      isWhole = false;
    } else {
      found.computeIfAbsent(label, _ -> new ArrayList<>()).add(text);
    }
  }

  /** {@code alumniOf} as it is spoken: alumni of. */
  private static String spoken(String name) {
    var words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ');
    return words.equals(name) ? name : words.toLowerCase(Locale.ROOT);
  }
}

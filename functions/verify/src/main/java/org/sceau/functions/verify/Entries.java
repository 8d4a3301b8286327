package org.sceau.functions.verify;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.functions.verify.Page.Text;
import org.sceau.verification.Messages;

/** Makes the labelled entries of the public page. */
final class Entries {

  private Entries() {}

  static Entry entry(Messages words, String key, Optional<String> word) {
    return entry(words, key, word.stream().map(text -> Text.of(words.word(text))));
  }

  static Entry entry(Messages words, String key, Stream<Text> values) {
    return new Entry(words.text(key), values.toList());
  }

  static Entry entry(Messages words, String key, Text value) {
    return entry(words, key, Stream.of(value));
  }

  static Text day(Instant time, Messages words) {
    return new Text(words.day(time), null, null, time.toString());
  }

  /** Returns the URL if it is an http or https URL, which a reader can follow without harm. */
  static Optional<String> linkable(@Nullable String url) {
    if (url == null) {
      return Optional.empty();
    }
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}

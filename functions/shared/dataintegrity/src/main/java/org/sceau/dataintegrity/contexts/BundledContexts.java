package org.sceau.dataintegrity.contexts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the only JSON-LD contexts that Sceau accepts, by URL; none is ever fetched. It needs no
 * JSON-LD library, so a function that only serves a context has none.
 */
public final class BundledContexts {

  /** The context with the terms of micro-credentials that Open Badges lacks. */
  public static final String MICRO_CREDENTIAL = "https://w3id.org/sceau/micro-credential/v1";

  private final Map<String, Entry> entries;

  public BundledContexts() {
    var index = new String(resource("files/index.txt"), StandardCharsets.US_ASCII);
    entries = new LinkedHashMap<>();
    index
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(fields -> entries.put(fields[2], new Entry(fields[1], fields[0])));
  }

  /** Returns the URLs, exactly as a document must write them. */
  public Set<String> urls() {
    return Set.copyOf(entries.keySet());
  }

  public boolean has(String url) {
    return entries.containsKey(url);
  }

  /** Returns the context with its published bytes. */
  public Optional<byte[]> bytes(String url) {
    return Optional.ofNullable(entries.get(url)).map(entry -> resource("files/" + entry.file));
  }

  /** Returns the SHA-256 of the context, in hexadecimal. */
  public Optional<String> sha256(String url) {
    return Optional.ofNullable(entries.get(url)).map(Entry::sha256);
  }

  private static byte[] resource(String name) {
    try (var stream = BundledContexts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  private record Entry(String file, String sha256) {}
}

package org.sceau.dataintegrity.contexts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON-LD contexts that Sceau knows, by URL. There are no others: none is ever fetched. Needs
 * no library, so that a function that only serves a context carries none.
 */
public final class BundledContexts {

  /** The terms of a micro-credential that Open Badges has none for. */
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

  /** The URLs, each exactly as a document must write it. */
  public Set<String> urls() {
    return Set.copyOf(entries.keySet());
  }

  public boolean has(String url) {
    return entries.containsKey(url);
  }

  /** The context as it was published. */
  public Optional<byte[]> bytes(String url) {
    return Optional.ofNullable(entries.get(url)).map(entry -> resource("files/" + entry.file));
  }

  /** The SHA-256 that the context has, in hexadecimal. */
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

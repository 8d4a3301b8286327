package org.sceau.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The JSON-LD contexts that Sceau knows, by URL. There are no others: none is ever fetched. Safe
 * for use by several threads; each context is read when it is first asked for.
 */
public final class BundledContexts {

  /** The terms of a micro-credential that Open Badges has none for. */
  public static final String MICRO_CREDENTIAL = "https://w3id.org/sceau/micro-credential/v1";

  private final Map<String, Entry> entries;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  public BundledContexts() {
    var index = new String(resource("contexts/index.txt"), StandardCharsets.US_ASCII);
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
    return Optional.ofNullable(entries.get(url)).map(entry -> resource("contexts/" + entry.file));
  }

  /** The SHA-256 that the context has, in hexadecimal. */
  public Optional<String> sha256(String url) {
    return Optional.ofNullable(entries.get(url)).map(Entry::sha256);
  }

  Optional<Document> document(String url) {
    var document = documents.get(url);
    if (document == null && has(url)) {
      document = documents.computeIfAbsent(url, this::parse);
    }
    return Optional.ofNullable(document);
  }

  private Document parse(String url) {
    try {
      return JsonDocument.of(new ByteArrayInputStream(bytes(url).orElseThrow()));
    } catch (JsonLdError e) {
      throw new IllegalStateException("bundled context " + url, e);
    }
  }

  static byte[] resource(String name) {
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

package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sceau.dataintegrity.contexts.BundledContexts;

/** Supplies the bundled contexts to Titanium, each parsed at first use. */
final class ParsedContexts {

  private final BundledContexts contexts;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  ParsedContexts(BundledContexts contexts) {
    this.contexts = contexts;
  }

  Optional<Document> document(String url) {
    return contexts.has(url)
        ? Optional.of(documents.computeIfAbsent(url, this::parse))
        : Optional.empty();
  }

  private Document parse(String url) {
    try {
      return JsonDocument.of(new ByteArrayInputStream(contexts.bytes(url).orElseThrow()));
    } catch (JsonLdError e) {
      throw new IllegalStateException("bundled context " + url, e);
    }
  }
}

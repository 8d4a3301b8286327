package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the scopes of documents by their contexts. Thread-safe. Processing contexts is most of the
 * work on a document, and bundled contexts always yield the same scope. Titanium processes one
 * context at a time, since its state is not thread-safe.
 */
final class TermScopes {

  /**
   * The most scopes that are cached: a scope has up to some ten thousand bytes, and documents of
   * one kind share a few dozen.
   */
  static final int MOST = 400;

  private final Supplier<JsonLdOptions> options;
  private final JsonProvider provider;
  private final Map<List<String>, TermScope> roots = new ConcurrentHashMap<>();
  private int made;

  TermScopes(Supplier<JsonLdOptions> options, JsonProvider provider) {
    this.options = options;
    this.provider = provider;
  }

  /** Returns the scope at the top of a document with these contexts. */
  TermScope root(List<String> urls) throws JsonLdError, NotPlainException {
    var known = roots.get(urls);
    return known == null ? make(List.copyOf(urls)) : known;
  }

  /** Returns the number of cached scopes. */
  synchronized int size() {
    return made;
  }

  private synchronized TermScope make(List<String> urls) throws JsonLdError, NotPlainException {
    makeRoom();
    var empty = new ActiveContext(ProcessingRuntime.of(options.get()));
    // As ObjectExpansion does: the base of a document from nowhere is none.
    var scope = new TermScope(this, empty.newContext().create(contexts(urls), null), null);
    roots.put(urls, scope);
    return scope;
  }

  /** Converts the contexts for Titanium. */
  JsonValue contexts(List<String> urls) {
    var contexts = provider.createArrayBuilder();
    urls.forEach(contexts::add);
    return contexts.build();
  }

  /** Returns the scope after one more context. */
  synchronized TermScope next(
      TermScope from, JsonValue local, @Nullable URI base, boolean propagated, boolean overriding)
      throws JsonLdError, NotPlainException {
    makeRoom();
    var builder = from.active().newContext();
    if (overriding) {
      builder = builder.overrideProtected(true);
    }
    if (!propagated) {
      builder = builder.propagate(false);
    }
    var active = builder.create(local, base);
    return new TermScope(this, active, previous(from, active).orElse(null));
  }

  /** Returns the scope of the previous context. */
  private static Optional<TermScope> previous(TermScope from, ActiveContext active) {
    var wanted = active.getPreviousContext();
    if (wanted == null) {
      return Optional.empty();
    }
    if (wanted == from.active()) {
      return Optional.of(from);
    }
    var before = from.previous();
    if (before == null || before.active() != wanted) {
      throw new IllegalStateException("a context that falls back to one of nowhere");
    }
    return Optional.of(before);
  }

  /** Clears the cache when it is full, and gives up the document that filled it. */
  private void makeRoom() throws NotPlainException {
    if (++made > MOST) {
      roots.clear();
      made = 0;
      throw new NotPlainException();
    }
  }
}

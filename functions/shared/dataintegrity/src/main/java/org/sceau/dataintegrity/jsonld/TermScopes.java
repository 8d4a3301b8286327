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
 * The scopes of documents by their contexts; for any thread. Processing contexts is most of the
 * work on a document, and the bundled ones always come to the same. It is Titanium that processes
 * them, one at a time, since what it keeps meanwhile is not for several threads.
 */
final class TermScopes {

  /** A scope has up to some ten thousand bytes; documents of one kind share a few dozen. */
  static final int MOST = 400;

  private final Supplier<JsonLdOptions> options;
  private final JsonProvider provider;
  private final Map<List<String>, TermScope> roots = new ConcurrentHashMap<>();
  private int made;

  TermScopes(Supplier<JsonLdOptions> options, JsonProvider provider) {
    this.options = options;
    this.provider = provider;
  }

  /** What holds at the top of a document with these contexts. */
  TermScope root(List<String> urls) throws JsonLdError, NotPlainException {
    var known = roots.get(urls);
    return known == null ? make(List.copyOf(urls)) : known;
  }

  /** How many scopes there are. */
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

  /** The contexts as Titanium takes them. */
  JsonValue contexts(List<String> urls) {
    var contexts = provider.createArrayBuilder();
    urls.forEach(contexts::add);
    return contexts.build();
  }

  /** What holds after one more context. */
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

  /** The scope of the context that this one falls back to. */
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

  /** Forgets all when there are too many; the document that brought them is given up. */
  private void makeRoom() throws NotPlainException {
    if (++made > MOST) {
      roots.clear();
      made = 0;
      throw new NotPlainException();
    }
  }
}

package org.sceau.dataintegrity.jsonld;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/**
 * Loads JSON-LD processing at first use, since a public link never needs it. Thread-safe.
 *
 * <p>It is both the canonicalizer and the type vocabulary, which share the bundled contexts.
 */
public final class LazyJsonLd implements Canonicalizer, TypeVocabulary {

  private @Nullable BundledContexts contexts;
  private @Nullable TitaniumCanonicalizer canonicalizer;
  private @Nullable TypeVocabulary types;

  @Override
  public Canonicalization canonicalize(JsonObject document, Digest digest) {
    return canonicalizer().canonicalize(document, digest);
  }

  @Override
  public List<Violation> violations(JsonObject document) {
    return types().violations(document);
  }

  @Override
  public Normalization normalize(JsonObject secured) {
    return canonicalizer().normalize(secured);
  }

  private synchronized TitaniumCanonicalizer canonicalizer() {
    var made = canonicalizer;
    if (made == null) {
      made = new TitaniumCanonicalizer(contexts());
      canonicalizer = made;
    }
    return made;
  }

  private synchronized TypeVocabulary types() {
    var made = types;
    if (made == null) {
      made = new ContextTypes(contexts());
      types = made;
    }
    return made;
  }

  private synchronized BundledContexts contexts() {
    var made = contexts;
    if (made == null) {
      made = new BundledContexts();
      contexts = made;
    }
    return made;
  }
}

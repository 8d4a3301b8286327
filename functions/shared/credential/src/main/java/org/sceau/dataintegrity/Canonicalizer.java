package org.sceau.dataintegrity;

import org.sceau.json.JsonObject;

/**
 * Turns a JSON-LD document into canonical N-Quads: expansion in safe mode, to RDF, RDFC-1.0. No
 * context is ever fetched.
 */
public interface Canonicalizer {

  /** What came of it. */
  sealed interface Canonicalization {

    /** The N-Quads, each line ending in a line feed. */
    record Canonical(String nquads) implements Canonicalization {}

    /**
     * The document is not one that can be signed: a term is undefined, a context is unknown, an
     * identifier is relative, or the work would be more than is done for anyone.
     *
     * @param reason one sentence that names the culprit
     */
    record Refused(String reason) implements Canonicalization {}
  }

  Canonicalization canonicalize(JsonObject document);
}

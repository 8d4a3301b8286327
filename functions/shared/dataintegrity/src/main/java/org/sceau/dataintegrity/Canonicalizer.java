package org.sceau.dataintegrity;

import org.sceau.json.JsonObject;

/**
 * Canonicalizes a JSON-LD document to N-Quads: expansion in safe mode, conversion to RDF, RDFC-1.0.
 * No context is ever fetched.
 */
@FunctionalInterface
public interface Canonicalizer {

  /** The result of canonicalization. */
  sealed interface Canonicalization {

    /** The N-Quads, each line ending in a line feed. */
    record Canonical(String nquads) implements Canonicalization {}

    /**
     * The document cannot be signed: a term is undefined, an identifier is relative, or the work
     * exceeds the limit.
     *
     * @param reason one sentence that names the culprit
     */
    record Refused(String reason) implements Canonicalization {}

    /**
     * The document cannot be judged: it names a context that is not bundled, embeds a context, or
     * is valid without a form in RDF.
     *
     * @param reason one sentence that names the culprit
     */
    record Unknown(String reason) implements Canonicalization {}

    /**
     * The document has a canonical form but is not plain: its JSON, read by names, may contradict
     * its RDF.
     *
     * @param reason one sentence that names the culprit
     */
    record Unreadable(String reason) implements Canonicalization {}
  }

  /**
   * Canonicalizes a document.
   *
   * @param digest the hash function for blank nodes
   */
  Canonicalization canonicalize(JsonObject document, Digest digest);

  /** Canonicalizes a document with SHA-256, as every issued credential is. */
  default Canonicalization canonicalize(JsonObject document) {
    return canonicalize(document, Digest.SHA_256);
  }
}

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

  /** The result of rewriting a document in its normal form. */
  sealed interface Normalization {

    /** The document in its normal form. */
    record Normalized(JsonObject document) implements Normalization {}

    /**
     * The document has a meaning, and no form in which it can be read safely.
     *
     * @param reason one sentence that names the member at fault
     */
    record Unreadable(String reason) implements Normalization {}

    /** The document has no meaning that could be written otherwise. */
    record None() implements Normalization {}
  }

  /**
   * Rewrites a document with embedded proofs in the one form that can be read by the names of its
   * members: the same statements about the document and about its proofs, each written once, with
   * the terms of bundled contexts. A proof over RDF covers the statements, and not their spelling.
   */
  default Normalization normalize(JsonObject secured) {
    return new Normalization.None();
  }
}

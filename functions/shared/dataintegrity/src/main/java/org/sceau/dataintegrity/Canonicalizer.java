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
     * The document is not one that can be signed: a term is undefined, an identifier is relative,
     * or the work would be more than is done for anyone.
     *
     * @param reason one sentence that names the culprit
     */
    record Refused(String reason) implements Canonicalization {}

    /**
     * The document names a context that is not at hand, or brings one along, so that nobody here
     * knows what it means; or it has what is right and has no form in RDF.
     *
     * @param reason one sentence that names the culprit
     */
    record Unknown(String reason) implements Canonicalization {}

    /**
     * The document has a canonical form and is not written plainly: its JSON, read by names, may
     * say something other than its RDF.
     *
     * @param reason one sentence that names the culprit
     */
    record Unreadable(String reason) implements Canonicalization {}
  }

  /**
   * The canonical form.
   *
   * @param digest what blank nodes are told apart with
   */
  Canonicalization canonicalize(JsonObject document, Digest digest);

  /** The canonical form with SHA-256, as everything that is issued here has it. */
  default Canonicalization canonicalize(JsonObject document) {
    return canonicalize(document, Digest.SHA_256);
  }
}

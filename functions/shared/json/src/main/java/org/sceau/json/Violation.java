package org.sceau.json;

/**
 * A violation in a document.
 *
 * @param path a JSON Pointer (RFC 6901); empty for the document itself
 * @param message one sentence on what to do
 */
public record Violation(String path, String message) {}

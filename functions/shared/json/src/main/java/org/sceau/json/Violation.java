package org.sceau.json;

/**
 * One thing that is wrong in a document.
 *
 * @param path where, as a JSON Pointer (RFC 6901); empty for the document itself
 * @param message one sentence on what to do
 */
public record Violation(String path, String message) {}

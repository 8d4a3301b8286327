package org.sceau.json;

/** An immutable JSON value (RFC 8259), sealed for exhaustive switches. */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}

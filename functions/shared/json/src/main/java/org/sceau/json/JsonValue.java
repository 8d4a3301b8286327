package org.sceau.json;

/** A JSON value (RFC 8259) that cannot change. Switch over it: the cases are all there are. */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}

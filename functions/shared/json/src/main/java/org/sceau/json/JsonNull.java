package org.sceau.json;

/** {@code null}, which is a value of its own and never stands for an absent member. */
public record JsonNull() implements JsonValue {}

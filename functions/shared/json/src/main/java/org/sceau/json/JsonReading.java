package org.sceau.json;

/** The result of reading a text as JSON. */
public sealed interface JsonReading {

  /** The text is one JSON value within the limits. */
  record Read(JsonValue value) implements JsonReading {}

  /**
   * The text is not JSON, or exceeds a limit.
   *
   * @param reason one sentence for the author of the text
   * @param tooLarge whether a limit was exceeded, not a rule broken
   */
  record Refused(String reason, boolean tooLarge) implements JsonReading {}
}

package org.sceau.json;

/** What came of reading a text as JSON. */
public sealed interface JsonReading {

  /** The text is one JSON value within the limits. */
  record Read(JsonValue value) implements JsonReading {}

  /**
   * The text is not JSON, or is more of it than is taken.
   *
   * @param reason one sentence for whoever wrote the text
   * @param tooLarge whether a limit was met rather than a rule broken
   */
  record Refused(String reason, boolean tooLarge) implements JsonReading {}
}

package org.sceau.lambda;

import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** Reads the events that Lambda passes to functions. */
public final class Events {

  /** A request is at most 6 MB for Lambda; its base64 and the rest of the event come on top. */
  private static final JsonLimits LIMITS =
      new JsonLimits(10 * 1024 * 1024, 16, 10_000, 9 * 1024 * 1024, 30);

  private Events() {}

  /**
   * Reads the event as JSON.
   *
   * @throws IllegalArgumentException if it is not a JSON object: Lambda never sends such
   */
  public static JsonObject read(byte[] event) {
    return switch (JsonReader.read(event, LIMITS)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading.Read(var other) ->
          throw new IllegalArgumentException("not an event: " + other.getClass());
      case JsonReading.Refused(var reason, _) ->
          throw new IllegalArgumentException("not an event: " + reason);
    };
  }
}

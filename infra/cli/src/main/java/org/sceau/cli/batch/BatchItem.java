package org.sceau.cli.batch;

import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;

/**
 * A row as it is sent.
 *
 * @param line of the file, by which the row is known
 * @param chars about how long it is in a request
 */
public record BatchItem(long line, JsonObject body, int chars) {

  /** The item of a row, with its length in a request. */
  public static BatchItem of(long line, JsonObject body) {
    return new BatchItem(line, body, JsonWriter.write(body).length() + 1);
  }
}

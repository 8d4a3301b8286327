package org.sceau.cli.batch;

import org.sceau.json.JsonObject;

/**
 * A row as it is sent.
 *
 * @param line of the file, by which the row is known
 * @param chars about how long it is in a request
 */
public record BatchItem(long line, JsonObject body, int chars) {}

package org.sceau.cli.batch;

import org.sceau.json.JsonObject;

/** What came of one row, for good. */
public sealed interface RowOutcome {

  /**
   * It is done.
   *
   * @param told what there is to know of it, as the credential's id and link
   */
  record Done(JsonObject told) implements RowOutcome {}

  /**
   * It is not done, and sending it again as it is would not do it.
   *
   * @param error a sentence for whoever mends the row
   */
  record Refused(String error) implements RowOutcome {}
}

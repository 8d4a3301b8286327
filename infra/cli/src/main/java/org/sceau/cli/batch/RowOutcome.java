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
   * The row was refused; sent again without a change it would be refused again.
   *
   * @param error a sentence that says how to correct the row
   */
  record Refused(String error) implements RowOutcome {}
}

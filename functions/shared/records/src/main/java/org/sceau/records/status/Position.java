package org.sceau.records.status;

/** A position in a status list; {@code index} is the {@code statusListIndex}. */
public record Position(StatusListId list, int index) {

  public Position {
    if (index < 0) {
      throw new IllegalArgumentException("a position below 0: " + index);
    }
  }
}

package org.sceau.records.status;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sceau.records.catalog.IssuerId;

/**
 * Stores the heads and bits of status lists. An acknowledged write is durable, and reads see it
 * unless a method says otherwise. Every method may throw {@link
 * org.sceau.records.StoreUnavailableException}.
 */
public interface StatusLists {

  /** Returns the number of the issuer's newest list of this purpose; empty if it has none. */
  OptionalInt newest(IssuerId issuer, StatusPurpose purpose);

  /**
   * Opens a list, in one transaction with making it the newest: if none has its id, and the list
   * before it is the newest (or there is none and its number is 1). Opening the same list again, as
   * after a lost answer, changes nothing and reports it as opened.
   *
   * @return whether it was opened
   */
  boolean open(StatusListHead head);

  Optional<StatusListHead> head(StatusListId list);

  /**
   * Adds to {@link StatusListHead#allocated()}, so that the numbers from the old value to the new
   * one are the caller's alone. Never undone: numbers lost in a crash stay unused.
   *
   * @return the number of the first one, from 0
   * @throws IllegalStateException if the list was never opened
   */
  long allocate(StatusListId list, int count);

  /**
   * Makes the list due at the time, or leaves it due if it already is, and raises its {@code
   * change} as a bit would: a publication that is under way does not put it off.
   *
   * @throws IllegalStateException if the list was never opened
   */
  void makeDue(StatusListId list, Instant at);

  /**
   * Returns the lists whose {@code dueAt} has come, oldest first. May miss those of the last
   * seconds.
   */
  List<StatusListId> due(Instant now, int limit);

  /**
   * Returns the earliest {@code dueAt} of all lists, past or future; empty if there is no list. May
   * miss the changes of the last seconds.
   */
  Optional<Instant> earliestDue();

  /** Returns the positions whose bit is set; none for a list that was never opened. */
  BitSet bits(StatusListId list);

  /**
   * Begins a publication: raises the sequence by one if it still is the one given. The bits must
   * have been read after the head that gave it and before this call; then a higher sequence never
   * lacks a bit that a lower one had.
   *
   * @return whether it was raised
   */
  boolean claim(StatusListId list, long sequence);

  /**
   * Records that a publication is public. The list is due again at its {@code next}, or stays due
   * as it is if a bit changed since its {@code change}. Never lowers {@code published}, nor the
   * time of it.
   *
   * @throws IllegalStateException if the list was never opened
   */
  void published(StatusListId list, Publication publication);
}

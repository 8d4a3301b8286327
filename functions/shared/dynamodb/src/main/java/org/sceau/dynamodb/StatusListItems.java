package org.sceau.dynamodb;

import java.time.Instant;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;

/**
 * Maps status lists to the items of their table: under each list's name its {@code head}, one
 * {@code set#…} for every bit that is set and one {@code claim#…} for every position in use; under
 * issuer and purpose the number of the newest list.
 */
final class StatusListItems {

  static final String LIST = "list";
  static final String ENTRY = "entry";

  /** The index that finds due lists: {@link #QUEUE} then {@link #DUE_AT}. */
  static final String DUE_INDEX = "due";

  static final String QUEUE = "queue";
  static final String QUEUE_OF_DUE = "due";
  static final String DUE_AT = "dueAt";

  static final String CAPACITY = "capacity";
  static final String PERMUTATION_KEY = "permutationKey";
  static final String ALLOCATED = "allocated";
  static final String CHANGE = "change";
  static final String SEQUENCE = "sequence";
  static final String PUBLISHED = "published";
  static final String PUBLISHED_AT = "publishedAt";
  static final String FINGERPRINT = "fingerprint";
  static final String CLAIMED_BY = "claimedBy";

  static final String NUMBER = "number";
  static final String CREDENTIAL = "credential";

  static final String SET = "set#";
  private static final String CLAIM = "claim#";

  private StatusListItems() {}

  static ItemReader headKey(StatusListId list) {
    return key(list, "head");
  }

  static ItemReader newestKey(IssuerId issuer, StatusPurpose purpose) {
    return new ItemReader().with(LIST, issuer + "-" + purpose.word()).with(ENTRY, "newest");
  }

  /** Returns the key of a set bit, padded so that items sort by index. */
  static ItemReader setKey(Position position) {
    return key(position.list(), SET + "%09d".formatted(position.index()));
  }

  static ItemReader claimKey(Position position) {
    return key(position.list(), CLAIM + "%09d".formatted(position.index()));
  }

  static int indexOfSet(ItemReader item) {
    return Integer.parseInt(item.text(ENTRY).substring(SET.length()));
  }

  /** Writes a head; {@code dueAt} is in whole milliseconds. */
  static ItemReader of(StatusListHead head) {
    return headKey(head.list())
        .with(CAPACITY, head.capacity())
        .with(PERMUTATION_KEY, head.permutationKey())
        .with(ALLOCATED, head.allocated())
        .with(CHANGE, head.change())
        .with(SEQUENCE, head.sequence())
        .with(PUBLISHED, head.published())
        .with(FINGERPRINT, head.fingerprint())
        .with(QUEUE, QUEUE_OF_DUE)
        .with(DUE_AT, head.dueAt().toEpochMilli());
  }

  static StatusListHead head(ItemReader item) {
    return new StatusListHead(
        list(item),
        Math.toIntExact(item.number(CAPACITY)),
        item.text(PERMUTATION_KEY),
        item.number(ALLOCATED),
        item.number(CHANGE),
        item.number(SEQUENCE),
        item.number(PUBLISHED),
        item.find(FINGERPRINT).orElse(null),
        Instant.ofEpochMilli(item.number(DUE_AT)));
  }

  static StatusListId list(ItemReader item) {
    return StatusListId.parse(item.text(LIST));
  }

  private static ItemReader key(StatusListId list, String entry) {
    return new ItemReader().with(LIST, list.toString()).with(ENTRY, entry);
  }
}

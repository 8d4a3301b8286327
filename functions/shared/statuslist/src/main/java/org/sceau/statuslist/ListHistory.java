package org.sceau.statuslist;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.Stored;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;

/**
 * Finds a status list as of a time, among the copies that the publisher keeps. A copy with a higher
 * number never has an earlier {@code validFrom}, so a binary search finds it.
 */
public final class ListHistory {

  /** Some twenty reads find one among a million; more are needed only where copies are missing. */
  private static final int MOST_READS = 60;

  private final StatusLists lists;
  private final PublicObjects objects;

  public ListHistory(StatusLists lists, PublicObjects objects) {
    this.lists = lists;
    this.objects = objects;
  }

  /**
   * Finds the newest copy that was valid from that time or before.
   *
   * @return empty if there is no such list, or none so early
   */
  public Optional<Stored> at(StatusListId list, Instant time, ListForm form) {
    var found = new Search(list, time).newest(lists.head(list).map(StatusListHead::sequence));
    return found.flatMap(number -> objects.get(Publisher.historyKey(list, number) + form.suffix()));
  }

  /** One search, which counts its reads. */
  private final class Search {

    private final StatusListId list;
    private final Instant time;
    private int reads;

    Search(StatusListId list, Instant time) {
      this.list = list;
      this.time = time;
    }

    Optional<Long> newest(Optional<Long> highest) {
      var found = Optional.<Long>empty();
      long low = 1;
      long high = highest.orElse(0L);
      while (low <= high) {
        long middle = low + (high - low) / 2;
        long number = middle;
        var validFrom = validFrom(number);
        // A publication that was begun and not made has left no copy.
        while (validFrom.isEmpty() && number > low) {
          number--;
          validFrom = validFrom(number);
        }
        if (validFrom.isEmpty()) {
          low = middle + 1;
        } else if (validFrom.get().isAfter(time)) {
          high = number - 1;
        } else {
          found = Optional.of(number);
          low = middle + 1;
        }
      }
      return found;
    }

    private Optional<Instant> validFrom(long number) {
      reads++;
      if (reads > MOST_READS) {
        throw new IllegalStateException(list + " has too many gaps in its history");
      }
      return objects.get(Publisher.historyKey(list, number)).map(copy -> validFrom(number, copy));
    }

    private Instant validFrom(long number, Stored copy) {
      if (JsonReader.read(copy.object().bytes(), JsonLimits.FOREIGN)
          instanceof JsonReading.Read(JsonObject credential)) {
        try {
          return Instant.parse(credential.string("validFrom").orElse(""));
        } catch (DateTimeParseException _) {
          // said below
        }
      }
      throw new IllegalStateException("the copy " + number + " of " + list + " is no list");
    }
  }
}

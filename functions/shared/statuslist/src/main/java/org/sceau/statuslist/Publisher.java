package org.sceau.statuslist;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.sceau.records.Deployment;
import org.sceau.records.MonotonicObjects;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.PublicObjects.Stored;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.status.Publication;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;
import org.sceau.signing.Sealer;

/**
 * Publishes the status lists that are due, in both forms (Bitstring Status List v1.0).
 *
 * <p>Any number of publishers may run at once: a publisher claims the sequence number after it has
 * read the bits, so that a higher number never lacks a bit, and a list is only replaced by one with
 * a higher number. A publisher that fails leaves the earlier list in place and the list due.
 */
public final class Publisher {

  /** The {@code ttl} of a published list and its {@code Cache-Control}. */
  public static final Duration TTL = Duration.ofMinutes(1);

  /** The time from {@code validFrom} to {@code validUntil}. */
  public static final Duration VALIDITY = Duration.ofDays(7);

  /** The age at which an unchanged list is signed again, well before its validity ends. */
  public static final Duration RENEWAL = Duration.ofDays(1);

  private static final int LISTS_AT_ONCE = 100;

  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private final StatusLists lists;
  private final Catalog catalog;
  private final PublicObjects objects;
  private final MonotonicObjects monotonicObjects;
  private final ListSealer sealer;
  private final InstantSource clock;

  /** The result of publishing one list. */
  public sealed interface Result {

    StatusListId list();

    /** The list is public under this sequence number. */
    record Published(StatusListId list, long sequence, int set) implements Result {}

    /**
     * The list is public under this sequence number, but the list before it was damaged: an
     * operator must investigate.
     *
     * @param found the damage
     */
    record Repaired(StatusListId list, long sequence, int set, String found) implements Result {}

    /** Another publisher published the list first. */
    record Overtaken(StatusListId list) implements Result {}

    /**
     * The list must not be published: an operator must investigate. The earlier list stays public.
     *
     * @param reason why not
     */
    record Refused(StatusListId list, String reason) implements Result {}

    /** A service or step failed. The earlier list stays public and the list stays due. */
    record Failed(StatusListId list, RuntimeException cause) implements Result {}
  }

  public Publisher(
      StatusLists lists,
      Catalog catalog,
      PublicObjects objects,
      Sealer sealer,
      Deployment deployment,
      InstantSource clock) {
    this.lists = lists;
    this.catalog = catalog;
    this.objects = objects;
    this.monotonicObjects = new MonotonicObjects(objects);
    this.sealer = new ListSealer(sealer, deployment);
    this.clock = clock;
  }

  /**
   * Publishes the lists that are due, one after the other, while there is time. Each is tried once,
   * so that a list that fails does not delay the others.
   *
   * @param timeLeft asked before each list; the remaining lists stay due
   */
  public List<Result> publishDue(BooleanSupplier timeLeft) {
    List<Result> results = new ArrayList<>();
    Set<StatusListId> tried = new HashSet<>();
    List<StatusListId> due;
    int limit;
    do {
      limit = tried.size() + LISTS_AT_ONCE;
      due = lists.due(clock.instant(), limit);
      for (var list : due) {
        if (tried.contains(list)) {
          continue;
        }
        if (!timeLeft.getAsBoolean()) {
          return List.copyOf(results);
        }
        tried.add(list);
        results.add(attempt(list));
      }
    } while (due.size() == limit);
    return List.copyOf(results);
  }

  /** Returns how long the earliest due list has been due; zero if none is. */
  public Duration longestWait() {
    return lists
        .earliestDue()
        .map(due -> Duration.between(due, clock.instant()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /**
   * Returns an upper bound of the age of the oldest published list: an unchanged list is due {@link
   * #RENEWAL} after its publication, and a change only makes it due earlier.
   */
  public Duration greatestAge() {
    return lists
        .earliestDue()
        .map(due -> Duration.between(due.minus(RENEWAL), clock.instant()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private Result attempt(StatusListId list) {
    try {
      return publish(list);
    } catch (RuntimeException e) {
      // The other lists must still be published.
      return new Result.Failed(list, e);
    }
  }

  private Result publish(StatusListId list) {
    // The public forms are read before the head: a publisher that runs between the two reads then
    // cannot make the table look older than the public list.
    var earlier = earlier(list);
    var head = lists.head(list).orElseThrow(() -> new IllegalStateException(list + " has no head"));
    var now = clock.instant();
    if (head.dueAt().isAfter(now)) {
      return new Result.Overtaken(list);
    }
    var found = Optional.<String>empty();
    if (earlier.damage(head).isPresent()) {
      earlier = earlier(list);
      found = earlier.damage(head);
      if (earlier.sequence() > head.sequence()) {
        return new Result.Overtaken(list);
      }
    }
    var issuer =
        catalog
            .issuer(list.issuer())
            .orElseThrow(() -> new IllegalStateException(list + " has no issuer"));
    var bits = lists.bits(list);
    var refusal = refusal(head, issuer, bits, earlier);
    if (refusal.isPresent()) {
      return new Result.Refused(list, refusal.get());
    }
    var time = now.truncatedTo(ChronoUnit.SECONDS);
    var secured = sealer.secure(head, issuer, bits, time);
    if (!lists.claim(list, head.sequence())) {
      return new Result.Overtaken(list);
    }

    long sequence = head.sequence() + 1;
    var json = object(secured.embedded(), "application/vc", sequence);
    var jwt = object(secured.jwt(), "application/vc+jwt", sequence);
    if (!keep(historyKey(list, sequence), json)
        || !keep(historyKey(list, sequence) + ListForm.JWT.suffix(), jwt)) {
      return new Result.Refused(list, usedBefore(sequence));
    }
    if (!monotonicObjects.put(key(list), json, earlier.json()) && !isPublic(key(list), json)) {
      return new Result.Overtaken(list);
    }
    // Does nothing if a publisher with a higher number has written its form already.
    monotonicObjects.put(key(list) + ListForm.JWT.suffix(), jwt);
    lists.published(
        list,
        new Publication(
            sequence,
            PublishedForms.fingerprint(json, jwt),
            time,
            head.change(),
            time.plus(RENEWAL)));
    return found
        .<Result>map(what -> new Result.Repaired(list, sequence, bits.cardinality(), what))
        .orElseGet(() -> new Result.Published(list, sequence, bits.cardinality()));
  }

  /** Returns the reason why the list must not replace the public one. */
  private Optional<String> refusal(
      StatusListHead head, Issuer issuer, BitSet bits, PublishedForms earlier) {
    if (earlier.sequence() > head.sequence()) {
      return Optional.of(
          "the public list is number "
              + earlier.sequence()
              + ", the table knows of "
              + head.sequence()
              + ": was the table restored from a backup?");
    }
    if (earlier.json().isEmpty()) {
      long next = head.sequence() + 1;
      var list = head.list();
      return objects.get(historyKey(list, next)).isPresent()
              && lists.head(list).filter(head::equals).isPresent()
          ? Optional.of(usedBefore(next))
          : Optional.empty();
    }
    var publicBits = sealer.publicBits(head, issuer, earlier);
    if (publicBits.isEmpty()) {
      return Optional.of(
          "what is public under the list's name is not a list that "
              + head.list().issuer()
              + " signed: find out who wrote it, then delete it to have the list published again");
    }
    if (head.list().purpose() == StatusPurpose.REVOCATION) {
      var lost = publicBits.get();
      lost.andNot(bits);
      if (!lost.isEmpty()) {
        return Optional.of(
            lost.cardinality()
                + " positions are revoked in the public list and not in the table, the first of"
                + " them "
                + lost.nextSetBit(0));
      }
    }
    return Optional.empty();
  }

  private static String usedBefore(long sequence) {
    return "the history has another list under the number "
        + sequence
        + ": was the table restored from a backup?";
  }

  /**
   * Keeps an immutable copy in the history of the list.
   *
   * @return false if the history has another copy under the same number
   */
  private boolean keep(String key, PublicObject object) {
    return objects.create(key, immutable(object)) || isPublic(key, object);
  }

  /**
   * Tells whether this publisher's write was applied although its response was lost. The same bits
   * signed within one second give the same bytes, so the sequence number is compared too.
   */
  private boolean isPublic(String key, PublicObject object) {
    return objects
        .get(key)
        .map(Stored::object)
        .filter(stored -> stored.sequence() == object.sequence())
        .filter(stored -> Arrays.equals(stored.bytes(), object.bytes()))
        .isPresent();
  }

  private PublishedForms earlier(StatusListId list) {
    return new PublishedForms(
        objects.get(key(list)), objects.get(key(list) + ListForm.JWT.suffix()));
  }

  /** Returns the key of the public list, without the suffix of its form. */
  private static String key(StatusListId list) {
    return "status/" + list;
  }

  /** Returns the key of the copy of one publication. */
  static String historyKey(StatusListId list, long sequence) {
    return "status-history/" + list + "/" + sequence;
  }

  private static PublicObject immutable(PublicObject object) {
    return new PublicObject(object.bytes(), object.contentType(), IMMUTABLE, object.sequence());
  }

  private static PublicObject object(String text, String contentType, long sequence) {
    return new PublicObject(
        text.getBytes(StandardCharsets.UTF_8),
        contentType,
        "public, max-age=" + TTL.toSeconds(),
        sequence);
  }
}

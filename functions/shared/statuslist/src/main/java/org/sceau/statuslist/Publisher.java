package org.sceau.statuslist;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.Stream;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.records.Deployment;
import org.sceau.records.MonotonicObjects;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.PublicObjects.Stored;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.SecuredCredential;
import org.sceau.records.status.Publication;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;
import org.sceau.signing.Sealer;

/**
 * Publishes the status lists that are due, in both forms (Bitstring Status List v1.0).
 *
 * <p>Any number of publishers may run at once: a publication's number is claimed after its bits
 * were read, so that a higher number never lacks a bit, and a list only ever gives way to a higher
 * number. A publisher that fails anywhere leaves the earlier list in place and the list due.
 */
public final class Publisher {

  /** How long a published list may be relied on without asking again; its {@code Cache-Control}. */
  public static final Duration TTL = Duration.ofMinutes(1);

  /** After this a list is no longer to be relied on at all. */
  public static final Duration VALIDITY = Duration.ofDays(7);

  /** When a list is signed again although nothing changed: long before its validity ends. */
  public static final Duration RENEWAL = Duration.ofDays(1);

  private static final int LISTS_AT_ONCE = 100;

  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final StatusLists lists;
  private final Catalog catalog;
  private final PublicObjects objects;
  private final MonotonicObjects newestWins;
  private final Sealer sealer;
  private final Deployment deployment;
  private final InstantSource clock;

  /** What became of one list. */
  public sealed interface Result {

    StatusListId list();

    /** It is public under this number. */
    record Published(StatusListId list, long sequence, int set) implements Result {}

    /**
     * It is public under this number, and something was wrong with what was public before: somebody
     * has to look.
     *
     * @param found what was wrong
     */
    record Repaired(StatusListId list, long sequence, int set, String found) implements Result {}

    /** Another publisher was faster; nothing is lost. */
    record Overtaken(StatusListId list) implements Result {}

    /**
     * It must not be published: somebody has to look. The earlier list stays in place.
     *
     * @param reason what was found
     */
    record Refused(StatusListId list, String reason) implements Result {}

    /** Something did not answer or broke. The earlier list stays in place, the list stays due. */
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
    this.newestWins = new MonotonicObjects(objects);
    this.sealer = sealer;
    this.deployment = deployment;
    this.clock = clock;
  }

  /**
   * Publishes the lists that are due, one after the other, while there is time. Each is tried once,
   * so that lists that cannot be published keep nobody else's waiting.
   *
   * @param timeLeft asked before each list; what is left then stays due
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

  /** How long the list that waits longest has been due; nothing if none is. */
  public Duration longestWait() {
    return lists
        .earliestDue()
        .map(due -> Duration.between(due, clock.instant()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /**
   * How old the oldest published list is, or a little more: a list that nothing happened to is due
   * {@link #RENEWAL} after its publication, and what happens only makes it due earlier.
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
      // One list that fails must not keep the others from the public.
      return new Result.Failed(list, e);
    }
  }

  private Result publish(StatusListId list) {
    // What is public is read before the head, so that another publisher at work between the two
    // cannot make it look as if the table had gone back in time.
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
    var secured = secure(head, issuer, bits, time);
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
    if (!newestWins.put(key(list), json, earlier.json) && !isPublic(key(list), json)) {
      return new Result.Overtaken(list);
    }
    // A newer publisher may have been here already; then its form stands.
    newestWins.put(key(list) + ListForm.JWT.suffix(), jwt);
    lists.published(
        list,
        new Publication(sequence, fingerprint(json, jwt), time, head.change(), time.plus(RENEWAL)));
    return found
        .<Result>map(what -> new Result.Repaired(list, sequence, bits.cardinality(), what))
        .orElseGet(() -> new Result.Published(list, sequence, bits.cardinality()));
  }

  /** Why the list must not take the place of what is public. */
  private Optional<String> refusal(
      StatusListHead head, Issuer issuer, BitSet bits, Earlier earlier) {
    if (earlier.sequence() > head.sequence()) {
      return Optional.of(
          "the public list is number "
              + earlier.sequence()
              + ", the table knows of "
              + head.sequence()
              + ": was the table restored from a backup?");
    }
    if (earlier.json.isEmpty()) {
      long next = head.sequence() + 1;
      var list = head.list();
      return objects.get(historyKey(list, next)).isPresent()
              && lists.head(list).filter(head::equals).isPresent()
          ? Optional.of(usedBefore(next))
          : Optional.empty();
    }
    var publicBits = publicBits(head, issuer, earlier);
    if (publicBits.isEmpty()) {
      return Optional.of(
          "what is public under the list's name is not a list that "
              + head.list().issuer()
              + " signed: look how it came there, then delete it to have the list published anew");
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

  /**
   * The bits of what is public, if it is what the issuer signed: known again by its fingerprint,
   * which costs next to nothing, or else by its signatures.
   */
  private Optional<BitSet> publicBits(StatusListHead head, Issuer issuer, Earlier earlier) {
    var list = earlier.json.flatMap(json -> read(json.object().bytes()));
    boolean isKnown =
        earlier.fingerprint().filter(print -> print.equals(head.fingerprint())).isPresent();
    if (!isKnown
        && (list.filter(read -> sealer.isSealed(read, issuer)).isEmpty()
            || earlier.jwt.filter(jwt -> !isOurs(head, issuer, jwt)).isPresent())) {
      return Optional.empty();
    }
    return list.flatMap(read -> encodedList(head, issuer, read))
        .map(encoded -> EncodedList.decode(encoded, head.capacity()));
  }

  private static String usedBefore(long sequence) {
    return "the history has another list under the number "
        + sequence
        + ": was the table restored from a backup?";
  }

  private static Optional<JsonObject> read(byte[] text) {
    return JsonReader.read(text, JsonLimits.FOREIGN) instanceof JsonReading.Read(JsonObject list)
        ? Optional.of(list)
        : Optional.empty();
  }

  private boolean isOurs(StatusListHead head, Issuer issuer, Stored jwt) {
    return sealer
        .sealedClaims(new String(jwt.object().bytes(), StandardCharsets.UTF_8), issuer)
        .flatMap(claims -> encodedList(head, issuer, claims))
        .isPresent();
  }

  /** The bits as they are written, if the list says that it is this one. */
  private Optional<String> encodedList(StatusListHead head, Issuer issuer, JsonObject list) {
    var subject = list.object("credentialSubject").orElse(JsonObject.EMPTY);
    boolean isThis =
        list.string("id").filter(deployment.statusListUrl(head.list())::equals).isPresent()
            && list.string("issuer").filter(deployment.did(issuer)::equals).isPresent()
            && subject
                .string("statusPurpose")
                .filter(head.list().purpose().word()::equals)
                .isPresent();
    return isThis ? subject.string("encodedList") : Optional.empty();
  }

  private SecuredCredential secure(StatusListHead head, Issuer issuer, BitSet bits, Instant now) {
    var prepared = sealer.prepare(credential(head, issuer, bits, now), issuer, now);
    if (prepared.refusal().isPresent()) {
      throw new IllegalStateException(head.list() + ": " + prepared.refusal().get());
    }
    var secured = sealer.seal(prepared);
    // The signatures are known to be good by now; that they are of these bits is not.
    requireBits(head, issuer, bits, read(secured.embedded().getBytes(StandardCharsets.UTF_8)));
    requireBits(head, issuer, bits, sealer.sealedClaims(secured.jwt(), issuer));
    return secured;
  }

  private void requireBits(
      StatusListHead head, Issuer issuer, BitSet bits, Optional<JsonObject> made) {
    if (made.flatMap(list -> encodedList(head, issuer, list))
        .filter(encoded -> EncodedList.decode(encoded, head.capacity()).equals(bits))
        .isEmpty()) {
      throw new IllegalStateException(head.list() + " was not signed as it was to be");
    }
  }

  private JsonObject credential(StatusListHead head, Issuer issuer, BitSet bits, Instant now) {
    var url = deployment.statusListUrl(head.list());
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("id", url)
        .put("type", JsonArray.ofStrings("VerifiableCredential", "BitstringStatusListCredential"))
        // As text: the W3C test suite takes no issuer object in a list.
        .put("issuer", deployment.did(issuer))
        .put("validFrom", now.toString())
        .put("validUntil", now.plus(VALIDITY).toString())
        .put(
            "credentialSubject",
            JsonObject.builder()
                .put("id", url + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", head.list().purpose().word())
                .put("ttl", TTL.toMillis())
                .put("encodedList", EncodedList.encode(bits, head.capacity()))
                .build())
        .build();
  }

  /**
   * Keeps an immutable copy, for the history of the list.
   *
   * @return whether it is kept; not if another one has its number
   */
  private boolean keep(String key, PublicObject object) {
    return objects.create(key, immutable(object)) || isPublic(key, object);
  }

  /**
   * Whether a write of one's own was applied, though its answer was another. The same bits signed
   * within one second are the same bytes, so that another's list is told apart by its number.
   */
  private boolean isPublic(String key, PublicObject object) {
    return objects
        .get(key)
        .map(Stored::object)
        .filter(stored -> stored.sequence() == object.sequence())
        .filter(stored -> Arrays.equals(stored.bytes(), object.bytes()))
        .isPresent();
  }

  private Earlier earlier(StatusListId list) {
    return new Earlier(objects.get(key(list)), objects.get(key(list) + ListForm.JWT.suffix()));
  }

  /** Under which a list is public, but for the end of its form. */
  private static String key(StatusListId list) {
    return "status/" + list;
  }

  /** Under which the copy of one publication is kept. */
  static String historyKey(StatusListId list, long sequence) {
    return "status-history/" + list + "/" + sequence;
  }

  /** Digests of both forms. */
  private static String fingerprint(PublicObject json, PublicObject jwt) {
    return digest(json) + digest(jwt);
  }

  private static String digest(PublicObject object) {
    try {
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(object.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static PublicObject immutable(PublicObject object) {
    return new PublicObject(object.bytes(), object.contentType(), FOR_EVER, object.sequence());
  }

  private static PublicObject object(String text, String contentType, long sequence) {
    return new PublicObject(
        text.getBytes(StandardCharsets.UTF_8),
        contentType,
        "public, max-age=" + TTL.toSeconds(),
        sequence);
  }

  /** What is public of a list, in both forms. */
  private record Earlier(Optional<Stored> json, Optional<Stored> jwt) {

    /** What the publisher noted of the two forms, if it was these. */
    Optional<String> fingerprint() {
      return json.flatMap(
          one -> jwt.map(other -> Publisher.fingerprint(one.object(), other.object())));
    }

    /** The highest number of a form; 0 if there is none. */
    long sequence() {
      return Stream.concat(json.stream(), jwt.stream())
          .mapToLong(stored -> stored.object().sequence())
          .max()
          .orElse(0);
    }

    /** What is not as the publisher left it, by the head. */
    Optional<String> damage(StatusListHead head) {
      if (head.published() == 0) {
        return Optional.empty();
      }
      if (json.isEmpty() || jwt.isEmpty()) {
        return Optional.of("number " + head.published() + " was public and is gone");
      }
      long least = Math.min(json.get().object().sequence(), jwt.get().object().sequence());
      return least < head.published()
          ? Optional.of(
              "number " + head.published() + " was public and number " + least + " is in its place")
          : Optional.empty();
    }
  }
}

package org.sceau.publishing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sceau.catalog.Catalog;
import org.sceau.credential.Deployment;
import org.sceau.credential.SecuredCredential;
import org.sceau.issuing.Sealer;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.publishing.PublicObjects.PublicObject;
import org.sceau.publishing.PublicObjects.Stored;
import org.sceau.status.EncodedList;
import org.sceau.status.StatusListHead;
import org.sceau.status.StatusListId;
import org.sceau.status.StatusLists;
import org.sceau.status.StatusPurpose;

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

  private final StatusLists lists;
  private final Catalog catalog;
  private final PublicObjects objects;
  private final NewestWins newestWins;
  private final Sealer sealer;
  private final Deployment deployment;
  private final InstantSource clock;

  /** What became of one list. */
  public sealed interface Result {

    StatusListId list();

    /** It is public under this number. */
    record Published(StatusListId list, long sequence, int set) implements Result {}

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
    this.newestWins = new NewestWins(objects);
    this.sealer = sealer;
    this.deployment = deployment;
    this.clock = clock;
  }

  /**
   * Publishes the lists that are due, one after the other, while there is time.
   *
   * @param timeLeft asked before each list; what is left then stays due
   */
  public List<Result> publishDue(BooleanSupplier timeLeft) {
    List<Result> results = new ArrayList<>();
    for (var list : lists.due(clock.instant(), LISTS_AT_ONCE)) {
      if (!timeLeft.getAsBoolean()) {
        break;
      }
      try {
        results.add(publish(list));
      } catch (RuntimeException e) {
        // One list that fails must not keep the others from the public.
        results.add(new Result.Failed(list, e));
      }
    }
    return List.copyOf(results);
  }

  private Result publish(StatusListId list) {
    // In this order: what is public is never ahead of a head, nor of bits, that are read after it.
    var jsonKey = "status/" + list;
    var stored = objects.get(jsonKey);
    var head = lists.head(list).orElseThrow(() -> new IllegalStateException(list + " has no head"));
    var bits = lists.bits(list);
    var refusal = stored.flatMap(earlier -> refusal(head, bits, earlier));
    if (refusal.isPresent()) {
      return new Result.Refused(list, refusal.get());
    }
    if (!lists.claim(list, head.sequence())) {
      return new Result.Overtaken(list);
    }

    long sequence = head.sequence() + 1;
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var secured = secure(head, bits, now);
    var json = object(secured.embedded(), "application/vc", sequence);
    var jwt = object(secured.jwt(), "application/vc+jwt", sequence);
    keep(list, sequence, json, jwt);
    if (!newestWins.put(jsonKey, json, stored)) {
      return new Result.Overtaken(list);
    }
    // A newer publisher may have been here already; then its form stands.
    newestWins.put(jsonKey + ".jwt", jwt);
    lists.published(list, sequence, head.change(), now.plus(RENEWAL));
    return new Result.Published(list, sequence, bits.cardinality());
  }

  /** Why the list must not take the place of the one that is public. */
  private static Optional<String> refusal(StatusListHead head, BitSet bits, Stored earlier) {
    long published = earlier.object().sequence();
    if (published > head.sequence()) {
      return Optional.of(
          "the public list is number "
              + published
              + ", the table knows of "
              + head.sequence()
              + ": was the table restored from a backup?");
    }
    if (head.list().purpose() == StatusPurpose.REVOCATION) {
      var lost = publicBits(earlier, head.capacity());
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

  private static BitSet publicBits(Stored stored, int capacity) {
    if (JsonReader.read(stored.object().bytes(), JsonLimits.FOREIGN)
        instanceof JsonReading.Read(JsonObject credential)) {
      var encoded =
          credential.object("credentialSubject").flatMap(subject -> subject.string("encodedList"));
      if (encoded.isPresent()) {
        return EncodedList.decode(encoded.get(), capacity);
      }
    }
    throw new IllegalStateException("what is public under the list's name is not a status list");
  }

  private SecuredCredential secure(StatusListHead head, BitSet bits, Instant now) {
    var issuer =
        catalog
            .issuer(head.list().issuer())
            .orElseThrow(() -> new IllegalStateException(head.list() + " has no issuer"));
    var prepared = sealer.prepare(credential(head, bits, now), issuer, now);
    if (prepared.refusal().isPresent()) {
      throw new IllegalStateException(head.list() + ": " + prepared.refusal().get());
    }
    return sealer.seal(prepared);
  }

  private JsonObject credential(StatusListHead head, BitSet bits, Instant now) {
    var url = deployment.statusListUrl(head.list());
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("id", url)
        .put("type", JsonArray.ofStrings("VerifiableCredential", "BitstringStatusListCredential"))
        // As text: the W3C test suite takes no issuer object in a list.
        .put("issuer", deployment.did(head.list().issuer()))
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

  /** The immutable copies, for the history of the list. */
  private void keep(StatusListId list, long sequence, PublicObject json, PublicObject jwt) {
    var key = "status-history/" + list + "/" + sequence;
    objects.create(key, immutable(json));
    objects.create(key + ".jwt", immutable(jwt));
  }

  private static PublicObject immutable(PublicObject object) {
    return new PublicObject(
        object.bytes(),
        object.contentType(),
        "public, max-age=31536000, immutable",
        object.sequence());
  }

  private static PublicObject object(String text, String contentType, long sequence) {
    return new PublicObject(
        text.getBytes(StandardCharsets.UTF_8),
        contentType,
        "public, max-age=" + TTL.toSeconds(),
        sequence);
  }
}

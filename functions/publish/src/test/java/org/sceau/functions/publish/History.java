package org.sceau.functions.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.issuance.AwardAchievement;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.issuance.AwardRate;
import org.sceau.issuance.ChangeStatus;
import org.sceau.issuance.Issuance;
import org.sceau.issuance.Recipient;
import org.sceau.issuance.StatusChangeRequest;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.KeyKind;
import org.sceau.jose.Signatures;
import org.sceau.jose.accp.CorrettoLibrary;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningUnavailableException;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.NoOpenListException;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;
import org.sceau.statuslist.Publisher;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;

/**
 * One random history: issuers' scripts, publishers, a clock that jumps, stores that fail in every
 * way, processes that end; and what must hold of it. The same seed gives the same history.
 */
final class History {

  /** What signs; shared by all histories, since keys are slow to make. */
  record Keys(MemorySigner signer, Issuer issuer) {

    static Keys make() {
      var signer = new MemorySigner();
      return new Keys(signer, Demo.issuer(signer));
    }
  }

  /** The process ends here; no code of the product may go on. */
  private static final class Ended extends Error {

    private static final long serialVersionUID = 1;

    Ended() {
      super("the process ended", null, false, false);
    }
  }

  /** As good as the real one for what is signed and verified here, and fast. */
  private static final Canonicalizer CANONICALIZER =
      (document, _) -> new Canonicalizer.Canonicalization.Canonical(JsonWriter.write(document));

  /** Most of a history's time would be these. */
  private static final Signatures SIGNATURES =
      CorrettoLibrary.load().map(CachingSignatures::new).orElseGet(CachingSignatures::new);

  /** Lists that are full before long, and one that never is. */
  private static final int[] CAPACITIES = {8, 40, 131_072};

  private static final String LIST_KEY = "status/";

  private final SplittableRandom random;
  private final DeterministicScheduler scheduler;
  private final Keys keys;
  private final int capacity;
  private final MemoryRecords records = new MemoryRecords();
  private final MemoryPublicObjects objects = new MemoryPublicObjects();
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final SecureRandom secure;
  private Instant now = Demo.NOW;
  private Instant latest = now;
  private final InstantSource clock = () -> now;
  private final DataIntegrity integrity;

  /** Out of a hundred calls, how many go wrong. */
  private int trouble;

  /** Calls that were given up and are still on their way. */
  private final List<Runnable> late = new ArrayList<>();

  private final Map<String, Issuance.Result.Issued> awarded = new HashMap<>();
  private final List<IssuedCredential> credentials = new ArrayList<>();
  private final Set<CredentialId> revoked = new HashSet<>();
  private final List<IssuedCredential> recorded = new ArrayList<>();
  private final Map<String, PublicObject> newest = new HashMap<>();
  private int publications;
  private int operations;

  History(long seed, Keys keys) {
    this.random = new SplittableRandom(seed);
    this.scheduler = new DeterministicScheduler(random.split());
    this.keys = keys;
    this.capacity = CAPACITIES[random.nextInt(CAPACITIES.length)];
    this.secure = new Repeatable(random.split());
    this.integrity = new DataIntegrity(CANONICALIZER, SIGNATURES, clock);
    catalog.put(keys.issuer);
    catalog.put(Demo.achievement());
  }

  /** How much came of it. */
  record Tally(int operations, int publications, int revocations) {}

  /** Lives through the history; throws if anything breaks that must hold. */
  Tally run() throws InterruptedException {
    positions().openFirst(Demo.ISSUER);
    // A list is public before its first position is given out.
    var _ = newPublisher().publishDue(() -> true);
    trouble = random.nextInt(4) * 4;
    List<Runnable> actors = new ArrayList<>();
    int issuers = 1 + random.nextInt(3);
    for (int i = 0; i < issuers; i++) {
      int number = i;
      actors.add(() -> issuer(number, 4 + random.nextInt(10)));
    }
    int publishers = 2 + random.nextInt(7);
    for (int i = 0; i < publishers; i++) {
      actors.add(() -> publisher(1 + random.nextInt(3)));
    }
    scheduler.run(actors);
    settle();
    judge();
    return new Tally(operations, publications, revoked.size());
  }

  /** A script that awards, changes and repeats; its process may end and be begun anew. */
  private void issuer(int number, int steps) {
    var issuance = issuance();
    var changes = new ChangeStatus(port(CredentialStore.class, records), clock);
    for (int i = 0; i < steps; i++) {
      operations++;
      try {
        step(issuance, changes, number + "-" + random.nextInt(6));
      } catch (StoreUnavailableException | SigningUnavailableException | NoOpenListException _) {
        // Nothing was promised; the script goes on with something else, or the same again.
      } catch (Ended _) {
        issuance = issuance();
      }
    }
  }

  private void step(Issuance issuance, ChangeStatus changes, String key) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> award(issuance, key);
      case 3, 4, 5, 6 -> change(changes, StatusChangeRequest.REVOKE);
      case 7 -> change(changes, StatusChangeRequest.SUSPEND);
      case 8 -> change(changes, StatusChangeRequest.REINSTATE);
      default -> jump();
    }
  }

  private void award(Issuance issuance, String key) {
    int recipients = key.endsWith("0") ? 2 : 1;
    var people = new ArrayList<Recipient>();
    for (int i = 0; i < recipients; i++) {
      people.add(
          new Recipient(null, "Camille Exemple", null, List.of(), JsonObject.EMPTY, List.of()));
    }
    var result =
        issuance.issue(
            keys.issuer,
            new AwardAchievement(
                Demo.achievement(),
                new AwardAchievementRequest.Award(people, null, JsonObject.EMPTY),
                new AwardAchievement.Identity(key, key.getBytes(UTF_8))));
    require(result instanceof Issuance.Result.Issued, "N7: " + result);
    if (result instanceof Issuance.Result.Issued now) {
      var before = awarded.putIfAbsent(key, now);
      if (before == null) {
        credentials.addAll(now.credentials());
      } else {
        require(secured(before).equals(secured(now)), "N7: two awards of " + key);
      }
    }
  }

  private static List<Object> secured(Issuance.Result.Issued awarded) {
    return awarded.credentials().stream()
        .<Object>map(credential -> List.of(credential.id(), credential.secured()))
        .toList();
  }

  private void change(ChangeStatus changes, StatusChangeRequest change) {
    if (credentials.isEmpty()) {
      return;
    }
    var credential = credentials.get(random.nextInt(credentials.size()));
    var result = changes.change(Demo.ISSUER, credential.id(), change, null);
    require(!(result instanceof ChangeStatus.Result.Unknown), "N8: " + credential.id());
    if (result instanceof ChangeStatus.Result.Changed) {
      // The very same change made twice at once is told twice.
      require(
          change == StatusChangeRequest.REVOKE || !revoked.contains(credential.id()),
          "N3: " + credential.id() + " was revoked already");
      if (change == StatusChangeRequest.REVOKE) {
        revoked.add(credential.id());
      }
    }
  }

  private void jump() {
    now = now.plus(Duration.ofSeconds(random.nextInt(-600, 601)));
    latest = now.isAfter(latest) ? now : latest;
  }

  private void publisher(int runs) {
    for (int i = 0; i < runs; i++) {
      try {
        for (var result : newPublisher().publishDue(() -> random.nextInt(20) > 0)) {
          require(!(result instanceof Publisher.Result.Refused), "refused: " + result);
          if (result instanceof Publisher.Result.Failed(_, var cause)) {
            require(
                cause instanceof StoreUnavailableException
                    || cause instanceof SigningUnavailableException,
                "broke: " + cause);
          }
        }
      } catch (StoreUnavailableException | Ended _) {
        // The schedule comes again.
      }
    }
  }

  /** All calls arrive, the stores work, time goes on, and the publisher runs as on any day. */
  private void settle() {
    trouble = 0;
    late.forEach(Runnable::run);
    late.clear();
    now = latest.plusSeconds(60);
    for (int runs = 0; runs < 10 && !records.due(now, 1_000).isEmpty(); runs++) {
      for (var result : newPublisher().publishDue(() -> true)) {
        require(result instanceof Publisher.Result.Published, "afterwards: " + result);
      }
    }
    require(records.due(now, 1_000).isEmpty(), "N4: lists stay due");
  }

  private void judge() {
    Map<Position, CredentialId> places = new HashMap<>();
    Map<StatusListId, BitSet> expected = new HashMap<>();
    int newestList = records.newest(Demo.ISSUER, StatusPurpose.REVOCATION).orElseThrow();
    for (int number = 1; number <= newestList; number++) {
      expected.put(new StatusListId(Demo.ISSUER, StatusPurpose.REVOCATION, number), new BitSet());
    }
    for (var credential : recorded) {
      var kept = records.find(credential.id());
      if (kept.isEmpty()) {
        continue;
      }
      var other = places.put(kept.get().position(), credential.id());
      require(
          other == null || other.equals(credential.id()),
          "N1: " + kept.get().position() + " is of " + other + " and " + credential.id());
      if (kept.get().status() instanceof CredentialStatus.Revoked) {
        var bits = expected.get(kept.get().position().list());
        require(bits != null, "a list that was never opened");
        if (bits != null) {
          bits.set(kept.get().position().index());
        }
      }
    }
    for (var credential : credentials) {
      var kept = records.find(credential.id());
      require(
          kept.isPresent() && kept.get().secured().equals(credential.secured()),
          "N8: " + credential.id());
      if (revoked.contains(credential.id())) {
        require(
            kept.orElseThrow().status() instanceof CredentialStatus.Revoked,
            "N3: " + credential.id());
      }
    }
    expected.forEach((list, bits) -> {
      require(records.bits(list).equals(bits), "N3: bits of " + list);
      require(publicBits(LIST_KEY + list).equals(bits), "N4: " + list);
      require(publicBits(LIST_KEY + list + ".jwt").equals(bits), "N4: " + list + ".jwt");
      require(records.head(list).orElseThrow().dueAt().isAfter(now), "N4: " + list);
    });
  }

  private BitSet publicBits(String key) {
    return bits(key, objects.get(key).orElseThrow(() -> new AssertionError(key)).object());
  }

  /** N5, N6, N11: every list that takes another's place verifies and takes nothing back. */
  private void written(String key, PublicObject object) {
    if (!key.startsWith(LIST_KEY)) {
      return;
    }
    publications++;
    var bits = bits(key, object);
    var before = newest.put(key, object);
    if (before != null) {
      require(before.sequence() < object.sequence(), "N5: " + key + " went back");
      var lost = bits(key, before);
      lost.andNot(bits);
      require(lost.isEmpty(), "N5: " + key + " takes back " + lost);
    }
    require(verifies(key, object), "N11: " + key + " does not verify");
  }

  private boolean verifies(String key, PublicObject object) {
    var text = PublishedLists.text(object);
    return key.endsWith(".jwt")
        ? PublishedLists.jws(text)
            .isSignedBy(keys.issuer.signingKey(KeyKind.P256).orElseThrow().publicKey(), SIGNATURES)
        // Clocks jump here, and a proof of the future is refused.
        : PublishedLists.verifies(
            Demo.object(text),
            keys.issuer,
            new DataIntegrity(CANONICALIZER, SIGNATURES, () -> latest));
  }

  private BitSet bits(String key, PublicObject object) {
    return PublishedLists.bits(key, object, capacity);
  }

  private Issuance issuance() {
    return new Issuance(
        Demo.DEPLOYMENT,
        port(CredentialStore.class, records),
        positions(),
        AwardRate.unlimited(),
        _ -> List.of(),
        _ -> List.of(),
        sealer(),
        secure,
        clock);
  }

  private Positions positions() {
    return new Positions(port(StatusLists.class, records), secure, clock, capacity);
  }

  private Publisher newPublisher() {
    return new Publisher(
        port(StatusLists.class, records),
        port(Catalog.class, catalog),
        port(PublicObjects.class, objects),
        sealer(),
        Demo.DEPLOYMENT,
        clock);
  }

  private Sealer sealer() {
    return new Sealer(Demo.DEPLOYMENT, integrity, port(Signer.class, keys.signer), SIGNATURES);
  }

  /** The port with everything that may happen between a caller and a store. */
  private <T> T port(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(type, target, method, arguments)));
  }

  private @Nullable Object call(
      Class<?> type, Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    scheduler.pass();
    if (!late.isEmpty() && random.nextInt(4) == 0) {
      late.remove(random.nextInt(late.size())).run();
    }
    int luck = random.nextInt(100);
    if (luck < trouble) {
      switch (luck % 4) {
        case 0 -> {
          if (random.nextBoolean()) {
            apply(target, method, arguments);
          }
          throw new Ended();
        }
        case 1 -> throw unavailable(type);
        case 2 -> {
          apply(target, method, arguments);
          throw unavailable(type);
        }
        default -> {
          late.add(() -> applyLate(target, method, arguments));
          throw unavailable(type);
        }
      }
    }
    var answer = apply(target, method, arguments);
    if (trouble > 0 && method.getName().equals("due") && answer instanceof List<?> due) {
      // The index follows the table a moment later.
      return due.stream().filter(_ -> random.nextInt(5) > 0).toList();
    }
    return answer;
  }

  private void applyLate(Object target, Method method, Object @Nullable [] arguments) {
    try {
      apply(target, method, arguments);
    } catch (RuntimeException _) {
      // Nobody hears the answer.
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable Object apply(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object answer;
    try {
      answer = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    if (arguments != null) {
      if (method.getName().equals("record") && arguments[0] instanceof IssuedCredential made) {
        recorded.add(made);
      }
      if (target == objects
          && Boolean.TRUE.equals(answer)
          && arguments[0] instanceof String key
          && arguments[1] instanceof PublicObject object) {
        written(key, object);
      }
    }
    return answer;
  }

  private static RuntimeException unavailable(Class<?> type) {
    var cause = new IllegalStateException("asked to fail");
    return type == Signer.class
        ? new SigningUnavailableException("the keys", true, cause)
        : new StoreUnavailableException("a store", cause);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** The same again for the same seed, as a history wants it and nothing else ever may. */
  private static final class Repeatable extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final transient SplittableRandom random;

    Repeatable(SplittableRandom random) {
      this.random = random;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}

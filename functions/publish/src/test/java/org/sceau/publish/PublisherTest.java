package org.sceau.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.catalog.DidDocument;
import org.sceau.catalog.Issuer;
import org.sceau.contexts.BundledContexts;
import org.sceau.credential.StoreUnavailableException;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.issuing.Sealer;
import org.sceau.issuing.StatusChanges;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.memory.Demo;
import org.sceau.memory.Faults.Moment;
import org.sceau.memory.MemoryCatalog;
import org.sceau.memory.MemoryPublicObjects;
import org.sceau.memory.MemoryRecords;
import org.sceau.memory.MemorySigner;
import org.sceau.memory.Samples;
import org.sceau.publishing.PublicObjects.PublicObject;
import org.sceau.publishing.Publisher;
import org.sceau.publishing.Publisher.Result;
import org.sceau.status.EncodedList;
import org.sceau.status.Position;
import org.sceau.status.StatusChange;
import org.sceau.status.StatusListHead;
import org.sceau.status.StatusListId;
import org.sceau.status.StatusLists;
import org.sceau.status.StatusPurpose;

class PublisherTest {

  private static final StatusListId LIST =
      new StatusListId(Demo.ISSUER, StatusPurpose.REVOCATION, 1);
  private static final String KEY = "status/" + LIST;
  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());

  private final MemorySigner signer = new MemorySigner();
  private final MemoryRecords records = new MemoryRecords();
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryPublicObjects objects = new MemoryPublicObjects();
  private final Issuer issuer = Demo.issuer(signer);
  private Instant now = Demo.NOW;
  private final InstantSource clock = () -> now;
  private final DataIntegrity integrity = new DataIntegrity(CANONICALIZER, clock);
  private final Publisher publisher =
      new Publisher(
          records,
          catalog,
          objects,
          new Sealer(Demo.DEPLOYMENT, integrity, signer),
          Demo.DEPLOYMENT,
          clock);

  PublisherTest() {
    catalog.put(issuer);
    records.open(
        StatusListHead.opened(LIST, 131_072, "00112233445566778899aabbccddeeff", Demo.NOW));
  }

  @Test
  void aNewListIsPublishedEmpty() {
    assertThat(publish()).containsExactly(new Result.Published(LIST, 1, 0));
    assertThat(publicBits()).isEqualTo(new BitSet());
  }

  @Test
  void bothFormsVerifyAndSetTheSameBits() {
    revoke(7);
    revoke(94_567);
    publish();

    assertThat(publicBits().stream()).containsExactly(7, 94_567);
    assertThat(jwtBits().stream()).containsExactly(7, 94_567);
    assertThat(verifies(object(KEY))).isTrue();
  }

  @Test
  void aListIsWhatTheStandardWants() {
    publish();
    var list = object(KEY);
    var subject = list.object("credentialSubject").orElseThrow();

    assertThat(list.string("id")).contains("https://sceau.example/status/demo-revocation-1");
    assertThat(list.string("issuer")).contains(Demo.DEPLOYMENT.did(Demo.ISSUER));
    assertThat(list.string("validUntil")).contains("2026-01-22T10:00:00Z");
    assertThat(subject.string("type")).contains("BitstringStatusList");
    assertThat(subject.string("statusPurpose")).contains("revocation");
    assertThat(subject.number("ttl").orElseThrow().literal()).isEqualTo("60000");
    assertThat(stored(KEY).cacheControl()).isEqualTo("public, max-age=60");
    assertThat(stored(KEY + ".jwt").contentType()).isEqualTo("application/vc+jwt");
  }

  @Test
  void whatIsNotDueIsLeftAlone() {
    publish();
    assertThat(publish()).isEmpty();
    revoke(3);
    assertThat(publish()).containsExactly(new Result.Published(LIST, 2, 1));
    assertThat(publish()).isEmpty();
  }

  @Test
  void anUnchangedListIsSignedAgainLongBeforeItEnds() {
    publish();
    now = now.plus(Duration.ofDays(1));

    assertThat(publish()).containsExactly(new Result.Published(LIST, 2, 0));
    assertThat(object(KEY).string("validFrom")).contains("2026-01-16T10:00:00Z");
  }

  @Test
  void everyPublicationIsKept() {
    publish();
    revoke(3);
    publish();

    assertThat(bits(object("status-history/" + LIST + "/1"))).isEqualTo(new BitSet());
    assertThat(bits(object("status-history/" + LIST + "/2")).stream()).containsExactly(3);
    assertThat(stored("status-history/" + LIST + "/1").cacheControl()).contains("immutable");
  }

  @ParameterizedTest
  @EnumSource
  void whereverAPublicationFailsTheEarlierListStandsAndTheNextRunRepairs(Moment moment) {
    publish();
    int index = 0;
    for (var store : List.of(records.faults(), objects.faults(), signer.faults())) {
      revoke(index++);
      int before = store.calls();
      publish();
      int calls = store.calls() - before;
      for (int call = 0; call < calls; call++) {
        revoke(index++);
        var earlier = publicBits();
        store.failAfter(call, 1, moment);
        runs();
        store.failAfter(0, 0, moment);
        assertThat(verifies(object(KEY))).isTrue();
        assertThat(publicBits().stream()).as("no bit is lost").contains(boxed(earlier));

        runs();
        assertThat(publicBits()).as("call %s %s", call, moment).isEqualTo(records.bits(LIST));
        assertThat(jwtBits()).isEqualTo(records.bits(LIST));
        assertThat(records.head(LIST).orElseThrow().dueAt()).isAfter(now);
      }
    }
  }

  @Test
  void manyPublishersAtOnceLoseNothing() throws Exception {
    publish();
    var answers = new ArrayList<Future<List<Result>>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 20; i++) {
        int index = i;
        answers.add(
            threads.submit(() -> {
              revoke(index);
              return publish();
            }));
      }
    }
    for (var answer : answers) {
      assertThat(answer.get())
          .noneMatch(result -> result instanceof Result.Failed || result instanceof Result.Refused);
    }
    runs();

    assertThat(publicBits().cardinality()).isEqualTo(20);
    assertThat(jwtBits().cardinality()).isEqualTo(20);
  }

  @Test
  void aTableRestoredFromABackupPublishesNothing() {
    revoke(3);
    publish();
    var published = stored(KEY);
    objects.replace(
        KEY,
        new PublicObject(published.bytes(), published.contentType(), "no-cache", 99),
        objects.get(KEY).orElseThrow().etag());
    revoke(4);

    assertThat(publish())
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.reason()).contains("backup"));
    assertThat(publicBits().stream()).containsExactly(3);
  }

  /** Whoever was overtaken while it read must not take what it then finds for a lost table. */
  @Test
  void aPublisherThatIsOvertakenWhileItReadsRaisesNoAlarm() {
    revoke(3);
    var overtaken =
        new Publisher(
            whileReadingBits(this::publish),
            catalog,
            objects,
            new Sealer(Demo.DEPLOYMENT, integrity, signer),
            Demo.DEPLOYMENT,
            clock);

    assertThat(overtaken.publishDue(() -> true)).containsExactly(new Result.Overtaken(LIST));
    assertThat(publicBits().stream()).containsExactly(3);
  }

  @Test
  void aBitIsNeverTakenBack() {
    revoke(3);
    publish();
    var forged = object(KEY);
    var more = new BitSet();
    more.set(3);
    more.set(5);
    var subject =
        forged
            .object("credentialSubject")
            .orElseThrow()
            .with("encodedList", new JsonString(EncodedList.encode(more, 131_072)));
    objects.replace(
        KEY,
        new PublicObject(
            JsonWriter.writeBytes(forged.with("credentialSubject", subject)),
            "application/vc",
            "no-cache",
            1),
        objects.get(KEY).orElseThrow().etag());
    revoke(4);

    assertThat(publish())
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.reason()).contains("1 positions").contains("5"));
  }

  @Test
  void aDisabledKeyLeavesTheEarlierListInPlace() {
    publish();
    var before = stored(KEY).bytes();
    revoke(3);
    signer.disable(issuer.signingKey(KeyKind.ED25519).orElseThrow());

    assertThat(publish()).singleElement().isInstanceOf(Result.Failed.class);
    assertThat(stored(KEY).bytes()).isEqualTo(before);
  }

  @Test
  void withoutTimeNothingIsBegun() {
    assertThat(publisher.publishDue(() -> false)).isEmpty();
    assertThat(objects.get(KEY)).isEmpty();
  }

  /** The records, with something that happens when bits are first read. */
  private StatusLists whileReadingBits(Runnable happening) {
    var happened = new AtomicBoolean();
    return (StatusLists)
        Proxy.newProxyInstance(
            StatusLists.class.getClassLoader(),
            new Class<?>[] {StatusLists.class},
            (_, method, arguments) -> {
              var answer = method.invoke(records, arguments);
              if (method.getName().equals("bits") && happened.compareAndSet(false, true)) {
                happening.run();
              }
              return answer;
            });
  }

  private List<Result> publish() {
    return publisher.publishDue(() -> true);
  }

  /** A run whose store may fail before any list is known. */
  private void runs() {
    try {
      publish();
    } catch (StoreUnavailableException _) {
      // The schedule tries again in a minute.
    }
  }

  private void revoke(int index) {
    var sample = Samples.credential(new Position(LIST, index));
    records.record(sample, null);
    var result =
        new StatusChanges(records, clock)
            .change(sample.issuer(), sample.id(), StatusChange.REVOKE, null);
    assertThat(result).isInstanceOf(StatusChanges.Result.Changed.class);
  }

  private boolean verifies(JsonObject list) {
    var key = issuer.signingKey(KeyKind.ED25519).orElseThrow();
    var method = DidDocument.multikeyMethod(Demo.DEPLOYMENT.did(Demo.ISSUER), key);
    return integrity.verify(
            list, named -> named.equals(method) ? Optional.of(key.publicKey()) : Optional.empty())
        instanceof DataIntegrity.Verification.Verified;
  }

  private BitSet publicBits() {
    return bits(object(KEY));
  }

  private BitSet jwtBits() {
    return switch (CompactJws.read(new String(stored(KEY + ".jwt").bytes(), UTF_8))) {
      case CompactJws.Reading.Read(var jws) -> {
        assertThat(jws.isSignedBy(issuer.signingKey(KeyKind.P256).orElseThrow().publicKey()))
            .isTrue();
        yield bits(Demo.object(new String(jws.payload(), UTF_8)));
      }
      case CompactJws.Reading.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private static BitSet bits(JsonObject list) {
    return EncodedList.decode(
        list.object("credentialSubject")
            .flatMap(subject -> subject.string("encodedList"))
            .orElseThrow(),
        131_072);
  }

  private JsonObject object(String key) {
    return Demo.object(new String(stored(key).bytes(), UTF_8));
  }

  private PublicObject stored(String key) {
    return objects.get(key).orElseThrow().object();
  }

  private static Integer[] boxed(BitSet bits) {
    return bits.stream().boxed().toArray(Integer[]::new);
  }
}

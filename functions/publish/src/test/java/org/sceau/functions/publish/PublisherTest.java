package org.sceau.functions.publish;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.issuance.ChangeStatus;
import org.sceau.issuance.StatusChangeRequest;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.ListForm;
import org.sceau.statuslist.ListHistory;
import org.sceau.statuslist.Publisher;
import org.sceau.statuslist.Publisher.Result;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan.Moment;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.testing.Samples;

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
  private final Publisher publisher = publisher(records);

  PublisherTest() {
    catalog.put(issuer);
    opened(records);
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
    assertThat(list.string("issuer")).contains(Demo.DEPLOYMENT.webDid(Demo.ISSUER));
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

    assertRefused(publish(), "backup");
    assertThat(publicBits().stream()).containsExactly(3);
  }

  /** A publisher that was overtaken while it read must not take what it finds for a lost table. */
  @Test
  void aPublisherThatIsOvertakenWhileItReadsRaisesNoAlarm() {
    revoke(3);
    var overtaken = publisher(whileReadingBits(this::publish));

    assertThat(overtaken.publishDue(() -> true)).containsExactly(new Result.Overtaken(LIST));
    assertThat(publicBits().stream()).containsExactly(3);
  }

  @Test
  void aBitIsNeverTakenBack() {
    revoke(3);
    revoke(5);
    publish();
    var before = stored(KEY).bytes();
    var restored = opened(new MemoryRecords());
    restored.claim(LIST, 0);
    revoke(restored, 3);

    assertRefused(publisher(restored).publishDue(() -> true), "1 positions", "5");
    assertThat(stored(KEY).bytes()).isEqualTo(before);
  }

  @Test
  void aTableRestoredFromABackupPublishesNothingThoughTheListIsGoneToo() {
    publish();
    objects.delete(KEY);

    assertRefused(publisher(opened(new MemoryRecords())).publishDue(() -> true), "backup");
    assertThat(objects.get(KEY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".jwt"})
  void aListThatWasDeletedIsPublishedAgainAndSaidToHaveBeenGone(String form) {
    revoke(3);
    publish();
    objects.delete(KEY + form);
    revoke(4);

    assertThat(publish())
        .containsExactly(new Result.Repaired(LIST, 2, 2, "number 1 was public and is gone"));
    assertThat(publicBits().stream()).containsExactly(3, 4);
    assertThat(jwtBits().stream()).containsExactly(3, 4);
    revoke(5);
    assertThat(publish()).containsExactly(new Result.Published(LIST, 3, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".jwt"})
  void anOlderListInTheNewestsPlaceGivesWayAndIsTold(String form) {
    publish();
    var older = stored(KEY + form);
    revoke(3);
    publish();
    place(KEY + form, older);
    revoke(4);

    assertThat(publish())
        .containsExactly(
            new Result.Repaired(LIST, 3, 2, "number 2 was public and number 1 is in its place"));
    assertThat(publicBits().stream()).containsExactly(3, 4);
  }

  @Test
  void whatTheIssuerDidNotSignIsNotTakenForAnEarlierList() {
    publish();
    var forged =
        object(KEY).with("name", new JsonString("Une autre liste")).with("proof", proof(KEY));
    revoke(3);

    isNotTaken(KEY, JsonWriter.write(forged));
    isNotTaken(KEY, "{}");
    isNotTaken(KEY, "<html>");
  }

  @Test
  void anotherListThatTheIssuerSignedIsNotTakenForThisOne() {
    publish();
    var second = LIST.next();
    records.open(Samples.opened(second));
    now = Samples.NOW.plusSeconds(1);
    publish();
    revoke(3);

    isNotTaken(KEY, text("status/" + second));
    isNotTaken(KEY + ".jwt", text("status/" + second + ".jwt"));
    isNotTaken(KEY + ".jwt", text(KEY + ".jwt").replaceFirst("\\..*", ".e30.AAAA"));
  }

  /** Found by a random history: two publishers, one second, the same bits, hence the same bytes. */
  @Test
  void anothersListWithTheSameBytesIsNotTakenForOnesOwn() {
    publish();
    revoke(3);
    // Another publisher has begun number 2 ...
    assertThat(records.claim(LIST, 1)).isTrue();
    // ... and its list arrives just before number 3 of the same bytes would.
    var late =
        new PublicObjects() {
          @Override
          public Optional<Stored> get(String key) {
            return objects.get(key);
          }

          @Override
          public boolean create(String key, PublicObject object) {
            return objects.create(key, object);
          }

          @Override
          public boolean replace(String key, PublicObject object, String etag) {
            if (key.equals(KEY)) {
              var others =
                  new PublicObject(object.bytes(), object.contentType(), object.cacheControl(), 2);
              assertThat(objects.replace(key, others, etag)).isTrue();
            }
            return objects.replace(key, object, etag);
          }
        };
    var slower = publisher(records, late, signer);

    assertThat(slower.publishDue(() -> true)).singleElement().isInstanceOf(Result.Overtaken.class);

    assertThat(publish()).singleElement().isInstanceOf(Result.Published.class);
    assertThat(stored(KEY).sequence()).isEqualTo(4);
  }

  /** The n-th signature loses a bit on its way: first the JWT is signed, then the embedded form. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aListWhoseSignatureLostABitIsNeverPublic(int which) {
    publish();
    var before = stored(KEY).bytes();
    revoke(3);
    var signed = new AtomicInteger();
    Signer faulty =
        (key, message) -> {
          var signature = signer.sign(key, message);
          if (signed.incrementAndGet() == which) {
            signature[20] ^= 1;
          }
          return signature;
        };
    var damaging = publisher(records, objects, faulty);

    assertThat(damaging.publishDue(() -> true)).singleElement().isInstanceOf(Result.Failed.class);

    assertThat(stored(KEY).bytes()).isEqualTo(before);
    assertThat(publish()).singleElement().isInstanceOf(Result.Published.class);
  }

  @Test
  void aKeyThatTheCatalogDoesNotKnowSignsNoList() {
    publish();
    var before = stored(KEY).bytes();
    revoke(3);
    var strange = signer.create(KeyKind.ED25519);
    catalog.put(
        new Issuer(
            Demo.ISSUER,
            issuer.profile(),
            List.of(
                new SigningKey(
                    strange.keyArn(), issuer.signingKey(KeyKind.ED25519).orElseThrow().publicKey()),
                issuer.signingKey(KeyKind.P256).orElseThrow()),
            2));

    assertThat(publish()).singleElement().isInstanceOf(Result.Failed.class);
    assertThat(stored(KEY).bytes()).isEqualTo(before);
    assertThat(records.head(LIST).orElseThrow().sequence()).isEqualTo(1);
  }

  @Test
  void aClockThatWasAheadForAWhileStopsNothing() {
    now = Demo.NOW.plus(Duration.ofMinutes(10));
    publish();
    now = Demo.NOW;
    revoke(3);

    assertThat(publish()).containsExactly(new Result.Published(LIST, 2, 1));
  }

  @Test
  void listsThatCannotBePublishedKeepNoOthersWaiting() {
    publish();
    for (int i = 0; i < 120; i++) {
      records.open(
          StatusListHead.opened(
              new StatusListId(new IssuerId("nobody-" + i), StatusPurpose.REVOCATION, 1),
              131_072,
              "00112233445566778899aabbccddeeff",
              Demo.NOW.minusSeconds(60)));
    }
    revoke(3);

    var results = publish();

    assertThat(results).hasSize(121);
    assertThat(results).filteredOn(Result.Failed.class::isInstance).hasSize(120);
    assertThat(results).last().isEqualTo(new Result.Published(LIST, 2, 1));
  }

  @Test
  void whatThereIsNoTimeForStaysDue() {
    records.open(Samples.opened(LIST.next()));
    now = now.plus(Duration.ofDays(90));
    var asked = new AtomicInteger();

    assertThat(publisher.publishDue(() -> asked.incrementAndGet() == 1)).hasSize(1);
    assertThat(publish()).hasSize(1);
    assertThat(publish()).isEmpty();
  }

  @Test
  void freshnessIsTold() {
    now = now.plusSeconds(70);
    assertThat(publisher.longestWait()).isEqualTo(Duration.ofSeconds(70));
    publish();

    assertThat(publisher.longestWait()).isZero();
    assertThat(publisher.greatestAge()).isZero();
    now = now.plus(Duration.ofHours(3));
    assertThat(publisher.greatestAge()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void aListIsFoundAsItWasAtATime() {
    publish();
    for (int i = 1; i < 20; i++) {
      now = now.plusSeconds(60);
      revoke(i);
      if (i % 5 == 0) {
        // As a publisher that stopped after its claim.
        records.claim(LIST, records.head(LIST).orElseThrow().sequence());
      }
      publish();
    }
    var history = new ListHistory(records, objects);

    assertThat(history.at(LIST, Demo.NOW.minusSeconds(1), ListForm.JSON)).isEmpty();
    assertThat(history.at(LIST.next(), now, ListForm.JSON)).isEmpty();
    for (int i = 0; i < 20; i++) {
      for (int second : List.of(0, 59)) {
        var at = Demo.NOW.plusSeconds(60L * i + second);
        var copy = history.at(LIST, at, ListForm.JSON).orElseThrow().object();
        assertThat(bits(Demo.object(PublishedLists.text(copy))).cardinality())
            .as("at %s", at)
            .isEqualTo(i);
        assertThat(history.at(LIST, at, ListForm.JWT).orElseThrow().object().contentType())
            .isEqualTo("application/vc+jwt");
      }
    }
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

  /** What a key that was lost signed gives way to what a good one signs. */
  @ParameterizedTest
  @EnumSource
  void aListThatACompromisedKeySignedIsSignedAnewHoweverItsPublicationEnded(Moment moment) {
    publish();
    int before = records.faults().calls();
    revoke(0);
    publish();
    int calls = records.faults().calls() - before;
    for (int call = 0; call < calls; call++) {
      revoke(call + 1);
      records.faults().failAfter(call, 1, moment);
      runs();
      records.faults().failAfter(0, 0, moment);

      compromiseAll();

      assertThat(publish())
          .as("call %s %s", call, moment)
          .singleElement()
          .isInstanceOf(Result.Published.class);
      assertThat(publicBits()).isEqualTo(records.bits(LIST));
      assertThat(proof(KEY).string("verificationMethod"))
          .contains(DidDocument.multikeyMethod(Demo.DEPLOYMENT.webDid(issuer.id()), signingKey()));
    }
  }

  @Test
  void theListsOfAnIssuerThatIsItsKeyAreOfItsDid() {
    var key = becomesItsKey();
    var did = Multikey.did(key.publicKey());
    revoke(7);

    assertThat(publish()).containsExactly(new Result.Published(LIST, 1, 1));

    assertThat(object(KEY).string("issuer")).contains(did);
    assertThat(proof(KEY).string("verificationMethod"))
        .contains(did + "#" + Multikey.encode(key.publicKey()));
    assertThat(proof(KEY).string("cryptosuite")).contains("ecdsa-rdfc-2019");
    var jws = PublishedLists.jws(text(KEY + ".jwt"));
    assertThat(jws.kid()).contains(did + "#" + Multikey.encode(key.publicKey()));
    assertThat(jws.isSignedBy(key.publicKey(), new CachingSignatures())).isTrue();
  }

  /** No other key can sign them, and a revocation must be visible. */
  @Test
  void theListsOfAnIssuerThatIsItsKeyOutliveItsTrust() {
    var key = becomesItsKey();
    publish();
    var kept = catalog.issuer(issuer.id()).orElseThrow();
    catalog.put(kept.withKeys(List.of(key.with(new KeyLife.Compromised(now)))));
    revoke(7);

    assertThat(publish()).containsExactly(new Result.Published(LIST, 2, 1));

    assertThat(publicBits().stream()).containsExactly(7);
    assertThat(object(KEY).string("issuer")).contains(Multikey.did(key.publicKey()));
  }

  /** As it would be if it had been made so. */
  private SigningKey becomesItsKey() {
    var key = signer.create(KeyKind.P256);
    var made = Demo.issuer(key);
    catalog.put(new Issuer(made.id(), made.profile(), made.keys(), issuer.revision() + 1));
    return key;
  }

  @Test
  void aPublicationThatBeganBeforeItsKeyWasCompromisedIsFollowedByAnother() {
    revoke(3);
    var _ = publisher(whileReadingBits(this::compromiseAll)).publishDue(() -> true);

    assertThat(publish()).singleElement().isInstanceOf(Result.Published.class);
    assertThat(proof(KEY).string("verificationMethod"))
        .contains(DidDocument.multikeyMethod(Demo.DEPLOYMENT.webDid(issuer.id()), signingKey()));
  }

  private SigningKey signingKey() {
    return catalog
        .issuer(issuer.id())
        .flatMap(kept -> kept.signingKey(KeyKind.ED25519))
        .orElseThrow();
  }

  /** All keys are compromised and others sign, as the catalog does it. */
  private void compromiseAll() {
    var keys = new ArrayList<SigningKey>();
    keys.add(signer.create(KeyKind.P256));
    keys.add(signer.create(KeyKind.ED25519));
    var kept = catalog.issuer(issuer.id()).orElseThrow();
    kept.keys().forEach(key -> keys.add(key.with(new KeyLife.Compromised(now))));
    assertThat(catalog.put(kept.withKeys(keys))).isTrue();
    records.makeDue(LIST, now);
  }

  @Test
  void withoutTimeNothingIsBegun() {
    assertThat(publisher.publishDue(() -> false)).isEmpty();
    assertThat(objects.get(KEY)).isEmpty();
  }

  /** Puts the text in the newest list's place, sees it refused, and takes it away again. */
  private void isNotTaken(String key, String text) {
    var newest = stored(key);
    place(
        key,
        new PublicObject(
            text.getBytes(UTF_8), newest.contentType(), "max-age=60", newest.sequence()));

    assertRefused(publish(), "signed");
    assertThat(text(key)).isEqualTo(text);
    place(key, newest);
  }

  private void place(String key, PublicObject object) {
    objects.delete(key);
    objects.create(key, object);
  }

  private JsonObject proof(String key) {
    return object(key).object("proof").orElseThrow();
  }

  private String text(String key) {
    return PublishedLists.text(stored(key));
  }

  private static MemoryRecords opened(MemoryRecords records) {
    records.open(
        StatusListHead.opened(LIST, 131_072, "00112233445566778899aabbccddeeff", Demo.NOW));
    return records;
  }

  private Publisher publisher(StatusLists lists) {
    return publisher(lists, objects, signer);
  }

  private Publisher publisher(StatusLists lists, PublicObjects objects, Signer signer) {
    var sealer = new Sealer(Demo.DEPLOYMENT, integrity, signer);
    return new Publisher(lists, catalog, objects, sealer, Demo.DEPLOYMENT, clock);
  }

  private static void assertRefused(List<Result> results, String... texts) {
    assertThat(results)
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.reason()).contains(texts));
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
    revoke(records, index);
  }

  private void revoke(MemoryRecords records, int index) {
    var sample = Samples.credential(new Position(LIST, index));
    records.record(sample, null);
    var result =
        new ChangeStatus(records, clock)
            .change(sample.issuer(), sample.id(), StatusChangeRequest.REVOKE, null);
    assertThat(result).isInstanceOf(ChangeStatus.Result.Changed.class);
  }

  private boolean verifies(JsonObject list) {
    return PublishedLists.verifies(list, issuer, integrity);
  }

  private BitSet publicBits() {
    return bits(object(KEY));
  }

  private BitSet jwtBits() {
    var jws = PublishedLists.jws(text(KEY + ".jwt"));
    var key = issuer.signingKey(KeyKind.P256).orElseThrow().publicKey();
    assertThat(jws.isSignedBy(key, new CachingSignatures())).isTrue();
    return bits(Demo.object(new String(jws.payload(), UTF_8)));
  }

  private static BitSet bits(JsonObject list) {
    return PublishedLists.bits(list, 131_072);
  }

  private JsonObject object(String key) {
    return Demo.object(text(key));
  }

  private PublicObject stored(String key) {
    return objects.get(key).orElseThrow().object();
  }

  private static Integer[] boxed(BitSet bits) {
    return bits.stream().boxed().toArray(Integer[]::new);
  }
}

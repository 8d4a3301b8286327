package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.ACHIEVEMENT;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialDirectory;
import org.sceau.records.credential.CredentialDirectory.Filter;
import org.sceau.records.credential.CredentialDirectory.Listed;
import org.sceau.records.credential.CredentialDirectory.Page;
import org.sceau.records.credential.CredentialDirectory.StatusKind;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.PageCursor;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/** What every {@link CredentialDirectory} promises; each adapter's tests extend this. */
public interface CredentialDirectoryContract {

  Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");
  IssuerId OTHER = new IssuerId("other");

  /** Counts the positions that the tests took, so that none is taken twice. */
  AtomicInteger TAKEN = new AtomicInteger();

  /** The same directory throughout one test, empty at its start. */
  CredentialDirectory directory();

  /** The store of what is listed. */
  CredentialStore store();

  @Test
  default void whoHasNothingIsListedNothing() {
    recorded(OTHER, ACHIEVEMENT, FIRST);

    assertThat(directory().list(DEMO, Filter.ALL, null, 10)).isEqualTo(new Page(List.of(), null));
  }

  @Test
  default void theNewestIsFirstAndIsListedAsItIsOnRecord() {
    var old = recorded(FIRST);
    var middle = recorded(FIRST.plusSeconds(1));
    var suspended = new CredentialStatus.Suspended(NOW, "Paiement contesté");
    store().change(middle, suspended);
    var endless = withoutEnd(FIRST.plusSeconds(100));

    assertThat(directory().list(DEMO, Filter.ALL, null, 10))
        .isEqualTo(
            new Page(
                List.of(Listed.of(endless), Listed.of(middle.with(suspended)), Listed.of(old)),
                null));
  }

  @Test
  default void pageByPageEachIsMetOnceAndThoseOfOneSecondHaveAnOrderToo() {
    var expected = new ArrayList<Listed>();
    for (int i = 0; i < 23; i++) {
      expected.add(Listed.of(recorded(FIRST.plusSeconds(i / 10))));
      recorded(OTHER, ACHIEVEMENT, FIRST.plusSeconds(i));
    }
    expected.sort(Comparator.comparing(Listed::place).reversed());

    for (int size : List.of(1, 4, 22, 23, 24)) {
      assertThat(all(Filter.ALL, size)).as("in parts of %d", size).isEqualTo(expected);
    }
    assertThat(new HashSet<>(expected)).hasSize(23);
  }

  @Test
  default void whatIsAwardedMeanwhileDisturbsNobody() {
    recorded(FIRST);
    var newest = recorded(FIRST.plusSeconds(1));
    var page = directory().list(DEMO, Filter.ALL, null, 1);
    recorded(FIRST.plusSeconds(2));

    assertThat(page.credentials()).containsExactly(Listed.of(newest));
    assertThat(directory().list(DEMO, Filter.ALL, page.last(), 10).credentials()).hasSize(1);
  }

  @Test
  default void anAchievementIsListedByItself() {
    var wanted = new ArrayList<Listed>();
    for (int i = 0; i < 12; i++) {
      recorded(FIRST.plusSeconds(i));
      if (i % 5 == 0) {
        wanted.addFirst(
            Listed.of(recorded(DEMO, new AchievementId("another"), FIRST.plusSeconds(i))));
      }
    }
    var filter = new Filter(new AchievementId("another"), null);

    assertThat(all(filter, 2)).isEqualTo(wanted);
    assertThat(all(new Filter(new AchievementId("none"), null), 2)).isEmpty();
  }

  @Test
  default void aStatusIsListedByItself() {
    var active = recorded(FIRST);
    var suspended = recorded(FIRST.plusSeconds(1));
    store().change(suspended, new CredentialStatus.Suspended(NOW, null));

    assertThat(ids(new Filter(null, StatusKind.ACTIVE))).containsExactly(active.id());
    assertThat(ids(new Filter(null, StatusKind.SUSPENDED))).containsExactly(suspended.id());
    assertThat(ids(new Filter(null, StatusKind.REVOKED))).isEmpty();
    assertThat(ids(new Filter(new AchievementId("none"), StatusKind.ACTIVE))).isEmpty();
  }

  @Test
  default void whatIsErasedIsNotListedAndItsPlaceStillLeadsOn() {
    var old = recorded(FIRST);
    recorded(FIRST.plusSeconds(1));
    var page = directory().list(DEMO, Filter.ALL, null, 1);
    store().erase(page.credentials().getFirst().id(), DEMO, NOW);

    assertThat(directory().list(DEMO, Filter.ALL, page.last(), 10).credentials())
        .containsExactly(Listed.of(old));
    assertThat(ids(Filter.ALL)).containsExactly(old.id());
  }

  private List<Listed> all(Filter filter, int size) {
    var all = new ArrayList<Listed>();
    @Nullable PageCursor last = null;
    do {
      var page = directory().list(DEMO, filter, last, size);
      assertThat(page.credentials()).hasSizeLessThanOrEqualTo(size);
      all.addAll(page.credentials());
      last = page.last();
    } while (last != null);
    return all;
  }

  private List<CredentialId> ids(Filter filter) {
    return all(filter, 10).stream().map(Listed::id).toList();
  }

  private IssuedCredential recorded(Instant issuedAt) {
    return recorded(DEMO, ACHIEVEMENT, issuedAt);
  }

  private IssuedCredential recorded(IssuerId issuer, AchievementId achievement, Instant issuedAt) {
    return recorded(
        issuer, achievement, new ValidityPeriod(issuedAt, issuedAt.plusSeconds(86_400)));
  }

  private IssuedCredential withoutEnd(Instant issuedAt) {
    return recorded(DEMO, ACHIEVEMENT, new ValidityPeriod(issuedAt, null));
  }

  private IssuedCredential recorded(
      IssuerId issuer, AchievementId achievement, ValidityPeriod validity) {
    var sample = Samples.credential(new Position(LIST, TAKEN.getAndIncrement()));
    var credential =
        new IssuedCredential(
            sample.id(),
            issuer,
            achievement,
            sample.achievementVersion(),
            validity,
            sample.position(),
            sample.secured(),
            sample.status());
    store().record(credential, Samples.award(credential, Samples.awardKey()));
    return credential;
  }
}

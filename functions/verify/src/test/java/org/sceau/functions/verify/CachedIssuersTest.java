package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.MemorySigner;

class CachedIssuersTest {

  private static final IssuerId DEMO = new IssuerId("demo");

  private final MemorySigner signer = new MemorySigner();
  private final SigningKey first = signer.create(KeyKind.P256);
  private final SigningKey second = signer.create(KeyKind.P256);
  private final List<IssuerId> asked = new ArrayList<>();
  private List<SigningKey> keys = List.of(first);
  private Instant now = VerifyFixture.NOW;

  private final CachedIssuers issuers =
      new CachedIssuers(this::read, this::named, Duration.ofMinutes(5), () -> now);

  @Test
  void aWarmHitReadsNothing() {
    issuers.find(DEMO, first::equals);
    assertThat(issuers.find(DEMO, first::equals)).isPresent();

    assertThat(asked).hasSize(1);
  }

  @Test
  void anIssuerIsReadAgainAfterItsLifetime() {
    issuers.find(DEMO, first::equals);
    now = now.plus(Duration.ofMinutes(5));
    issuers.find(DEMO, first::equals);

    assertThat(asked).hasSize(2);
  }

  @Test
  void aNewKeyCountsAtOnce() {
    issuers.find(DEMO, first::equals);
    keys = List.of(second, first);

    assertThat(issuers.find(DEMO, second::equals).map(Issuer::keys)).contains(keys);
  }

  @Test
  void anIssuerThatIsGoneIsForgotten() {
    issuers.find(DEMO, first::equals);
    keys = List.of();
    now = now.plus(Duration.ofMinutes(5));

    assertThat(issuers.find(DEMO, first::equals)).isEmpty();
  }

  @Test
  void whoGoesByADidKeyIsAskedEveryTime() {
    assertThat(issuers.named("did:key:zDnaExample")).contains(DEMO);
    assertThat(issuers.named("did:key:zDnaOther")).isEmpty();
  }

  private Optional<IssuerId> named(String did) {
    return did.equals("did:key:zDnaExample") ? Optional.of(DEMO) : Optional.empty();
  }

  private Optional<Issuer> read(IssuerId id) {
    asked.add(id);
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Issuer(id, new IssuerProfile("Demo", null, null, null, null, null), keys, 1));
  }
}

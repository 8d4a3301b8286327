package org.sceau.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sceau.catalog.Issuer;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.issuing.AwardForm;
import org.sceau.issuing.AwardRate;
import org.sceau.issuing.Awarding;
import org.sceau.issuing.IssuedCredential;
import org.sceau.issuing.Recipient;
import org.sceau.issuing.Sealer;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.memory.Demo;
import org.sceau.memory.MemoryRecords;
import org.sceau.memory.MemorySigner;
import org.sceau.memory.Race;
import org.sceau.status.Position;
import org.sceau.status.Positions;
import org.sceau.status.Publication;
import org.sceau.status.StatusListHead;
import org.sceau.status.StatusListId;
import org.sceau.status.StatusPurpose;

/** Awards all at once, with real signatures and a canonical form that is quick to make. */
class ManyAwardsTest {

  private static final int AWARDS = 10_000;

  private static final Canonicalizer CANONICALIZER =
      (document, _) -> new Canonicalizer.Canonicalization.Canonical(JsonWriter.write(document));

  private static final Signing ISSUER = Signing.make();

  @Test
  void tenThousandAtOnceShareNoPosition() {
    var awarding = awarding();

    var credentials = Race.run(AWARDS, i -> award(awarding, "award-" + i));

    var positions = new HashSet<Position>();
    credentials.forEach(credential -> positions.add(credential.position()));
    assertThat(positions).hasSize(AWARDS);
  }

  @Test
  void aHundredAtOnceWithOneKeyAreOneCredential() {
    var awarding = awarding();

    assertThat(new HashSet<>(Race.run(100, _ -> award(awarding, "one")))).hasSize(1);
  }

  private static IssuedCredential award(Awarding awarding, String key) {
    var recipient =
        new Recipient(null, "Camille Exemple", null, List.of(), JsonObject.EMPTY, List.of());
    return switch (awarding.award(
        ISSUER.issuer(),
        Demo.achievement(),
        new AwardForm.Award(List.of(recipient), null, JsonObject.EMPTY),
        new Awarding.Identity(key, "{}".getBytes(UTF_8)))) {
      case Awarding.Result.Awarded(var credentials) -> credentials.getFirst();
      case Awarding.Result other -> throw new AssertionError(other);
    };
  }

  private static Awarding awarding() {
    var clock = InstantSource.fixed(Demo.NOW);
    var random = new SecureRandom();
    var records = new MemoryRecords();
    var positions = new Positions(records, random, clock, StatusListHead.DEFAULT_CAPACITY);
    positions.openFirst(Demo.ISSUER);
    // As the publisher notes it: positions are given out of lists that are public.
    records.published(
        new StatusListId(Demo.ISSUER, StatusPurpose.REVOCATION, 1),
        new Publication(1, "first", Demo.NOW, 0, Demo.NOW.plus(Duration.ofDays(1))));
    return new Awarding(
        Demo.DEPLOYMENT,
        records,
        positions,
        AwardRate.unlimited(),
        _ -> List.of(),
        new Sealer(Demo.DEPLOYMENT, new DataIntegrity(CANONICALIZER, clock), ISSUER.signer()),
        random,
        clock);
  }

  private record Signing(MemorySigner signer, Issuer issuer) {

    static Signing make() {
      var signer = new MemorySigner();
      return new Signing(signer, Demo.issuer(signer));
    }
  }
}

package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.issuance.AwardAchievement;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.issuance.AwardRate;
import org.sceau.issuance.Issuance;
import org.sceau.issuance.Recipient;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.testing.Race;

/** Awards all at once, with real signatures and a canonical form that is quick to make. */
class ManyAwardsTest {

  private static final int AWARDS = 10_000;

  private static final Canonicalizer CANONICALIZER =
      (document, _) -> new Canonicalizer.Canonicalization.Canonical(JsonWriter.write(document));

  private static final MemorySigner SIGNER = new MemorySigner();
  private static final Issuer ISSUER = Demo.issuer(SIGNER);

  @Test
  void tenThousandAtOnceShareNoPosition() {
    var issuance = issuance();

    var credentials = Race.run(AWARDS, i -> award(issuance, "award-" + i));

    var positions = new HashSet<Position>();
    credentials.forEach(credential -> positions.add(credential.position()));
    assertThat(positions).hasSize(AWARDS);
  }

  @Test
  void aHundredAtOnceWithOneKeyAreOneCredential() {
    var issuance = issuance();

    assertThat(new HashSet<>(Race.run(100, _ -> award(issuance, "one")))).hasSize(1);
  }

  private static IssuedCredential award(Issuance issuance, String key) {
    var recipient =
        new Recipient(null, "Camille Exemple", null, List.of(), JsonObject.EMPTY, List.of());
    return switch (issuance.issue(
        ISSUER,
        new AwardAchievement(
            Demo.achievement(),
            new AwardAchievementRequest.Award(List.of(recipient), null, JsonObject.EMPTY),
            new AwardAchievement.Identity(key, "{}".getBytes(UTF_8))))) {
      case Issuance.Result.Issued(var credentials) -> credentials.getFirst();
      case Issuance.Result other -> throw new AssertionError(other);
    };
  }

  private static Issuance issuance() {
    var clock = InstantSource.fixed(Demo.NOW);
    var random = new SecureRandom();
    var records = new MemoryRecords();
    var positions = new Positions(records, random, clock, StatusListHead.DEFAULT_CAPACITY);
    positions.openFirst(Demo.ISSUER);
    records.publishFirst();
    return new Issuance(
        Demo.DEPLOYMENT,
        records,
        positions,
        AwardRate.unlimited(),
        _ -> List.of(),
        _ -> List.of(),
        new Sealer(Demo.DEPLOYMENT, new DataIntegrity(CANONICALIZER, clock), SIGNER),
        random,
        clock);
  }
}

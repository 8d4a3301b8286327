package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SubmittedBytes;
import org.sceau.verification.SubmittedBytes.Answer;
import org.sceau.verification.TrustRegistry;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/** Each kind of document that people hold gets its own true answer, without a network. */
class KindsTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "kinds");
  private static final String TABLE = "kinds.csv";

  /** A presentation has a report of its own. */
  private static final String PRESENTATION = "j-vp.jwt";

  @ParameterizedTest
  @CsvFileSource(resources = "/kinds/" + TABLE, delimiter = '|', numLinesToSkip = 1)
  void aKindHasItsVerdictAndItsSentence(String file, Verdict verdict, ProblemCode code)
      throws IOException {
    var report = report(file, List.of());

    assertThat(report.verdict()).as("%s", report.decisive()).isEqualTo(verdict);
    assertThat(report.foremost().map(VerificationProblem::code)).contains(code);
  }

  @Test
  void everyFileHasItsRow() throws IOException {
    var files = new TreeSet<String>();
    try (var all = Files.list(FOLDER)) {
      all.forEach(file -> files.add(file.getFileName().toString()));
    }
    var rows = new TreeSet<String>(List.of(TABLE, PRESENTATION));
    Files.readAllLines(FOLDER.resolve(TABLE)).stream()
        .skip(1)
        .forEach(row -> rows.add(row.substring(0, row.indexOf(' '))));

    assertThat(files).isEqualTo(rows);
  }

  @Test
  void aPresentationInPlaceOfACredentialIsVerifiedAsOne() throws IOException {
    assertThat(answer(PRESENTATION, List.of()))
        .isInstanceOfSatisfying(
            Answer.Presented.class,
            presented -> {
              assertThat(presented.report().verdict()).isEqualTo(Verdict.VERIFIED);
              assertThat(presented.report().credentials()).hasSize(1);
            });
  }

  /** A name is not an identity: the headline names the claimed issuer only as a claim. */
  @Test
  void aRegistryThatNamesTheKeyConfirmsIt() throws IOException {
    var stranger = report("t-openbadge.json", List.of());
    assertThat(stranger.foremost().map(VerificationProblem::name)).contains("Some University");
    var proven = stranger.proven().orElseThrow();
    assertThat(proven.recognition().isConfirmed()).isFalse();

    var registry =
        new TrustRegistry(
            "Register",
            java.util.Map.of(proven.facts().issuerId().orElseThrow(), "The real university"));
    var known = report("t-openbadge.json", List.of(registry));
    assertThat(known.foremost()).isEmpty();
    assertThat(known.proven().orElseThrow().recognition().isConfirmed()).isTrue();
  }

  private static VerificationReport report(String file, List<TrustRegistry> registries)
      throws IOException {
    return answer(file, registries) instanceof Answer.Verified(var report)
        ? report
        : Optional.<VerificationReport>empty().orElseThrow();
  }

  private static Answer answer(String file, List<TrustRegistry> registries) throws IOException {
    var verifier =
        CredentialVerifier.ofExternalIssuers(
            () -> _ -> new Fetch.NotFetched(Reason.UNAVAILABLE),
            () -> registries,
            () -> Instant.parse("2026-11-29T10:00:00Z"));
    return new SubmittedBytes(verifier).verify(Files.readAllBytes(FOLDER.resolve(file)));
  }
}

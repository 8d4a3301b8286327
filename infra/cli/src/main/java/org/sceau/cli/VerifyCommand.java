package org.sceau.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sceau.fetch.GuardedFetcher.Patience;
import org.sceau.fetch.SharedFetches;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.bakedimage.BakedImage;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Holder;
import org.sceau.verification.Messages;
import org.sceau.verification.RegistryFiles;
import org.sceau.verification.ReportJson;
import org.sceau.verification.SubmittedBytes;
import org.sceau.verification.TrustRegistry;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sceau verify}: verifies a credential of any issuer on this machine, which asks nobody but
 * the issuer for the keys and the status list.
 */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {

  private static final Patience PATIENCE = Patience.OF_A_PERSON;

  private final Surroundings surroundings;
  private final Messages phrases;

  @Parameters(paramLabel = "FILE|URL|-", descriptionKey = "verify.subject")
  private String subject = "";

  @Option(names = "--json", descriptionKey = "verify.json")
  private boolean json;

  @Option(names = "--registry", paramLabel = "FILE", descriptionKey = "verify.registry")
  private List<Path> registries = List.of();

  @Option(names = "--issuer", paramLabel = "DID", descriptionKey = "verify.issuer")
  private List<String> issuers = List.of();

  @Option(names = "--holder", paramLabel = "email=…", descriptionKey = "verify.holder")
  private Map<String, String> holder = Map.of();

  @Option(names = "--loopback", paramLabel = "HOST:PORT,…", descriptionKey = "verify.loopback")
  private @Nullable String loopback;

  @Option(names = "--ca", paramLabel = "FILE", descriptionKey = "ca")
  private @Nullable Path authorities;

  VerifyCommand(Surroundings surroundings, Messages phrases) {
    this.surroundings = surroundings;
    this.phrases = phrases;
  }

  @Override
  public Integer call() {
    var known = registries();
    var fetcher = SharedFetches.guarded(trust(), loopback(), PATIENCE, surroundings.clock());
    var bytes = bytes(fetcher);
    if (bytes.length == 0) {
      throw new StoppedException(Exit.UNFINISHED, phrases.text("verify.empty"));
    }
    var verifier =
        CredentialVerifier.ofExternalIssuers(() -> fetcher, () -> known, surroundings.clock());
    var words = new Messages(phrases.language());
    return switch (new SubmittedBytes(verifier).verify(bytes)) {
      case SubmittedBytes.Answer.Verified(var verified) -> {
        var report = expected().map(verified::comparedWith).orElse(verified);
        if (json) {
          print(new ReportJson(words).write(report, new ReportJson.Extras(true, false)));
        } else {
          surroundings.out().print(new ReportText(words, phrases).write(report));
        }
        yield code(report);
      }
      case SubmittedBytes.Answer.Presented(var report) -> {
        if (json) {
          print(new ReportJson(words).write(report));
        } else {
          surroundings.out().print(new ReportText(words, phrases).write(report));
        }
        yield report.verdict() == Verdict.VERIFIED
            ? report.credentials().stream().mapToInt(this::code).max().orElse(Exit.DONE)
            : code(report.verdict());
      }
      case SubmittedBytes.Answer.OpenBadges2 _ -> refuse("open-badges-2", "verify.openBadges2");
      case SubmittedBytes.Answer.Refused(var reason) ->
          refuse("malformed-request", "verify.noCredential", reason);
    };
  }

  /** Returns the person whom the caller expects. */
  private Optional<Holder> expected() {
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    if (!Set.of("email", "name", "identifier").containsAll(holder.keySet())) {
      throw new StoppedException(Exit.USAGE, phrases.text("verify.noHolder"));
    }
    return Optional.of(
        new Holder(holder.get("email"), holder.get("name"), holder.get("identifier")));
  }

  /** Reports bytes without a credential that could be verified, as a problem of the API. */
  private int refuse(String type, String key, Object... arguments) {
    var sentence = phrases.text(key, arguments);
    if (json) {
      print(
          JsonObject.builder()
              .put("type", "urn:sceau:problem:" + type)
              .put("status", 400)
              .put("detail", sentence)
              .build());
    } else {
      surroundings
          .out()
          .println(phrases.text("verdict.INCONCLUSIVE") + "\n" + PlainText.of(sentence));
    }
    return Exit.UNFINISHED;
  }

  /** A good signature by an unconfirmed key is not enough, unless the caller knows the key. */
  private int code(VerificationReport report) {
    boolean isConfirmed =
        report
            .proven()
            .filter(proven -> !proven.recognition().isConfirmed())
            .filter(proven -> !issuers.contains(proven.facts().issuerId().orElse("")))
            .isEmpty();
    return report.verdict() == Verdict.VERIFIED && !isConfirmed
        ? Exit.NOT_CONFIRMED
        : code(report.verdict());
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case VERIFIED -> Exit.DONE;
      case NOT_VERIFIED -> Exit.NOT_WELL;
      case INCONCLUSIVE -> Exit.UNFINISHED;
    };
  }

  private void print(JsonObject object) {
    surroundings.out().println(JsonWriter.write(object));
  }

  private String loopback() {
    return loopback != null
        ? loopback
        : surroundings.environment().getOrDefault("LOOPBACK_AUTHORITIES", "");
  }

  private SSLContext trust() {
    try {
      return Trust.with(Optional.ofNullable(authorities));
    } catch (IOException _) {
      throw new StoppedException(
          Exit.UNFINISHED, phrases.text("file.noCertificates", String.valueOf(authorities)));
    }
  }

  private List<TrustRegistry> registries() {
    return registries.stream()
        .map(file -> {
          try {
            return RegistryFiles.registry(file);
          } catch (RuntimeException _) {
            throw new StoppedException(
                Exit.UNFINISHED, phrases.text("file.noRegistry", file.toString()));
          }
        })
        .toList();
  }

  private byte[] bytes(Fetcher fetcher) {
    if (subject.toLowerCase(Locale.ROOT).matches("https?://.*")) {
      return fetched(fetcher);
    }
    try (var input = open()) {
      var bytes = input.readNBytes(BakedImage.MAX_BYTES + 1);
      if (bytes.length > BakedImage.MAX_BYTES) {
        throw new StoppedException(
            Exit.UNFINISHED, phrases.text("verify.tooLarge", BakedImage.MAX_BYTES));
      }
      return bytes;
    } catch (IOException _) {
      throw new StoppedException(
          Exit.UNFINISHED, phrases.text("file.unreadable", PlainText.of(subject)));
    }
  }

  private InputStream open() throws IOException {
    return subject.equals("-") ? surroundings.in() : Files.newInputStream(Path.of(subject));
  }

  private byte[] fetched(Fetcher fetcher) {
    var wanted = new Fetcher.Wanted(subject, Fetcher.Kind.CREDENTIAL, null, PATIENCE.longest());
    return switch (fetcher.fetch(wanted)) {
      case Fetch.Fetched fetched -> fetched.bytes();
      case Fetch.NotFetched(var reason) when reason == Fetcher.Reason.ADDRESS_REFUSED ->
          throw new StoppedException(Exit.UNFINISHED, phrases.text("verify.address"));
      case Fetch.NotFetched _, Fetch.Unchanged _ ->
          throw new StoppedException(Exit.UNFINISHED, phrases.text("verify.unreachable"));
    };
  }
}

package org.sceau.verify;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sceau.contexts.BundledContexts;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Digest;
import org.sceau.json.JsonObject;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.Issuers;
import org.sceau.verification.Records;
import org.sceau.verification.TrustRegistry;
import org.sceau.web.GuardedFetcher;
import org.sceau.web.Resolver;
import org.sceau.web.SharedFetches;

/** Puts together what verifies credentials, in the cloud and on anybody's own machine alike. */
public final class Verifying {

  /**
   * A host that there never is (RFC 2606, section 2): whoever is not a deployment has no issuers.
   */
  private static final Deployment NOWHERE = Deployment.at("https://nowhere.invalid");

  private Verifying() {}

  /** A verifier that knows nobody: every issuer is asked for its own document. */
  public static CredentialVerifier ofStrangers(
      Supplier<Fetcher> fetcher, Supplier<List<TrustRegistry>> registries, InstantSource clock) {
    return verifier(
        NOWHERE,
        (_, _) -> Optional.empty(),
        _ -> Optional.empty(),
        canonicalizer(),
        fetcher,
        registries,
        clock);
  }

  static CredentialVerifier verifier(
      Deployment deployment,
      Issuers issuers,
      Records records,
      Canonicalizer canonicalizer,
      Supplier<Fetcher> fetcher,
      Supplier<List<TrustRegistry>> registries,
      InstantSource clock) {
    return new CredentialVerifier(
        deployment,
        issuers,
        records,
        new DataIntegrity(canonicalizer, clock),
        fetcher,
        registries,
        clock);
  }

  /**
   * The way to what others publish.
   *
   * @param loopback hosts with ports on this machine, with commas between; nothing in the cloud
   */
  public static Fetcher fetcher(
      SSLContext tls, String loopback, GuardedFetcher.Patience patience, InstantSource clock) {
    return new SharedFetches(
        new GuardedFetcher(
            tls,
            Resolver.ofSystem(),
            loopback.isBlank() ? Set.of() : Set.of(loopback.strip().split("\\s*,\\s*")),
            patience),
        clock);
  }

  /** Made when the first embedded proof is verified: a public link never needs it. */
  static Canonicalizer canonicalizer() {
    return new CanonicalizerOnDemand();
  }

  private static final class CanonicalizerOnDemand implements Canonicalizer {

    private @Nullable Canonicalizer canonicalizer;

    @Override
    public Canonicalization canonicalize(JsonObject document, Digest digest) {
      return made().canonicalize(document, digest);
    }

    private synchronized Canonicalizer made() {
      var made = canonicalizer;
      if (made == null) {
        made = new TitaniumCanonicalizer(new BundledContexts());
        canonicalizer = made;
      }
      return made;
    }
  }
}

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
import org.sceau.jsonld.ContextTypes;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.FormViolation;
import org.sceau.verification.Issuers;
import org.sceau.verification.TrustRegistry;
import org.sceau.verification.TypeVocabulary;
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
    var jsonLd = new JsonLdOnDemand();
    return new CredentialVerifier(
        NOWHERE,
        Issuers.NONE,
        _ -> Optional.empty(),
        new DataIntegrity(jsonLd, clock),
        jsonLd,
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

  /** Made when the first credential is brought along: a public link never needs it. */
  static final class JsonLdOnDemand implements Canonicalizer, TypeVocabulary {

    private @Nullable BundledContexts contexts;
    private @Nullable Canonicalizer canonicalizer;
    private @Nullable TypeVocabulary types;

    @Override
    public Canonicalization canonicalize(JsonObject document, Digest digest) {
      return canonicalizer().canonicalize(document, digest);
    }

    @Override
    public List<FormViolation> violations(JsonObject document) {
      return types().violations(document);
    }

    private synchronized Canonicalizer canonicalizer() {
      var made = canonicalizer;
      if (made == null) {
        made = new TitaniumCanonicalizer(contexts());
        canonicalizer = made;
      }
      return made;
    }

    private synchronized TypeVocabulary types() {
      var made = types;
      if (made == null) {
        made = new ContextTypes(contexts());
        types = made;
      }
      return made;
    }

    private synchronized BundledContexts contexts() {
      var made = contexts;
      if (made == null) {
        made = new BundledContexts();
        contexts = made;
      }
      return made;
    }
  }
}

package org.sceau.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.Catalog;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.http.Settings;
import org.sceau.issuing.CredentialStore;
import org.sceau.json.JsonObject;
import org.sceau.jsonld.BundledContexts;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.verification.CredentialVerifier;

/** Puts the function together, once. */
record Wiring(PublicLink publicLink, BroughtCredential broughtCredential) {

  /** How long a withdrawn key may still be taken for good. */
  private static final Duration ISSUER_LIFETIME = Duration.ofMinutes(5);

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var credentials = settings.text("CREDENTIALS_TABLE");
    var catalog = settings.text("CATALOG_TABLE");
    var deployment = new Deployment(settings.origin("PUBLIC_URL"), settings.text("DID_AUTHORITY"));
    settings.check();
    throw new UnsupportedOperationException(credentials + catalog + deployment + Clock.systemUTC());
  }

  static Wiring of(
      Deployment deployment,
      Catalog catalog,
      CredentialStore store,
      Canonicalizer canonicalizer,
      InstantSource clock) {
    var verifier =
        new CredentialVerifier(
            deployment,
            new CachedIssuers(catalog::issuer, ISSUER_LIFETIME, clock),
            store,
            new DataIntegrity(canonicalizer, clock),
            clock);
    var vocabulary = new Vocabulary();
    return new Wiring(
        new PublicLink(store, verifier, new Pages(deployment), vocabulary),
        new BroughtCredential(verifier, vocabulary));
  }

  /** Made when the first embedded proof is verified: a public link never needs it. */
  static final class CanonicalizerOnDemand implements Canonicalizer {

    private @Nullable Canonicalizer canonicalizer;

    @Override
    public Canonicalization canonicalize(JsonObject document) {
      return made().canonicalize(document);
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

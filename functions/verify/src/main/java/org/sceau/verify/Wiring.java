package org.sceau.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.contexts.BundledContexts;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Digest;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.http.Settings;
import org.sceau.json.JsonObject;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Records;

/** Puts the function together, once. */
record Wiring(PublicLink publicLink, BroughtCredential broughtCredential) {

  /** How long a withdrawn key may still be taken for good. */
  private static final Duration ISSUER_LIFETIME = Duration.ofMinutes(5);

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var credentials = settings.text("CREDENTIALS_TABLE");
    var catalog = settings.text("CATALOG_TABLE");
    var publicUrl = settings.origin("PUBLIC_URL");
    var didAuthority = settings.text("DID_AUTHORITY");
    settings.check();
    var deployment = new Deployment(publicUrl, didAuthority);
    var client = DynamoDb.client();
    return of(
        deployment,
        new DynamoDbCatalog(client, catalog)::issuer,
        // Finding a credential never touches the lists, which this function must not even read.
        new DynamoDbCredentialStore(client, credentials, "not-of-this-function")::find,
        new CanonicalizerOnDemand(),
        Clock.systemUTC());
  }

  static Wiring of(
      Deployment deployment,
      Function<IssuerId, Optional<Issuer>> catalog,
      Records records,
      Canonicalizer canonicalizer,
      InstantSource clock) {
    var verifier =
        new CredentialVerifier(
            deployment,
            new CachedIssuers(catalog, ISSUER_LIFETIME, clock),
            records,
            new DataIntegrity(canonicalizer, clock),
            clock);
    var vocabulary = new Vocabulary();
    return new Wiring(
        new PublicLink(records, verifier, new Pages(deployment), vocabulary),
        new BroughtCredential(verifier, vocabulary));
  }

  /** Made when the first embedded proof is verified: a public link never needs it. */
  static final class CanonicalizerOnDemand implements Canonicalizer {

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

package org.sceau.verify;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.http.Settings;
import org.sceau.verification.Fetcher;
import org.sceau.verification.PresentationVerifier;
import org.sceau.verification.Records;
import org.sceau.verification.TrustRegistry;
import org.sceau.web.GuardedFetcher;

/** Puts the function together, once. */
record Wiring(
    PublicLink publicLink,
    BroughtCredential broughtCredential,
    Supplier<BroughtPresentation> broughtPresentation) {

  /** How long a withdrawn key may still be taken for good. */
  private static final Duration ISSUER_LIFETIME = Duration.ofMinutes(5);

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var credentials = settings.text("CREDENTIALS_TABLE");
    var catalog = settings.text("CATALOG_TABLE");
    var publicUrl = settings.origin("PUBLIC_URL");
    var didAuthority = settings.text("DID_AUTHORITY");
    var loopback = settings.optional("LOOPBACK_AUTHORITIES").orElse("");
    var registries = settings.optional("REGISTRIES").map(Path::of);
    settings.check();
    var deployment = new Deployment(publicUrl, didAuthority);
    var client = DynamoDb.client();
    return of(
        deployment,
        new DynamoDbCatalog(client, catalog)::issuer,
        // Finding a credential never touches the lists, which this function must not even read.
        new DynamoDbCredentialStore(client, credentials, "not-of-this-function")::find,
        Verifying.canonicalizer(),
        () ->
            Verifying.fetcher(
                tls(), loopback, GuardedFetcher.Patience.OF_A_FUNCTION, Clock.systemUTC()),
        () -> registries.map(RegistryFiles::read).orElse(List.of()),
        Clock.systemUTC());
  }

  static Wiring of(
      Deployment deployment,
      Function<IssuerId, Optional<Issuer>> catalog,
      Records records,
      Canonicalizer canonicalizer,
      Supplier<Fetcher> fetcher,
      Supplier<List<TrustRegistry>> registries,
      InstantSource clock) {
    var verifier =
        Verifying.verifier(
            deployment,
            new CachedIssuers(catalog, ISSUER_LIFETIME, clock),
            records,
            canonicalizer,
            fetcher,
            registries,
            clock);
    var vocabulary = new Vocabulary();
    return new Wiring(
        new PublicLink(records, verifier, new Pages(deployment), vocabulary),
        new BroughtCredential(verifier, vocabulary),
        () -> new BroughtPresentation(new PresentationVerifier(verifier, clock), vocabulary));
  }

  private static SSLContext tls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}

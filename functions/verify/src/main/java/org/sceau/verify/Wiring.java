package org.sceau.verify;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.sceau.catalog.Catalog;
import org.sceau.corretto.CorrettoLibrary;
import org.sceau.corretto.PatientSignatures;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.http.Settings;
import org.sceau.status.PublishedTimes;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.PresentationVerifier;
import org.sceau.verification.Records;
import org.sceau.verification.TrustRegistry;
import org.sceau.verification.TypeVocabulary;
import org.sceau.web.GuardedFetcher;

/** Puts the function together, once. */
record Wiring(
    PatientSignatures signatures,
    PublicLink publicLink,
    BroughtCredential broughtCredential,
    Supplier<BroughtPresentation> broughtPresentation) {

  /** How long a withdrawn key may still be taken for good. */
  private static final Duration ISSUER_LIFETIME = Duration.ofMinutes(1);

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var credentials = settings.text("CREDENTIALS_TABLE");
    var catalog = settings.text("CATALOG_TABLE");
    var lists = settings.text("STATUS_LISTS_TABLE");
    var publicUrl = settings.origin("PUBLIC_URL");
    var didAuthority = settings.text("DID_AUTHORITY");
    var loopback = settings.optional("LOOPBACK_AUTHORITIES").orElse("");
    var registries = settings.optional("REGISTRIES").map(Path::of);
    settings.check();
    var deployment = new Deployment(publicUrl, didAuthority);
    var client = DynamoDb.client();
    var jsonLd = new Verifying.JsonLdOnDemand();
    return of(
        deployment,
        new DynamoDbCatalog(client, catalog),
        new DynamoDbCredentialStore(client, credentials, lists)::lookUp,
        new DynamoDbStatusLists(client, lists),
        jsonLd,
        jsonLd,
        () ->
            Verifying.fetcher(
                tls(), loopback, GuardedFetcher.Patience.OF_A_FUNCTION, Clock.systemUTC()),
        () -> registries.map(RegistryFiles::read).orElse(List.of()),
        Clock.systemUTC());
  }

  static Wiring of(
      Deployment deployment,
      Catalog catalog,
      Records records,
      PublishedTimes times,
      Canonicalizer canonicalizer,
      TypeVocabulary types,
      Supplier<Fetcher> fetcher,
      Supplier<List<TrustRegistry>> registries,
      InstantSource clock) {
    var signatures = new PatientSignatures(CorrettoLibrary::load);
    var verifier =
        new CredentialVerifier(
            deployment,
            new CachedIssuers(catalog::issuer, catalog::named, ISSUER_LIFETIME, clock),
            records,
            new DataIntegrity(canonicalizer, signatures, clock),
            types,
            fetcher,
            registries,
            clock);
    var vocabulary = new Vocabulary();
    return new Wiring(
        signatures,
        new PublicLink(
            records,
            new RememberedTimes(times, clock),
            verifier,
            new Pages(deployment),
            vocabulary),
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

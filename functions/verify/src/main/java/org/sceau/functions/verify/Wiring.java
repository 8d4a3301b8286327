package org.sceau.functions.verify;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.jsonld.LazyJsonLd;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.fetch.GuardedFetcher;
import org.sceau.fetch.SharedFetches;
import org.sceau.jose.accp.CorrettoLibrary;
import org.sceau.jose.accp.LazyNativeSignatures;
import org.sceau.lambda.Settings;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.status.PublishedTimes;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.PresentationVerifier;
import org.sceau.verification.Records;
import org.sceau.verification.RegistryFiles;
import org.sceau.verification.TrustRegistry;

/** Puts the function together, once. */
record Wiring(
    LazyNativeSignatures signatures,
    PublicLink publicLink,
    VerifyCredentialRoute broughtCredential,
    Supplier<VerifyPresentationRoute> broughtPresentation) {

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
    var jsonLd = new LazyJsonLd();
    return of(
        deployment,
        new DynamoDbCatalog(client, catalog),
        new DynamoDbCredentialStore(client, credentials, lists)::lookUp,
        new DynamoDbStatusLists(client, lists),
        jsonLd,
        jsonLd,
        () ->
            SharedFetches.guarded(
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
    var signatures = new LazyNativeSignatures(CorrettoLibrary::load);
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
            records, new CachedTimes(times, clock), verifier, new Pages(deployment), vocabulary),
        new VerifyCredentialRoute(verifier, vocabulary),
        () -> new VerifyPresentationRoute(new PresentationVerifier(verifier, clock), vocabulary));
  }

  private static SSLContext tls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}

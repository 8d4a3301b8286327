package org.sceau.functions.catalog;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.kms.Kms;
import org.sceau.kms.KmsSigner;
import org.sceau.lambda.Settings;
import org.sceau.records.Deployment;
import org.sceau.records.status.StatusListHead;
import org.sceau.s3.S3;
import org.sceau.s3.S3PublicObjects;
import org.sceau.statuslist.Positions;

/** Makes what the function needs, of its environment. */
record Wiring(
    IssuerRoutes issuers,
    Achievements achievements,
    ApiKeys apiKeys,
    SigningKeys signingKeys,
    Deployment deployment,
    InstantSource clock) {

  Wiring(Map<String, String> environment) {
    this(Read.of(environment));
  }

  private Wiring(Read read) {
    this(
        read.issuers(),
        new Achievements(read.catalog(), read.documents()),
        read.apiKeys(),
        read.signingKeys(),
        read.deployment(),
        Clock.systemUTC());
  }

  private record Read(
      Deployment deployment,
      DynamoDbCatalog catalog,
      DynamoDbStatusLists lists,
      PublishedDocuments documents,
      List<String> keyArns,
      int listCapacity) {

    static Read of(Map<String, String> environment) {
      var settings = new Settings(environment);
      var catalogTable = settings.text("CATALOG_TABLE");
      var listsTable = settings.text("STATUS_LISTS_TABLE");
      var bucket = settings.text("PUBLIC_BUCKET");
      var deployment =
          new Deployment(settings.origin("PUBLIC_URL"), settings.text("DID_AUTHORITY"));
      var p256Key = settings.text("P256_KEY");
      // A deployment may do without: then embedded proofs are ecdsa-rdfc-2019.
      var ed25519Key = environment.getOrDefault("ED25519_KEY", "");
      var capacity =
          settings.number(
              "STATUS_LIST_CAPACITY",
              StatusListHead.DEFAULT_CAPACITY,
              StatusListHead::isAllowed,
              "a multiple of 8 from 131072 to 1048576");
      settings.check();
      var dynamoDb = DynamoDb.client();
      return new Read(
          deployment,
          new DynamoDbCatalog(dynamoDb, catalogTable),
          new DynamoDbStatusLists(dynamoDb, listsTable),
          new PublishedDocuments(
              new S3PublicObjects(S3.client(), bucket),
              deployment,
              () -> new BundledContexts().bytes(BundledContexts.MICRO_CREDENTIAL).orElseThrow()),
          Stream.of(p256Key, ed25519Key).filter(arn -> !arn.isBlank()).toList(),
          capacity);
    }

    SigningKeys signingKeys() {
      return new SigningKeys(
          catalog, new KmsSigner(Kms.client()), lists, documents, Clock.systemUTC());
    }

    ApiKeys apiKeys() {
      return new ApiKeys(catalog, new SecureRandom(), Clock.systemUTC());
    }

    IssuerRoutes issuers() {
      return new IssuerRoutes(
          catalog,
          new KmsSigner(Kms.client()),
          keyArns,
          new Positions(lists, new SecureRandom(), Clock.systemUTC(), listCapacity),
          documents,
          apiKeys());
    }
  }
}

package org.sceau.functions.catalog;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
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

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var catalogTable = settings.text("CATALOG_TABLE");
    var listsTable = settings.text("STATUS_LISTS_TABLE");
    var bucket = settings.text("PUBLIC_BUCKET");
    var deployment = new Deployment(settings.origin("PUBLIC_URL"), settings.text("DID_AUTHORITY"));
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
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    var dynamoDb = DynamoDb.client();
    var catalog = new DynamoDbCatalog(dynamoDb, catalogTable);
    var lists = new DynamoDbStatusLists(dynamoDb, listsTable);
    var documents =
        new PublishedDocuments(
            new S3PublicObjects(S3.client(), bucket),
            deployment,
            () -> new BundledContexts().bytes(BundledContexts.MICRO_CREDENTIAL).orElseThrow());
    var signer = new KmsSigner(Kms.client());
    var apiKeys = new ApiKeys(catalog, random, clock);
    return new Wiring(
        new IssuerRoutes(
            catalog,
            signer,
            Stream.of(p256Key, ed25519Key).filter(arn -> !arn.isBlank()).toList(),
            new Positions(lists, random, clock, capacity),
            documents,
            apiKeys),
        new Achievements(catalog, documents),
        apiKeys,
        new SigningKeys(catalog, signer, lists, documents, clock),
        deployment,
        clock);
  }
}

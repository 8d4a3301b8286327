package org.sceau.functions.issue;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbAwardCounts;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbCredentialDirectory;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.issuance.AwardRate;
import org.sceau.issuance.Issuance;
import org.sceau.jose.accp.CorrettoLibrary;
import org.sceau.jose.accp.LazyNativeSignatures;
import org.sceau.kms.Kms;
import org.sceau.kms.KmsSigner;
import org.sceau.lambda.Settings;
import org.sceau.openbadges.schema.NetworkntOpenBadgeSchema;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.status.StatusListHead;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;

/** Makes what the function needs, of its environment. */
record Wiring(
    Catalog catalog,
    Issuance issuance,
    CredentialRoutes ledger,
    Deployment deployment,
    InstantSource clock) {

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var credentialsTable = settings.text("CREDENTIALS_TABLE");
    var listsTable = settings.text("STATUS_LISTS_TABLE");
    var catalogTable = settings.text("CATALOG_TABLE");
    var countsTable = settings.text("AWARD_COUNTS_TABLE");
    var perSecond =
        settings.number(
            "AWARDS_PER_SECOND",
            0,
            AwardRate::isAllowed,
            "0 for no limit, or a number from 10 to 100000");
    var deployment = new Deployment(settings.origin("PUBLIC_URL"), settings.text("DID_AUTHORITY"));
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
    var credentials = new DynamoDbCredentialStore(dynamoDb, credentialsTable, listsTable);
    var lists = new DynamoDbStatusLists(dynamoDb, listsTable);
    var positions = new Positions(lists, random, clock, capacity);
    var rate = new AwardRate(new DynamoDbAwardCounts(dynamoDb, countsTable), perSecond);
    var schema = new NetworkntOpenBadgeSchema();
    var sealer =
        new Sealer(
            deployment,
            new DataIntegrity(new TitaniumCanonicalizer(new BundledContexts()), clock),
            new KmsSigner(Kms.client()),
            new LazyNativeSignatures(CorrettoLibrary::load).counting());
    var catalog = new DynamoDbCatalog(dynamoDb, catalogTable);
    var ledger =
        new CredentialRoutes(
            credentials, new DynamoDbCredentialDirectory(dynamoDb, credentialsTable), deployment);
    return new Wiring(
        catalog,
        new Issuance(
            deployment,
            credentials,
            positions,
            rate,
            new DataModelRules(),
            schema,
            sealer,
            random,
            clock),
        ledger,
        deployment,
        clock);
  }
}

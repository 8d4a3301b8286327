package org.sceau.local;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.sceau.dynamodb.DynamoDbAwardCounts;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbCredentialDirectory;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.local.dynamodb.LocalDynamoDb;
import org.sceau.local.template.Template;
import org.sceau.local.wire.Faults;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The template's tables, empty, in an emulator of DynamoDB, and the adapters that keep them. */
public final class Tables implements AutoCloseable {

  private final LocalDynamoDb local;
  private final DynamoDbClient client;

  private Tables(LocalDynamoDb local) {
    this.local = local;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(local.endpoint())
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                settings -> settings.retryStrategy(retries -> retries.maxAttempts(3)))
            .build();
    Provisioning.makeTables(Template.read(LocalCloud.templateAbove()), client);
  }

  public static Tables make() {
    return new Tables(LocalDynamoDb.start(null, InstantSource.system()));
  }

  public DynamoDbCredentialStore credentials() {
    return new DynamoDbCredentialStore(
        client, "CredentialsTable", "StatusListsTable", new SecureRandom());
  }

  public DynamoDbCredentialDirectory directory() {
    return new DynamoDbCredentialDirectory(client, "CredentialsTable");
  }

  public DynamoDbStatusLists lists() {
    return new DynamoDbStatusLists(client, "StatusListsTable");
  }

  public DynamoDbCatalog catalog() {
    return new DynamoDbCatalog(client, "CatalogTable");
  }

  public DynamoDbAwardCounts awardCounts() {
    return new DynamoDbAwardCounts(client, "AwardCountsTable", new SecureRandom());
  }

  /** The faults of the emulator on demand. */
  public Faults faults() {
    return local.faults();
  }

  @Override
  public void close() {
    client.close();
    local.close();
  }
}

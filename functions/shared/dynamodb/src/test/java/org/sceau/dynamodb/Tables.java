package org.sceau.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sceau.emulator.dynamodb.LocalDynamoDb;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * Creates the tables of {@code template.yaml}, empty, in the emulator, and the adapters on them.
 */
final class Tables implements AutoCloseable {

  private static final Path TEMPLATE = Path.of("../../../template.yaml");

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
    try {
      var resources = new YAMLMapper().readTree(TEMPLATE.toFile()).path("Resources");
      for (var resource : resources.properties()) {
        if (resource.getValue().path("Type").asText().equals("AWS::DynamoDB::Table")) {
          create(resource.getKey(), resource.getValue().path("Properties"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + TEMPLATE, e);
    }
  }

  static Tables make() {
    return new Tables(LocalDynamoDb.start(null, InstantSource.system()));
  }

  /** The faults of the emulator on demand. */
  Faults faults() {
    return local.faults();
  }

  DynamoDbCredentialStore credentials() {
    return new DynamoDbCredentialStore(client, "CredentialsTable", "StatusListsTable");
  }

  DynamoDbCredentialDirectory directory() {
    return new DynamoDbCredentialDirectory(client, "CredentialsTable");
  }

  DynamoDbStatusLists lists() {
    return new DynamoDbStatusLists(client, "StatusListsTable");
  }

  DynamoDbCatalog catalog() {
    return new DynamoDbCatalog(client, "CatalogTable");
  }

  DynamoDbAwardCounts awardCounts() {
    return new DynamoDbAwardCounts(client, "AwardCountsTable");
  }

  @Override
  public void close() {
    client.close();
    local.close();
  }

  private void create(String name, JsonNode table) {
    var definitions = new ArrayList<AttributeDefinition>();
    table
        .path("AttributeDefinitions")
        .forEach(attribute ->
            definitions.add(
                AttributeDefinition.builder()
                    .attributeName(attribute.path("AttributeName").asText())
                    .attributeType(attribute.path("AttributeType").asText())
                    .build()));
    var indexes = new ArrayList<GlobalSecondaryIndex>();
    table
        .path("GlobalSecondaryIndexes")
        .forEach(index ->
            indexes.add(
                GlobalSecondaryIndex.builder()
                    .indexName(index.path("IndexName").asText())
                    .keySchema(keySchema(index))
                    .projection(projection -> {
                      projection.projectionType(
                          index.path("Projection").path("ProjectionType").asText());
                      var included = new ArrayList<String>();
                      index
                          .path("Projection")
                          .path("NonKeyAttributes")
                          .forEach(attribute -> included.add(attribute.asText()));
                      if (!included.isEmpty()) {
                        projection.nonKeyAttributes(included);
                      }
                    })
                    .build()));
    var _ =
        client.createTable(create -> {
          create
              .tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .keySchema(keySchema(table))
              .attributeDefinitions(definitions);
          if (!indexes.isEmpty()) {
            create.globalSecondaryIndexes(indexes);
          }
        });
  }

  private static List<KeySchemaElement> keySchema(JsonNode node) {
    var schema = new ArrayList<KeySchemaElement>();
    node.path("KeySchema")
        .forEach(element ->
            schema.add(
                KeySchemaElement.builder()
                    .attributeName(element.path("AttributeName").asText())
                    .keyType(element.path("KeyType").asText())
                    .build()));
    return schema;
  }
}

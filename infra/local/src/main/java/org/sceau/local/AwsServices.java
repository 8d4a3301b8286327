package org.sceau.local;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where DynamoDB, S3 and KMS are, or what stands in for them. Hosts are addresses rather than
 * names: with those S3 clients put the bucket into the path.
 */
public record AwsServices(URI dynamoDb, URI s3, URI kms) {

  private static final String REGION = "us-east-1";

  /** Opens nothing; stand-ins take any. */
  private static final String CREDENTIAL = "test";

  /** Services that all answer at one place, as LocalStack does. */
  public static AwsServices at(URI endpoint) {
    return new AwsServices(endpoint, endpoint, endpoint);
  }

  /** The SDK's settings as environment variables. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", CREDENTIAL);
    environment.put("AWS_SECRET_ACCESS_KEY", CREDENTIAL);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
    environment.put("AWS_ENDPOINT_URL_KMS", kms.toString());
    return environment;
  }

  /** The same settings as system properties, which the SDK prefers. */
  public Map<String, String> systemProperties() {
    return Map.of(
        "aws.region",
        REGION,
        "aws.accessKeyId",
        CREDENTIAL,
        "aws.secretAccessKey",
        CREDENTIAL,
        "aws.endpointUrlDynamoDb",
        dynamoDb.toString(),
        "aws.endpointUrlS3",
        s3.toString(),
        "aws.endpointUrlKms",
        kms.toString());
  }

  /** A client, to be closed by the caller. */
  public DynamoDbClient dynamoDbClient() {
    return settings(DynamoDbClient.builder(), dynamoDb)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** A client, to be closed by the caller. */
  public S3Client s3Client() {
    return settings(S3Client.builder(), s3).httpClient(UrlConnectionHttpClient.create()).build();
  }

  /** A client, to be closed by the caller. */
  public KmsClient kmsClient() {
    return settings(KmsClient.builder(), kms).httpClient(UrlConnectionHttpClient.create()).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B settings(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)));
  }
}

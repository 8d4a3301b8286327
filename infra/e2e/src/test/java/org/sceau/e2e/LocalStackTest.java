package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.sceau.local.AwsServices;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the emulator has to do before the suite may judge anything by it. */
@Needs(Equipment.DOCKER)
@TestInstance(Lifecycle.PER_CLASS)
class LocalStackTest {

  private final LocalStack cloud = LocalStack.start();
  private final AwsServices services = AwsServices.at(cloud.endpoint());

  @AfterAll
  void stop() {
    cloud.close();
  }

  @Test
  void aConditionThatDoesNotHoldRefusesTheWrite() {
    try (var dynamo = services.dynamoDbClient()) {
      dynamo.createTable(table ->
          table
              .tableName("Probe")
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(
                  AttributeDefinition.builder().attributeName("id").attributeType("S").build())
              .keySchema(KeySchemaElement.builder().attributeName("id").keyType("HASH").build()));
      dynamo.waiter().waitUntilTableExists(table -> table.tableName("Probe"));
      var item = Map.of("id", AttributeValue.fromS("one"));
      dynamo.putItem(put -> put.tableName("Probe").item(item));

      assertThatThrownBy(() ->
              dynamo.putItem(put ->
                  put.tableName("Probe")
                      .item(item)
                      .conditionExpression("attribute_not_exists(id)")))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
  }

  @Test
  void anObjectThatIsThereIsNotWrittenOver() {
    try (var s3 = services.s3Client()) {
      s3.createBucket(bucket -> bucket.bucket("probe"));
      s3.putObject(
          put -> put.bucket("probe").key("issuers/demo").ifNoneMatch("*"),
          RequestBody.fromString("first"));

      assertThatThrownBy(() ->
              s3.putObject(
                  put -> put.bucket("probe").key("issuers/demo").ifNoneMatch("*"),
                  RequestBody.fromString("second")))
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(412));

      assertThat(s3.getObjectAsBytes(get -> get.bucket("probe").key("issuers/demo")).asUtf8String())
          .isEqualTo("first");
    }
  }

  @Test
  void aSignatureOverADigestVerifiesOverTheMessage() throws Exception {
    var message = "a".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    try (var kms = services.kmsClient()) {
      var key = LocalDeployment.makeKey(services, KeySpec.ECC_NIST_P256);
      var digest = MessageDigest.getInstance("SHA-256").digest(message);
      var signed =
          kms.sign(sign ->
              sign.keyId(key)
                  .messageType(MessageType.DIGEST)
                  .message(SdkBytes.fromByteArray(digest))
                  .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256));
      var publicKey = kms.getPublicKey(get -> get.keyId(key)).publicKey().asByteArray();

      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey)));
      signature.update(message);

      assertThat(signature.verify(signed.signature().asByteArray())).isTrue();
    }
  }
}

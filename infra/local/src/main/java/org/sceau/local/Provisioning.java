package org.sceau.local;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.local.template.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What the template's tables, buckets and keys are called where they were made. A table has its
 * logical id for a name.
 *
 * @param buckets names by logical id
 * @param keys ARNs by logical id; empty for a key of a kind that the backend does not make
 */
record Provisioning(Map<String, String> buckets, Map<String, Optional<String>> keys) {

  private static final String KEYS_FILE = "keys.json";

  Provisioning {
    buckets = Map.copyOf(buckets);
    keys = Map.copyOf(keys);
  }

  /** Makes what is not there yet. */
  static Provisioning of(Template template, AwsServices services, DataFolder folder) {
    try (var dynamoDb = services.dynamoDbClient();
        var s3 = services.s3Client();
        var kms = services.kmsClient()) {
      template.tables().forEach(table -> makeTable(dynamoDb, table));
      Map<String, String> buckets = new HashMap<>();
      template.buckets().forEach(bucket -> buckets.put(bucket, makeBucket(s3, bucket)));
      return new Provisioning(buckets, makeKeys(kms, template.keySpecs(), folder));
    }
  }

  private static void makeTable(DynamoDbClient dynamoDb, CreateTableRequest table) {
    try {
      var _ = dynamoDb.describeTable(describe -> describe.tableName(table.tableName()));
    } catch (ResourceNotFoundException _) {
      var _ = dynamoDb.createTable(table);
      try (var waiter = dynamoDb.waiter()) {
        var _ = waiter.waitUntilTableExists(wait -> wait.tableName(table.tableName()));
      }
    }
  }

  private static String makeBucket(S3Client s3, String logicalId) {
    var name = "sceau-" + logicalId.toLowerCase(Locale.ROOT);
    try {
      var _ = s3.headBucket(head -> head.bucket(name));
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
      var _ = s3.createBucket(create -> create.bucket(name));
    }
    return name;
  }

  private static Map<String, Optional<String>> makeKeys(
      KmsClient kms, Map<String, String> specs, DataFolder folder) {
    var known = folder.readJson(KEYS_FILE).orElse(JsonObject.EMPTY);
    Map<String, Optional<String>> keys = new HashMap<>();
    for (var spec : specs.entrySet()) {
      var name = spec.getKey();
      var kept = known.string(name);
      var arn = kept.isPresent() ? kept : makeKey(kms, name, spec.getValue());
      if (kept.isPresent()) {
        requireKey(kms, folder, kept.get());
      } else if (arn.isPresent()) {
        known = known.with(name, new JsonString(arn.get()));
        folder.writeJson(KEYS_FILE, known);
      }
      keys.put(name, arn);
    }
    return keys;
  }

  private static Optional<String> makeKey(KmsClient kms, String name, String spec) {
    try {
      return Optional.of(
          kms.createKey(create ->
                  create.keySpec(spec).keyUsage(KeyUsageType.SIGN_VERIFY).description(name))
              .keyMetadata()
              .arn());
    } catch (KmsException e) {
      // LocalStack and others know no Ed25519: a deployment with a P-256 key alone.
      if (spec.equals("ECC_NIST_EDWARDS25519") && e.statusCode() < 500) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void requireKey(KmsClient kms, DataFolder folder, String arn) {
    try {
      var _ = kms.describeKey(describe -> describe.keyId(arn));
    } catch (NotFoundException _) {
      throw folder.damaged(KEYS_FILE, "the key " + arn + " is not in KMS");
    }
  }
}

package org.sceau.local.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.sceau.json.JsonString;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.Faults;
import org.sceau.local.wire.WireAnswer;
import org.sceau.local.wire.WireRequest;

/** The operations of S3, path-style: {@code /bucket/key}. */
final class S3Operations {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MAX_KEY_BYTES = 1024;

  private final Buckets buckets;
  private final Faults faults;

  S3Operations(Buckets buckets, Faults faults) {
    this.buckets = buckets;
    this.faults = faults;
  }

  /** Answers one call. */
  WireAnswer answer(WireRequest request) {
    WireAnswer answer;
    try {
      answer = call(request);
    } catch (AwsException e) {
      var xml = new Xml().open("Error").element("Code", e.code()).element("Message", e.sentence());
      e.more()
          .members()
          .forEach((name, value) -> {
            if (value instanceof JsonString(var text)) {
              xml.element(name, text);
            }
          });
      answer =
          new WireAnswer(
              e.status(),
              Map.of("Content-Type", "application/xml"),
              xml.element("Resource", request.path()).close("Error").bytes());
    }
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("x-amz-request-id", UUID.randomUUID().toString());
    return new WireAnswer(answer.status(), headers, answer.body());
  }

  private WireAnswer call(WireRequest request) {
    // The buckets are private. Whether the signature is right is not looked at: all who reach the
    // loopback interface are the same person.
    if (!request.header("Authorization").orElse("").startsWith("AWS4-HMAC-SHA256 Credential=")) {
      throw new AwsException(403, "AccessDenied", "Access Denied");
    }
    int slash = request.path().indexOf('/', 1);
    var bucket = decode(request.path().substring(1, slash < 0 ? request.path().length() : slash));
    var key = slash < 0 ? "" : decode(request.path().substring(slash + 1));
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw AwsException.of("KeyTooLongError", "Your key is too long");
    }
    var operation = operation(request.method(), key);
    return faults.around(
        operation,
        () -> call(operation, bucket, key, request),
        () -> new AwsException(500, "InternalError", "An internal error, asked for by a test."),
        () -> new AwsException(503, "SlowDown", "Please reduce your request rate."));
  }

  private WireAnswer call(String operation, String bucket, String key, WireRequest request) {
    return switch (operation) {
      case "CreateBucket" -> createBucket(bucket);
      case "HeadBucket" -> headBucket(bucket);
      case "ListObjectsV2" -> list(bucket, request);
      case "PutObject" -> put(buckets.get(bucket), key, request);
      case "GetObject", "HeadObject" -> get(buckets.get(bucket), key, request);
      default -> delete(buckets.get(bucket), key, request);
    };
  }

  private static String operation(String method, String key) {
    var operation =
        key.isEmpty()
            ? switch (method) {
              case "PUT" -> "CreateBucket";
              case "HEAD" -> "HeadBucket";
              case "GET" -> "ListObjectsV2";
              default -> "";
            }
            : switch (method) {
              case "PUT" -> "PutObject";
              case "GET" -> "GetObject";
              case "HEAD" -> "HeadObject";
              case "DELETE" -> "DeleteObject";
              default -> "";
            };
    if (operation.isEmpty()) {
      throw new AwsException(
          501, "NotImplemented", "This local double does not know " + method + " here.");
    }
    return operation;
  }

  private WireAnswer createBucket(String bucket) {
    if (!buckets.create(bucket)) {
      throw new AwsException(
          409, "BucketAlreadyOwnedByYou", "The bucket that you tried to create is yours already.");
    }
    return new WireAnswer(200, Map.of("Location", "/" + bucket), new byte[0]);
  }

  private WireAnswer headBucket(String bucket) {
    buckets.get(bucket);
    return new WireAnswer(200, Map.of("x-amz-bucket-region", "eu-west-3"), new byte[0]);
  }

  private WireAnswer list(String bucket, WireRequest request) {
    var keys = buckets.get(bucket).entries();
    if (!"2".equals(request.query().get("list-type"))) {
      throw new AwsException(501, "NotImplemented", "This local double only lists with version 2.");
    }
    return new WireAnswer(
        200, Map.of("Content-Type", "application/xml"), Listing.of(bucket, keys, request.query()));
  }

  private static WireAnswer put(Bucket bucket, String key, WireRequest request) {
    if (request.header("x-amz-copy-source").isPresent()
        || request.query().containsKey("uploadId")) {
      throw new AwsException(
          501, "NotImplemented", "This local double neither copies nor uploads in parts.");
    }
    var ifNoneMatch = request.header("If-None-Match");
    if (ifNoneMatch.isPresent() && !ifNoneMatch.get().equals("*")) {
      throw new AwsException(501, "NotImplemented", "If-None-Match of a PUT is to be *");
    }
    var body = UploadBody.of(request);
    var object =
        bucket.put(
            key,
            body,
            kept(request.headers()),
            request.header("If-Match").orElse(null),
            ifNoneMatch.orElse(null));
    return new WireAnswer(
        200,
        Map.of(
            "ETag",
            object.etag(),
            "x-amz-checksum-crc32",
            crc32(body),
            "x-amz-checksum-type",
            "FULL_OBJECT"),
        new byte[0]);
  }

  /** The headers of an upload that come back with the object. */
  private static Map<String, String> kept(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    headers.forEach((name, value) -> {
      switch (name) {
        case "content-type",
            "cache-control",
            "content-disposition",
            "content-language",
            "expires" ->
            kept.put(name, value);
        case "content-encoding" -> {
          var others =
              Arrays.stream(value.split(",", -1))
                  .map(String::strip)
                  .filter(coding -> !coding.equals("aws-chunked") && !coding.isEmpty())
                  .collect(Collectors.joining(","));
          if (!others.isEmpty()) {
            kept.put(name, others);
          }
        }
        default -> {
          if (name.startsWith("x-amz-meta-")) {
            kept.put(name, value);
          }
        }
      }
    });
    return kept;
  }

  private static WireAnswer get(Bucket bucket, String key, WireRequest request) {
    var object = bucket.read(key).orElseThrow(() -> Bucket.noSuchKey(key));
    Map<String, String> headers = new LinkedHashMap<>(object.headers());
    headers.putIfAbsent("content-type", "binary/octet-stream");
    headers.put("ETag", object.etag());
    headers.put("Last-Modified", HTTP_DATE.format(object.lastModified()));
    headers.put("Accept-Ranges", "bytes");
    var ifMatch = request.header("If-Match");
    if (ifMatch.isPresent() && !matches(ifMatch.get(), object.etag())) {
      throw new AwsException(
          412,
          "PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold");
    }
    var ifNoneMatch = request.header("If-None-Match");
    if (ifNoneMatch.isPresent() && matches(ifNoneMatch.get(), object.etag())) {
      return new WireAnswer(304, headers, new byte[0]);
    }
    if (request.header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED")) {
      headers.put("x-amz-checksum-crc32", crc32(object.body()));
      headers.put("x-amz-checksum-type", "FULL_OBJECT");
    }
    if (request.method().equals("HEAD")) {
      headers.put("Content-Length", Integer.toString(object.body().length));
    }
    return new WireAnswer(200, headers, object.body());
  }

  private static boolean matches(String condition, String etag) {
    return condition.equals("*")
        || Arrays.stream(condition.split(",", -1))
            .map(String::strip)
            .anyMatch(one -> Bucket.quoted(one).equals(etag));
  }

  private static WireAnswer delete(Bucket bucket, String key, WireRequest request) {
    bucket.delete(key, request.header("If-Match").orElse(null));
    return new WireAnswer(204, Map.of(), new byte[0]);
  }

  private static String crc32(byte[] body) {
    return Base64.getEncoder().encodeToString(UploadBody.crc(new CRC32(), body));
  }

  private static String decode(String path) {
    // A path is not a form: its plus signs are plus signs.
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

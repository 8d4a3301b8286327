package org.sceau.emulator.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.WireAnswer;
import org.sceau.emulator.wire.WireRequest;
import org.sceau.json.JsonString;

/** Answers the operations of S3, path-style: {@code /bucket/key}. */
final class S3Operations {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final int MAX_KEY_BYTES = 1024;
  private static final int MAX_METADATA_BYTES = 2 * 1024;
  private static final String METADATA = "x-amz-meta-";

  /** Headers of every request that change nothing about its answer. */
  private static final Set<String> USUAL =
      Set.of(
          "accept",
          "amz-sdk-invocation-id",
          "amz-sdk-request",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "host",
          "user-agent",
          "x-amz-content-sha256",
          "x-amz-date",
          // Sent within Lambda.
          "x-amz-security-token",
          "x-amzn-trace-id");

  /** The parameters and headers besides those that each operation supports. */
  private static final Map<String, Set<String>> SUPPORTED =
      Map.of(
          "CreateBucket", Set.of(),
          "HeadBucket", Set.of(),
          "ListObjectsV2",
              Set.of("list-type", "prefix", "max-keys", "continuation-token", "encoding-type"),
          "PutObject",
              Set.of(
                  "cache-control",
                  "content-encoding",
                  "expect",
                  "if-match",
                  "if-none-match",
                  "x-amz-decoded-content-length",
                  "x-amz-sdk-checksum-algorithm",
                  "x-amz-trailer"),
          // The SDK also sends a checksum of the empty body and offers to read trailers.
          "GetObject", Set.of("x-amz-checksum-mode", "x-amz-checksum-crc32", "x-amz-te"),
          "DeleteObject", Set.of());

  private final Path folder;
  private final Faults faults;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /** Reads the buckets that the folder holds. */
  S3Operations(Path folder, Faults faults) {
    this.folder = folder;
    this.faults = faults;
    try (var files =
        Files.newDirectoryStream(Files.createDirectories(folder), Files::isDirectory)) {
      for (var file : files) {
        buckets.put(String.valueOf(file.getFileName()), new Bucket(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
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
    // The buckets are private. The signature is not verified: all callers on the loopback
    // interface are the same person.
    if (!request.header("Authorization").orElse("").startsWith("AWS4-HMAC-SHA256 Credential=")) {
      throw new AwsException(403, "AccessDenied", "Access Denied");
    }
    int slash = request.path().indexOf('/', 1);
    var bucket = decode(request.path().substring(1, slash < 0 ? request.path().length() : slash));
    var key = slash < 0 ? "" : decode(request.path().substring(slash + 1));
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw AwsException.of("KeyTooLongError", "Your key is too long");
    }
    var operation =
        switch (request.method() + (key.isEmpty() ? " bucket" : " object")) {
          case "PUT bucket" -> "CreateBucket";
          case "HEAD bucket" -> "HeadBucket";
          case "GET bucket" -> "ListObjectsV2";
          case "PUT object" -> "PutObject";
          case "GET object" -> "GetObject";
          case "DELETE object" -> "DeleteObject";
          default -> throw AwsException.unsupported(request.method() + " of " + request.path());
        };
    return faults.around(
        operation, () -> call(operation, bucket, key, request), S3Operations::refusal);
  }

  private static AwsException refusal(Faults.Kind kind) {
    return switch (kind) {
      case FAIL_BEFORE -> new AwsException(500, "InternalError", "Asked for by a test.");
      case THROTTLE -> new AwsException(503, "SlowDown", "Please reduce your request rate.");
      case PRECONDITION_FAILED ->
          new AwsException(412, "PreconditionFailed", "Asked for by a test.");
      case CONFLICT -> new AwsException(409, "ConditionalRequestConflict", "Asked for by a test.");
      default -> throw new IllegalArgumentException("S3 has no fault " + kind);
    };
  }

  private WireAnswer call(String operation, String bucket, String key, WireRequest request) {
    check(request, SUPPORTED.getOrDefault(operation, Set.of()));
    if (operation.equals("CreateBucket")) {
      return create(bucket);
    }
    var found = buckets.get(bucket);
    if (found == null) {
      throw new AwsException(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    return switch (operation) {
      case "HeadBucket" -> new WireAnswer(200, Map.of(), new byte[0]);
      case "ListObjectsV2" ->
          new WireAnswer(
              200,
              Map.of("Content-Type", "application/xml"),
              Listing.of(bucket, found, request.query()));
      case "PutObject" -> put(found, key, request);
      case "GetObject" -> get(found.get(key));
      default -> {
        found.delete(key);
        yield new WireAnswer(204, Map.of(), new byte[0]);
      }
    };
  }

  /** Refuses a request with a parameter or header that its operation does not support. */
  private static void check(WireRequest request, Set<String> supported) {
    for (var name : request.query().keySet()) {
      if (!supported.contains(name)) {
        throw AwsException.unsupported("the parameter " + name);
      }
    }
    for (var name : request.headers().keySet()) {
      if (!USUAL.contains(name) && !supported.contains(name) && !name.startsWith(METADATA)) {
        throw AwsException.unsupported("the header " + name);
      }
    }
  }

  private synchronized WireAnswer create(String bucket) {
    if (!BUCKET.matcher(bucket).matches()) {
      throw AwsException.of("InvalidBucketName", "The specified bucket is not valid.");
    }
    if (buckets.containsKey(bucket)) {
      throw new AwsException(
          409, "BucketAlreadyOwnedByYou", "The bucket that you tried to create is yours already.");
    }
    buckets.put(bucket, new Bucket(folder.resolve(bucket)));
    return new WireAnswer(200, Map.of("Location", "/" + bucket), new byte[0]);
  }

  private static WireAnswer put(Bucket bucket, String key, WireRequest request) {
    if (!request.header("Content-Encoding").orElse("aws-chunked").equals("aws-chunked")) {
      throw AwsException.unsupported("a content encoding");
    }
    var ifNoneMatch = request.header("If-None-Match");
    if (ifNoneMatch.isPresent() && !ifNoneMatch.get().equals("*")) {
      throw AwsException.unsupported("If-None-Match with an ETag");
    }
    var body = UploadBody.of(request);
    var object = new StoredObject(key, body, kept(request.headers()));
    bucket.put(object, request.header("If-Match").orElse(null), ifNoneMatch.isPresent());
    return new WireAnswer(
        200,
        Map.of("ETag", object.etag(), "x-amz-checksum-crc32", UploadBody.checksum(body)),
        new byte[0]);
  }

  /** The headers of an upload that come back with the object. */
  private static Map<String, String> kept(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    int bytes = 0;
    for (var header : headers.entrySet()) {
      var name = header.getKey();
      if (name.startsWith(METADATA)) {
        bytes += name.length() - METADATA.length();
        bytes += header.getValue().getBytes(StandardCharsets.UTF_8).length;
      } else if (!name.equals("content-type") && !name.equals("cache-control")) {
        continue;
      }
      kept.put(name, header.getValue());
    }
    if (bytes > MAX_METADATA_BYTES) {
      throw AwsException.of(
          "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
    }
    return kept;
  }

  private static WireAnswer get(StoredObject object) {
    Map<String, String> headers = new LinkedHashMap<>(object.headers());
    headers.putIfAbsent("content-type", "binary/octet-stream");
    headers.put("ETag", object.etag());
    headers.put("x-amz-checksum-crc32", UploadBody.checksum(object.body()));
    return new WireAnswer(200, headers, object.body());
  }

  private static String decode(String path) {
    // A path is not a form: its plus signs are plus signs.
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

package org.sceau.local.s3;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.WireRequest;

/**
 * The bytes of an upload, taken out of the chunks in which the SDK sends them ({@code aws-chunked},
 * with or without signatures and trailers) and held against every checksum that came along.
 */
final class UploadBody {

  private final byte[] sent;
  private final Map<String, String> checks;
  private int at;

  private UploadBody(WireRequest request) {
    this.sent = request.body();
    this.checks = new HashMap<>(request.headers());
  }

  static byte[] of(WireRequest request) {
    var upload = new UploadBody(request);
    boolean chunked =
        request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
            || request.header("Content-Encoding").orElse("").contains("aws-chunked");
    var body = chunked ? upload.decode() : request.body();
    var length = request.header("x-amz-decoded-content-length");
    if (chunked && length.isPresent() && !length.get().equals(Integer.toString(body.length))) {
      throw AwsException.of(
          "IncompleteBody", "The request body holds another number of bytes than announced");
    }
    upload.verify(body);
    return body;
  }

  private byte[] decode() {
    var body = new ByteArrayOutputStream(sent.length);
    while (true) {
      var line = line();
      int semicolon = line.indexOf(';');
      int size = size(semicolon < 0 ? line : line.substring(0, semicolon));
      if (size == 0) {
        trailers();
        return body.toByteArray();
      }
      if (size < 0 || size > sent.length - at) {
        throw malformed();
      }
      body.write(sent, at, size);
      at += size;
      if (!line().isEmpty()) {
        throw malformed();
      }
    }
  }

  private void trailers() {
    while (at < sent.length) {
      var line = line();
      int colon = line.indexOf(':');
      if (colon > 0) {
        checks.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
  }

  private static int size(String hex) {
    try {
      return HexFormat.fromHexDigits(hex);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  private String line() {
    for (int end = at; end + 1 < sent.length; end++) {
      if (sent[end] == '\r' && sent[end + 1] == '\n') {
        var line = new String(sent, at, end - at, StandardCharsets.US_ASCII);
        at = end + 2;
        return line;
      }
    }
    throw malformed();
  }

  private static AwsException malformed() {
    return AwsException.of("IncompleteBody", "The chunks of the request body are malformed");
  }

  private void verify(byte[] body) {
    check("x-amz-checksum-crc32", crc(new CRC32(), body));
    check("x-amz-checksum-crc32c", crc(new CRC32C(), body));
    check("x-amz-checksum-sha1", digest("SHA-1", body));
    check("x-amz-checksum-sha256", digest("SHA-256", body));
    check("content-md5", digest("MD5", body));
    var sha256 = checks.get("x-amz-content-sha256");
    if (sha256 != null
        && sha256.length() == 64
        && !HexFormat.of().formatHex(digest("SHA-256", body)).equalsIgnoreCase(sha256)) {
      throw AwsException.of(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
  }

  private void check(String name, byte[] computed) {
    @Nullable String given = checks.get(name);
    if (given != null && !given.equals(Base64.getEncoder().encodeToString(computed))) {
      throw AwsException.of(
          "BadDigest", "The " + name + " you specified did not match the calculated checksum.");
    }
  }

  static byte[] crc(Checksum checksum, byte[] body) {
    checksum.update(body);
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
  }

  private static byte[] digest(String algorithm, byte[] body) {
    try {
      return MessageDigest.getInstance(algorithm).digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}

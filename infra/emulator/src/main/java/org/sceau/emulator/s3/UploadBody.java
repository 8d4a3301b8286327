package org.sceau.emulator.s3;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.WireRequest;

/**
 * Reads an upload as the SDK sends it over HTTP: in chunks ({@code aws-chunked}), with a CRC-32 in
 * a trailer.
 */
final class UploadBody {

  private static final String CHECKSUM = "x-amz-checksum-crc32";

  private final byte[] sent;
  private int at;

  private UploadBody(byte[] sent) {
    this.sent = sent;
  }

  /**
   * Returns the bytes of the object.
   *
   * @throws AwsException if they are incomplete or do not match their checksum
   */
  static byte[] of(WireRequest request) {
    if (!request.header("x-amz-content-sha256").orElse("").endsWith("-PAYLOAD-TRAILER")
        || !request.header("x-amz-trailer").orElse("").equals(CHECKSUM)) {
      throw AwsException.unsupported("an upload without chunks and a CRC-32 as its trailer");
    }
    var upload = new UploadBody(request.body());
    var body = upload.chunks();
    if (!request.header("x-amz-decoded-content-length").orElse("").equals("" + body.length)) {
      throw malformed();
    }
    if (!upload.trailer().equals(checksum(body))) {
      throw AwsException.of(
          "BadDigest", "The CRC32 you specified did not match the calculated checksum.");
    }
    return body;
  }

  private byte[] chunks() {
    var body = new ByteArrayOutputStream(sent.length);
    while (true) {
      int size = size(line().split(";", 2)[0]);
      if (size == 0) {
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

  private String trailer() {
    for (var line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(CHECKSUM + ":")) {
        return line.substring(CHECKSUM.length() + 1).strip();
      }
    }
    throw malformed();
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

  static String checksum(byte[] body) {
    var crc = new CRC32();
    crc.update(body);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }
}

package org.sceau.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 response (RFC 9112), read strictly: one way to delimit the body, no folded or
 * repeated headers that matter, no compression, nothing beyond the limits.
 *
 * @param headers by lower-case name
 */
record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \\t]*(.*?)[ \\t]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})([ \\t]*;.*)?");

  /** The headers that would make the response ambiguous if repeated. */
  private static final Set<String> SINGLE =
      Set.of("content-length", "transfer-encoding", "content-type", "content-encoding", "etag");

  /** Decides by the headers whether the body is read. */
  interface Wish {
    boolean wants(int status, Map<String, String> headers);
  }

  /**
   * Reads a response.
   *
   * @throws IOException if the response is not HTTP, not wanted, too large or truncated
   */
  static HttpAnswer read(InputStream input, int maxBodyBytes, Wish wish) throws IOException {
    var lines = new Lines(input, MAX_HEAD_BYTES);
    var statusLine = STATUS_LINE.matcher(lines.next());
    if (!statusLine.matches()) {
      throw new IOException("no status line");
    }
    int status = Integer.parseInt(statusLine.group(1));
    var headers = headers(lines);
    if (!wish.wants(status, headers)) {
      throw new IOException("not wanted: " + status);
    }
    return new HttpAnswer(
        status, headers, status == 304 ? new byte[0] : body(input, headers, maxBodyBytes));
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  private static Map<String, String> headers(Lines lines) throws IOException {
    Map<String, String> headers = new HashMap<>();
    int count = 0;
    for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
      var header = HEADER.matcher(line);
      if (!header.matches() || ++count > MAX_HEADERS) {
        throw new IOException("not a header, or too many");
      }
      var name = header.group(1).toLowerCase(Locale.ROOT);
      var before = headers.put(name, header.group(2));
      if (before != null) {
        if (SINGLE.contains(name)) {
          throw new IOException("two headers " + name);
        }
        headers.put(name, before + ", " + header.group(2));
      }
    }
    return headers;
  }

  private static byte[] body(InputStream input, Map<String, String> headers, int maxBytes)
      throws IOException {
    if (!headers.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
      throw new IOException("encoded, which was not asked for");
    }
    var encoding = headers.get("transfer-encoding");
    var length = headers.get("content-length");
    if (encoding != null) {
      if (length != null || !encoding.equalsIgnoreCase("chunked")) {
        throw new IOException("the end of the body is not clear");
      }
      return chunks(input, maxBytes);
    }
    if (length == null) {
      var bytes = input.readNBytes(maxBytes + 1);
      require(bytes.length, maxBytes);
      return bytes;
    }
    if (!LENGTH.matcher(length).matches()) {
      throw new IOException("not a length");
    }
    int expected = Integer.parseInt(length);
    require(expected, maxBytes);
    return exactly(input, expected);
  }

  private static byte[] chunks(InputStream input, int maxBytes) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var chunk = CHUNK.matcher(new Lines(input, 256).next());
      if (!chunk.matches()) {
        throw new IOException("not a chunk");
      }
      int size = Integer.parseInt(chunk.group(1), 16);
      if (size == 0) {
        headers(new Lines(input, MAX_HEAD_BYTES));
        return body.toByteArray();
      }
      require((long) body.size() + size, maxBytes);
      body.writeBytes(exactly(input, size));
      if (!new Lines(input, 2).next().isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }
  }

  private static byte[] exactly(InputStream input, int count) throws IOException {
    var bytes = input.readNBytes(count);
    if (bytes.length != count) {
      throw new IOException("cut off");
    }
    return bytes;
  }

  private static void require(long size, int max) throws IOException {
    if (size > max) {
      throw new IOException("more than " + max + " bytes");
    }
  }

  /** Reads lines that end in CR LF, up to a total number of bytes. */
  private static final class Lines {

    private final InputStream input;
    private int left;

    Lines(InputStream input, int max) {
      this.input = input;
      this.left = max;
    }

    String next() throws IOException {
      var line = new ByteArrayOutputStream();
      while (true) {
        int read = input.read();
        if (read < 0 || --left < 0) {
          throw new IOException("cut off, or too long");
        }
        if (read == '\n') {
          var bytes = line.toByteArray();
          if (bytes.length == 0 || bytes[bytes.length - 1] != '\r') {
            throw new IOException("a line without CR");
          }
          return new String(bytes, 0, bytes.length - 1, StandardCharsets.ISO_8859_1);
        }
        line.write(read);
      }
    }
  }
}

package org.sceau.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.sceau.credential.SecuredCredential;
import org.sceau.jose.Base64Url;

/**
 * Both forms of a credential as one attribute, to the byte as they were signed. They say the same
 * twice, once under base64url: taken apart and deflated together they are a fifth as long, and
 * DynamoDB is paid by the kilobyte, twice for a transaction.
 */
final class Forms {

  private Forms() {}

  static byte[] pack(SecuredCredential credential) {
    var packed = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new DeflaterOutputStream(packed))) {
      write(out, credential.embedded().getBytes(StandardCharsets.UTF_8));
      var jwt = credential.jwt();
      var parts = decoded(jwt);
      out.writeInt(parts.size());
      if (parts.isEmpty()) {
        write(out, jwt.getBytes(StandardCharsets.UTF_8));
      }
      for (var part : parts) {
        write(out, part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return packed.toByteArray();
  }

  /**
   * The credential that was packed.
   *
   * @throws IllegalStateException if it is none
   */
  static SecuredCredential unpack(byte[] packed) {
    try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
      var embedded = new String(read(in), StandardCharsets.UTF_8);
      int count = in.readInt();
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        parts.add(Base64Url.encode(read(in)));
      }
      var jwt = count == 0 ? new String(read(in), StandardCharsets.UTF_8) : String.join(".", parts);
      // At the end stands what all of it is checked by.
      if (in.read() >= 0) {
        throw new IOException("longer than it says");
      }
      return new SecuredCredential(jwt, embedded);
    } catch (IOException e) {
      throw new IllegalStateException("not a packed credential", e);
    }
  }

  /** The parts of a compact JWS; empty if it is none that could be put together again. */
  private static List<byte[]> decoded(String jwt) {
    var parts =
        Arrays.stream(jwt.split("\\.", -1))
            .map(Base64Url::decode)
            .flatMap(Optional::stream)
            .toList();
    return parts.size() == jwt.chars().filter(c -> c == '.').count() + 1 ? parts : List.of();
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    var bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("cut off");
    }
    return bytes;
  }
}

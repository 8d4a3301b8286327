package org.sceau.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.sceau.jose.Base64Url;
import org.sceau.records.credential.SecuredCredential;

/**
 * Packs both forms of a credential into one attribute that restores the signed bytes. Both have the
 * same content, one in base64url: decoded and deflated together they are a sixth as long, and
 * DynamoDB charges by the kilobyte, twice in a transaction.
 */
final class Forms {

  /**
   * The deflate dictionary with the common text of badges. Packed credentials need it permanently.
   */
  static final byte[] DICTIONARY = dictionary();

  private Forms() {}

  static byte[] pack(SecuredCredential credential) {
    var packed = new ByteArrayOutputStream();
    var deflater = new Deflater();
    deflater.setDictionary(DICTIONARY);
    try (var out = new DataOutputStream(new DeflaterOutputStream(packed, deflater))) {
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
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  /**
   * Unpacks a credential.
   *
   * @throws IllegalStateException if the bytes are not a packed credential
   */
  static SecuredCredential unpack(byte[] packed) {
    var inflater = new Inflater();
    try (var in =
        new DataInputStream(new InflaterInputStream(InputStream.nullInputStream(), inflater))) {
      inflater.setInput(packed);
      if (inflater.inflate(new byte[1]) != 0 || !inflater.needsDictionary()) {
        throw new IOException("packed otherwise");
      }
      inflater.setDictionary(DICTIONARY);
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
    } catch (IOException | DataFormatException | IllegalArgumentException e) {
      throw new IllegalStateException("not a packed credential", e);
    } finally {
      inflater.end();
    }
  }

  /** Decodes the parts of a compact JWS; empty if they would not reassemble to the same text. */
  private static List<byte[]> decoded(String jwt) {
    var parts =
        Arrays.stream(jwt.split("\\.", -1))
            .map(Base64Url::decode)
            .flatMap(Optional::stream)
            .toList();
    return parts.size() == jwt.chars().filter(c -> c == '.').count() + 1 ? parts : List.of();
  }

  private static byte[] dictionary() {
    try (var file = Forms.class.getResourceAsStream("forms.dictionary")) {
      if (file == null) {
        throw new IllegalStateException("no forms.dictionary");
      }
      // Its lines are for the eye.
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .collect(Collectors.joining())
          .getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("forms.dictionary", e);
    }
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

package org.sceau.status;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The {@code encodedList} of a status list: {@code u}, then base64url without padding of the
 * gzipped bits, position 0 being the left-most bit (Bitstring Status List v1.0, section 3.3).
 */
public final class EncodedList {

  private EncodedList() {}

  /**
   * Encodes a list.
   *
   * @param bits the positions that are set
   * @param capacity how many positions the list has
   */
  public static String encode(BitSet bits, int capacity) {
    if (bits.length() > capacity) {
      throw new IllegalArgumentException(
          "position " + (bits.length() - 1) + " in a list of " + capacity);
    }
    var list = new byte[(capacity + 7) / 8];
    bits.stream().forEach(index -> list[index / 8] |= mask(index));
    var gzipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(list);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(gzipped.toByteArray());
  }

  /**
   * The positions that are set in a list of our own.
   *
   * @param maxCapacity how many positions are read at most
   * @throws IllegalArgumentException if the text is not an encoded list of at most that many
   */
  public static BitSet decode(String encoded, int maxCapacity) {
    if (!encoded.startsWith("u")) {
      throw new IllegalArgumentException("an encoded list begins with u");
    }
    int maxBytes = (maxCapacity + 7) / 8;
    byte[] list;
    try (var gzip =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
      list = gzip.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new IllegalArgumentException("an encoded list is gzipped", e);
    }
    if (list.length > maxBytes) {
      throw new IllegalArgumentException("more than " + maxCapacity + " positions");
    }
    var bits = new BitSet();
    for (int index = 0; index < list.length * 8; index++) {
      if ((list[index / 8] & mask(index)) != 0) {
        bits.set(index);
      }
    }
    return bits;
  }

  /** Java's own BitSet counts bits from the other end of the byte. */
  private static byte mask(int index) {
    return (byte) (0x80 >>> (index % Byte.SIZE));
  }
}

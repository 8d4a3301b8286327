package org.sceau.statuslist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.sceau.jose.Base64Url;

/**
 * Encodes and decodes the {@code encodedList} of a status list: {@code u}, then base64url without
 * padding of the gzipped bits, position 0 being the left-most bit (Bitstring Status List v1.0,
 * section 3.3).
 */
public final class EncodedList {

  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private EncodedList() {}

  /** The result of decoding a list. */
  public sealed interface Decoding {

    /** The bytes; position 0 is the most significant bit of the first. */
    record Decoded(byte[] bytes) implements Decoding {}

    /**
     * The text is not an encoded list, or exceeds the limit.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements Decoding {}
  }

  /**
   * Encodes a list.
   *
   * @param bits the positions that are set
   * @param capacity the number of positions
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
    return "u" + Base64Url.encode(gzipped.toByteArray());
  }

  /**
   * Decodes an untrusted list: exactly one gzip member (RFC 1952) with a correct checksum, and
   * nothing after it. Inflating stops at the limit.
   *
   * @param maxBytes the most bytes that the list may have
   */
  public static Decoding read(String encoded, int maxBytes) {
    if (!encoded.startsWith("u")) {
      return new Decoding.Refused("The encoded list does not begin with u.");
    }
    var gzipped = Base64Url.decode(encoded.substring(1));
    if (gzipped.isEmpty()) {
      return new Decoding.Refused("The encoded list is not base64url without padding.");
    }
    return inflate(gzipped.get(), maxBytes);
  }

  /**
   * Returns the value at a position of a list whose entries have several bits, the first being the
   * most significant; the position must be in the list.
   */
  public static long value(byte[] list, long position, int size) {
    long value = 0;
    for (long bit = position * size; bit < (position + 1) * size; bit++) {
      int set =
          (list[Math.toIntExact(bit / Byte.SIZE)] & mask((int) (bit % Byte.SIZE))) == 0 ? 0 : 1;
      value = value << 1 | set;
    }
    return value;
  }

  /**
   * Returns the positions that are set in one of this deployment's lists.
   *
   * @param maxCapacity the most positions that are read
   * @throws IllegalArgumentException if the text is not an encoded list of at most that many
   */
  public static BitSet decode(String encoded, int maxCapacity) {
    return switch (read(encoded, (maxCapacity + 7) / 8)) {
      case Decoding.Refused(var reason) -> throw new IllegalArgumentException(reason);
      case Decoding.Decoded(var list) -> {
        // A set of bits counts from the other end of each byte.
        for (int i = 0; i < list.length; i++) {
          list[i] = (byte) (Integer.reverse(list[i]) >>> (Integer.SIZE - Byte.SIZE));
        }
        yield BitSet.valueOf(list);
      }
    };
  }

  private static Decoding inflate(byte[] gzipped, int maxBytes) {
    int start = headerLength(gzipped);
    if (start < 0 || start + TRAILER_BYTES >= gzipped.length) {
      return new Decoding.Refused("The encoded list is not gzipped.");
    }
    try (var inflater = new Inflater(true)) {
      inflater.setInput(gzipped, start, gzipped.length - start);
      var inflated = new ByteArrayOutputStream();
      var part = new byte[16 * 1024];
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if (count == 0 && !inflater.finished()) {
          return new Decoding.Refused("The encoded list is cut off.");
        }
        if (inflated.size() + count > maxBytes) {
          return new Decoding.Refused("The list has more than " + maxBytes + " bytes.");
        }
        inflated.write(part, 0, count);
      }
      if (inflater.getRemaining() != TRAILER_BYTES) {
        return new Decoding.Refused("The encoded list ends elsewhere than its gzip member.");
      }
      return check(inflated.toByteArray(), gzipped);
    } catch (DataFormatException _) {
      return new Decoding.Refused("The encoded list is not gzipped.");
    }
  }

  private static Decoding check(byte[] list, byte[] gzipped) {
    var checksum = new CRC32();
    checksum.update(list);
    var trailer =
        ByteBuffer.wrap(gzipped, gzipped.length - TRAILER_BYTES, TRAILER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    return trailer.getInt() == (int) checksum.getValue() && trailer.getInt() == list.length
        ? new Decoding.Decoded(list)
        : new Decoding.Refused("The encoded list is not what its checksum says.");
  }

  /**
   * Returns where the compressed bytes begin (RFC 1952, section 2.3); negative if the header is
   * malformed.
   */
  private static int headerLength(byte[] gzipped) {
    if (gzipped.length < HEADER_BYTES
        || gzipped[0] != 0x1f
        || gzipped[1] != (byte) 0x8b
        || gzipped[2] != Deflater.DEFLATED
        || (gzipped[3] & 0xe0) != 0) {
      return -1;
    }
    int flags = gzipped[3];
    int at = HEADER_BYTES;
    if ((flags & EXTRA) != 0) {
      if (at + 2 > gzipped.length) {
        return -1;
      }
      at += 2 + (gzipped[at] & 0xff) + ((gzipped[at + 1] & 0xff) << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (at < gzipped.length && gzipped[at] != 0) {
          at++;
        }
        at++;
      }
    }
    return at + ((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
  }

  /** Java's own BitSet counts bits from the other end of the byte. */
  private static byte mask(int index) {
    return (byte) (0x80 >>> (index % Byte.SIZE));
  }
}

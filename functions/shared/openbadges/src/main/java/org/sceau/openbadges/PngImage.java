package org.sceau.openbadges;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A submitted PNG image: complete, small, and only a PNG (PNG specification, third edition, section
 * 5). Its pixels are never decoded.
 */
public record PngImage(byte[] bytes) {

  /** The largest image: more than a badge needs, and small enough to store permanently. */
  public static final int MAX_BYTES = 180 * 1024;

  private static final int MAX_PIXELS_ACROSS = 2_048;
  private static final int MAX_CHUNKS = 200;
  private static final String DATA_URL = "data:image/png;base64,";
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  public PngImage {
    if (!isPng(bytes)) {
      throw new IllegalArgumentException("not a PNG image that is taken");
    }
  }

  /** Reads the image in a {@code data:} URL; empty if it is malformed or not accepted. */
  public static Optional<PngImage> ofDataUrl(String url) {
    if (!url.startsWith(DATA_URL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PngImage(Base64.getDecoder().decode(url.substring(DATA_URL.length()))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isPng(byte[] bytes) {
    if (bytes.length > MAX_BYTES || bytes.length < SIGNATURE.length) {
      return false;
    }
    var in = ByteBuffer.wrap(bytes);
    for (byte expected : SIGNATURE) {
      if (in.get() != expected) {
        return false;
      }
    }
    for (int chunk = 0; chunk < MAX_CHUNKS && in.remaining() >= 12; chunk++) {
      int length = in.getInt();
      // Type and checksum come on top of the length.
      if (length < 0
          || length > in.remaining() - 8
          || !checksumHolds(bytes, in.position(), length)) {
        return false;
      }
      var type = new String(bytes, in.position(), 4, StandardCharsets.ISO_8859_1);
      if (chunk == 0 && !(type.equals("IHDR") && length == 13 && isSmall(in))) {
        return false;
      }
      in.position(in.position() + 4 + length + 4);
      if (type.equals("IEND")) {
        // What follows the end is not of the image.
        return !in.hasRemaining();
      }
    }
    return false;
  }

  private static boolean isSmall(ByteBuffer header) {
    int width = header.getInt(header.position() + 4);
    int height = header.getInt(header.position() + 8);
    return width > 0 && width <= MAX_PIXELS_ACROSS && height > 0 && height <= MAX_PIXELS_ACROSS;
  }

  private static boolean checksumHolds(byte[] bytes, int type, int length) {
    var crc = new CRC32();
    crc.update(bytes, type, 4 + length);
    return (int) crc.getValue() == ByteBuffer.wrap(bytes).getInt(type + 4 + length);
  }
}

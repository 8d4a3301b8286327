package org.sceau.openbadges.bakedimage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.sceau.openbadges.bakedimage.BakedImage.Extraction;

/** Extracts a credential from the {@code iTXt} chunk of a PNG (Open Badges 3.0, section 5.3.1). */
final class BakedPng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Of an Open Badge, and of a Comprehensive Learner Record (CLR 2.0). */
  private static final Set<String> KEYWORDS = Set.of("openbadgecredential", "clrcredential");

  /** The keyword of Open Badges 2.0; its text is a JWS, JSON, or a URL that is never fetched. */
  private static final String OLD_KEYWORD = "openbadges";

  private static final int MAX_CHUNKS = 5_000;
  private static final int MAX_PIXELS_ACROSS = 16_384;

  private BakedPng() {}

  static boolean isPng(byte[] image) {
    return image.length >= SIGNATURE.length
        && Arrays.equals(SIGNATURE, Arrays.copyOf(image, SIGNATURE.length));
  }

  /** Reads all chunks, so that a second credential is not missed. */
  static Extraction extract(byte[] image) {
    var in = ByteBuffer.wrap(image);
    in.position(SIGNATURE.length);
    Extraction found = new Extraction.Absent();
    boolean old = false;
    for (int number = 0; number < MAX_CHUNKS; number++) {
      var chunk = chunk(image, in);
      if (chunk == null) {
        return new Extraction.Refused("The PNG is damaged or cut off.");
      }
      if ((number == 0) != chunk.type.equals("IHDR") || (number == 0 && !isPicture(chunk))) {
        return new Extraction.Refused("The PNG's header is not accepted.");
      }
      switch (chunk.type) {
        case "IEND" -> {
          // What follows the end is no part of the picture, and is not read.
          return found instanceof Extraction.Absent && old ? new Extraction.OpenBadges2() : found;
        }
        case "iTXt", "tEXt", "zTXt" -> {
          var keyword = chunk.keyword();
          old |= keyword.equals(OLD_KEYWORD);
          if (KEYWORDS.contains(keyword)) {
            if (!(found instanceof Extraction.Absent)) {
              return new Extraction.Refused("The PNG holds more than one credential.");
            }
            found = credential(chunk);
            if (!(found instanceof Extraction.Found)) {
              return found;
            }
          }
        }
        default -> {}
      }
    }
    return new Extraction.Refused("The PNG has more than " + MAX_CHUNKS + " chunks.");
  }

  private static @Nullable Chunk chunk(byte[] image, ByteBuffer in) {
    if (in.remaining() < 12) {
      return null;
    }
    int length = in.getInt();
    int type = in.position();
    // Type and checksum come on top of the length.
    if (length < 0 || length > in.remaining() - 8) {
      return null;
    }
    var crc = new CRC32();
    crc.update(image, type, 4 + length);
    in.position(type + 4 + length);
    if ((int) crc.getValue() != in.getInt()) {
      return null;
    }
    return new Chunk(
        new String(image, type, 4, StandardCharsets.ISO_8859_1), type + 4, length, image);
  }

  private static boolean isPicture(Chunk header) {
    if (header.length != 13) {
      return false;
    }
    var data = ByteBuffer.wrap(header.image, header.start, header.length);
    int width = data.getInt();
    int height = data.getInt();
    return width > 0 && width <= MAX_PIXELS_ACROSS && height > 0 && height <= MAX_PIXELS_ACROSS;
  }

  /**
   * Reads the text of an {@code iTXt} chunk: keyword, 0, compression flag and method, language, 0,
   * translated keyword, 0, text (PNG specification, third edition, section 11.3.3.4).
   */
  private static Extraction credential(Chunk chunk) {
    if (!chunk.type.equals("iTXt")) {
      return new Extraction.Refused("The PNG holds its credential in a chunk that is not iTXt.");
    }
    int end = chunk.start + chunk.length;
    int flags = chunk.start + chunk.keyword().length() + 1;
    int language = flags + 2;
    int translated = language > end ? -1 : after(chunk.image, language, end);
    int text = translated < 0 ? -1 : after(chunk.image, translated, end);
    if (text < 0) {
      return new Extraction.Refused("The PNG's credential is cut off.");
    }
    var bytes = Arrays.copyOfRange(chunk.image, text, end);
    var plain =
        switch (chunk.image[flags]) {
          case 0 -> Optional.of(bytes);
          case 1 -> chunk.image[flags + 1] == 0 ? inflated(bytes) : Optional.<byte[]>empty();
          default -> Optional.<byte[]>empty();
        };
    if (plain.isEmpty()) {
      return new Extraction.Refused("The PNG's credential cannot be unpacked.");
    }
    try {
      return BakedImage.found(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain.get())).toString());
    } catch (CharacterCodingException _) {
      return new Extraction.Refused("The PNG's credential is not UTF-8.");
    }
  }

  /** Inflates up to one byte beyond the limit: a mebibyte of zlib can hold a gibibyte. */
  private static Optional<byte[]> inflated(byte[] zlib) {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(zlib))) {
      return Optional.of(in.readNBytes(BakedImage.MAX_CREDENTIAL_BYTES + 1));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Returns where the text after the next zero begins; -1 if there is none. */
  private static int after(byte[] image, int from, int end) {
    for (int i = from; i < end; i++) {
      if (image[i] == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private record Chunk(String type, int start, int length, byte[] image) {

    private static final int MAX_KEYWORD = 79;

    /** Returns the keyword before the first zero; empty if there is no zero where one may be. */
    String keyword() {
      int zero = after(image, start, Math.min(start + length, start + MAX_KEYWORD + 1));
      return zero < 0
          ? ""
          : new String(image, start, zero - 1 - start, StandardCharsets.ISO_8859_1);
    }
  }
}

package org.sceau.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.dataintegrity.Jcs;
import org.sceau.dataintegrity.Multibase;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.bakedimage.BakedImage;
import org.sceau.statuslist.EncodedList;

/**
 * Every reader of bytes from anyone, with what holds of its answer whatever the bytes are. None
 * throws; what is taken can be written again.
 */
enum ForeignBytes {
  /** Compact JWS. */
  JWS {
    @Override
    void read(byte[] bytes) {
      var text = text(bytes);
      if (CompactJws.read(text) instanceof CompactJws.Reading.Read(var jws)) {
        holds(CompactJws.assemble(jws.signingInput(), jws.signature()).equals(text), text);
      }
    }
  },

  /** JSON, and its canonical form. */
  JSON {
    @Override
    void read(byte[] bytes) {
      if (JsonReader.read(bytes, JsonLimits.FOREIGN) instanceof JsonReading.Read read) {
        var text = JsonWriter.write(read.value());
        holds(again(text).equals(read), text);
        if (read.value() instanceof JsonObject object
            && Jcs.canonicalize(object) instanceof Canonicalization.Canonical(var canonical)) {
          var other =
              again(canonical) instanceof JsonReading.Read(JsonObject same)
                  ? Jcs.canonicalize(same)
                  : null;
          holds(new Canonicalization.Canonical(canonical).equals(other), canonical);
        }
      }
    }

    private JsonReading again(String text) {
      return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN);
    }
  },

  /** Multibase, and keys in it. */
  MULTIBASE {
    @Override
    void read(byte[] bytes) {
      var text = text(bytes);
      Multibase.decodeBase58(text)
          .ifPresent(decoded -> holds(Multibase.encodeBase58(decoded).equals(text), text));
      Multikey.decode(text).ifPresent(key -> holds(Multikey.encode(key).equals(text), text));
    }
  },

  /** A list alone, and one that its issuer signed. */
  STATUS_LIST {
    @Override
    void read(byte[] bytes) {
      var text = text(bytes);
      if (EncodedList.read(text, MOST_LIST_BYTES)
          instanceof EncodedList.Decoding.Decoded(var list)) {
        holds(list.length <= MOST_LIST_BYTES, text);
      }
      PublicVerifier.HERE.verifyByList(bytes);
    }
  },

  /** PNG, as it is and with every checksum made right. */
  PNG {
    @Override
    void read(byte[] bytes) {
      readImage(bytes);
      readImage(withChecksums(bytes));
    }
  },

  /** SVG. */
  SVG {
    @Override
    void read(byte[] bytes) {
      readImage(bytes);
    }
  },

  /** An issuer's id: whatever it is, only its document at a public address is asked for. */
  DID_WEB {
    @Override
    void read(byte[] bytes) {
      var did = text(bytes);
      for (var address : PublicVerifier.HERE.addressesOf(did)) {
        var uri = URI.create(address);
        holds(
            "https".equals(uri.getScheme())
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getFragment() == null,
            did + " leads to " + address);
        // did:web builds the address from a name; an address that is an id is asked for as it is.
        holds(
            !did.startsWith("did:web:")
                || (uri.getQuery() == null
                    && uri.normalize().equals(uri)
                    && !uri.getRawPath().contains("//")
                    && uri.getPath().endsWith("/did.json")),
            did + " leads to " + address);
      }
    }
  },

  /** Dates. */
  DATE {
    @Override
    void read(byte[] bytes) {
      var text = text(bytes);
      DateTimes.read(text)
          .ifPresent(instant ->
              holds(DateTimes.read(instant.toString()).equals(DateTimes.read(text)), text));
    }
  },

  /**
   * {@code POST /credentials/verify} and {@code POST /presentations/verify} with a body of any
   * kind.
   */
  VERIFY {
    @Override
    void read(byte[] bytes) {
      if (bytes.length > 0) {
        var type = TYPES.get((bytes[0] & 0xFF) % TYPES.size());
        PublicVerifier.HERE.verify(type, Arrays.copyOfRange(bytes, 1, bytes.length));
      }
    }
  };

  private static final Path KEPT = Path.of("src", "test", "resources", "org", "sceau", "fuzz");
  private static final int MOST_LIST_BYTES = 1024 * 1024;
  private static final int PNG_HEADER_BYTES = 8;

  /**
   * What the first byte of an input for {@link #VERIFY} chooses from: {@code (} the first of them.
   */
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/vc",
          "application/vc+jwt",
          "image/png",
          "image/svg+xml",
          "application/jwt",
          "text/plain",
          "application/vp",
          "application/vp+jwt",
          "");

  /** Reads; throws whatever must not happen. */
  abstract void read(byte[] bytes);

  /** The folder with what is kept for it: seeds, and what once was a finding. */
  Path folder() {
    return KEPT.resolve(folderName());
  }

  String folderName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The inputs in its folder. */
  List<Path> kept() throws IOException {
    try (var files = Files.list(folder())) {
      return files.sorted().toList();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void holds(boolean promise, String input) {
    if (!promise) {
      throw new AssertionError(input);
    }
  }

  private static void readImage(byte[] bytes) {
    if (BakedImage.extract(bytes) instanceof BakedImage.Extraction.Found(var credential, _)) {
      holds(credential.length > 0, "an empty credential");
    }
  }

  /** A checksum keeps random bytes out as nothing else does. */
  private static byte[] withChecksums(byte[] png) {
    var in = ByteBuffer.wrap(png);
    var out = new ByteArrayOutputStream();
    if (png.length >= PNG_HEADER_BYTES) {
      out.write(png, 0, PNG_HEADER_BYTES);
      in.position(PNG_HEADER_BYTES);
      while (in.remaining() >= 3 * Integer.BYTES) {
        int length = Math.min(in.getInt() & 0xFFFF, in.remaining() - 2 * Integer.BYTES);
        int start = in.position();
        var checksum = new CRC32();
        checksum.update(png, start, Integer.BYTES + length);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        out.write(png, start, Integer.BYTES + length);
        out.writeBytes(
            ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array());
        in.position(start + 2 * Integer.BYTES + length);
      }
    }
    return out.toByteArray();
  }
}

package org.sceau.openbadges.bakedimage;

import java.nio.charset.StandardCharsets;

/**
 * Extracts the credential from a submitted baked image. The image is never rendered, and nothing
 * that it references is fetched.
 */
public final class BakedImage {

  /** The result of extracting a credential from an image. */
  public sealed interface Extraction {

    /**
     * The credential.
     *
     * @param credential UTF-8: a compact JWS or JSON
     * @param form which of the two
     */
    record Found(byte[] credential, Form form) implements Extraction {

      /** Writes only the length, since the credential is personal. */
      @Override
      public String toString() {
        return "Found[" + credential.length + " bytes, " + form + "]";
      }
    }

    /** The image is valid and has no credential. */
    record Absent() implements Extraction {}

    /**
     * The image holds a badge of Open Badges 2.0 or older, which is not a verifiable credential.
     */
    record OpenBadges2() implements Extraction {}

    /**
     * The image, or what it holds, exceeds a limit of ours.
     *
     * @param reason one sentence
     */
    record TooLarge(String reason) implements Extraction {}

    /**
     * The image is not a PNG or SVG, or is not accepted.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements Extraction {}
  }

  /** The forms of a baked credential. */
  public enum Form {
    COMPACT_JWS,
    JSON
  }

  /** The largest image that is read; only what is extracted from it is ever parsed. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  /** The largest credential that is extracted. */
  static final int MAX_CREDENTIAL_BYTES = 1024 * 1024;

  private BakedImage() {}

  /** Extracts the credential; the bytes alone decide between PNG and SVG. */
  public static Extraction extract(byte[] image) {
    if (image.length > MAX_BYTES) {
      return new Extraction.TooLarge("The image is larger than " + MAX_BYTES + " bytes.");
    }
    if (BakedPng.isPng(image)) {
      return BakedPng.extract(image);
    }
    return BakedSvg.isXml(image)
        ? BakedSvg.extract(image)
        : new Extraction.Refused("The image is neither a PNG nor an SVG.");
  }

  /** Reads the credential in a text of an image. */
  static Extraction found(String text) {
    var credential = text.strip();
    if (credential.isEmpty()) {
      return new Extraction.Refused("The image holds a credential that is empty.");
    }
    var bytes = credential.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_CREDENTIAL_BYTES) {
      return new Extraction.TooLarge(
          "The image holds a credential of more than " + MAX_CREDENTIAL_BYTES + " bytes.");
    }
    return new Extraction.Found(bytes, credential.startsWith("{") ? Form.JSON : Form.COMPACT_JWS);
  }
}

package org.sceau.openbadges.bakedimage;

import java.nio.charset.StandardCharsets;

/**
 * Extracts the credential from a submitted baked image. The image is never rendered, and nothing
 * that it references is fetched.
 */
public final class BakedImage {

  /** What came of looking for a credential in an image. */
  public sealed interface Extraction {

    /**
     * The credential.
     *
     * @param credential UTF-8: a compact JWS or JSON
     * @param form which of the two
     */
    record Found(byte[] credential, Form form) implements Extraction {

      /** How long it is: the credential is about a person. */
      @Override
      public String toString() {
        return "Found[" + credential.length + " bytes, " + form + "]";
      }
    }

    /** The image is whole and has none. */
    record Absent() implements Extraction {}

    /** The image holds a badge of Open Badges 2.0 or older, which is another thing. */
    record OpenBadges2() implements Extraction {}

    /**
     * It is no PNG or SVG, or not one that is taken.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements Extraction {}
  }

  /** How a baked credential is written. */
  public enum Form {
    COMPACT_JWS,
    JSON
  }

  /** The largest image that is looked into. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** The largest credential that is taken out of one. */
  static final int MAX_CREDENTIAL_BYTES = 1024 * 1024;

  private BakedImage() {}

  /** Looks for the credential; the bytes alone say whether they are a PNG or an SVG. */
  public static Extraction extract(byte[] image) {
    if (image.length > MAX_BYTES) {
      return new Extraction.Refused("The image is larger than " + MAX_BYTES + " bytes.");
    }
    if (BakedPng.isPng(image)) {
      return BakedPng.extract(image);
    }
    return BakedSvg.isXml(image)
        ? BakedSvg.extract(image)
        : new Extraction.Refused("The image is neither a PNG nor an SVG.");
  }

  /** The credential in a text that an image holds. */
  static Extraction found(String text) {
    var credential = text.strip();
    if (credential.isEmpty()) {
      return new Extraction.Refused("The image holds a credential that is empty.");
    }
    var bytes = credential.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_CREDENTIAL_BYTES) {
      return new Extraction.Refused(
          "The image holds a credential of more than " + MAX_CREDENTIAL_BYTES + " bytes.");
    }
    return new Extraction.Found(bytes, credential.startsWith("{") ? Form.JSON : Form.COMPACT_JWS);
  }
}

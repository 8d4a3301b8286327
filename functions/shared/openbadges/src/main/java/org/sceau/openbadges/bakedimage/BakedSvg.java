package org.sceau.openbadges.bakedimage;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sceau.openbadges.bakedimage.BakedImage.Extraction;

/** Extracts a credential from its element in an SVG (Open Badges 3.0, section 5.3.2). */
final class BakedSvg {

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String NAMESPACE = "https://purl.imsglobal.org/ob/v3p0";

  /** The namespace of Open Badges 2.0, whose element is {@code assertion}. */
  private static final String OLD_NAMESPACE = "http://openbadges.org";

  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 20_000;

  private BakedSvg() {}

  /** Tells whether the bytes begin as XML in UTF-8; another encoding could hide content. */
  static boolean isXml(byte[] image) {
    int start = hasMark(image) ? 3 : 0;
    while (start < image.length && (image[start] == ' ' || isLineEnd(image[start]))) {
      start++;
    }
    return start < image.length && image[start] == '<';
  }

  static Extraction extract(byte[] image) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    int start = hasMark(image) ? 3 : 0;
    if (definesEntities(image)) {
      return new Extraction.Refused("The SVG has a DTD of its own.");
    }
    // Read as UTF-8 whatever the XML declaration says, and strictly.
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(image, start, image.length - start), decoder);
    try {
      var reader = factory().createXMLStreamReader(text);
      try {
        return extract(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException _) {
      // The JDK's parser has other exceptions than its own for a DTD that breaks off.
      return new Extraction.Refused("The SVG is not well-formed XML.");
    }
  }

  private static Extraction extract(XMLStreamReader reader) throws XMLStreamException {
    Extraction found = new Extraction.Absent();
    boolean old = false;
    int depth = 0;
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.ENTITY_REFERENCE -> {
          return new Extraction.Refused("The SVG has an entity of its own.");
        }
        case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
          return new Extraction.Refused("The SVG has a processing instruction.");
        }
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            return new Extraction.Refused("The SVG has too many elements, or too deep ones.");
          }
          if (depth == 1 && !isNamed(reader, SVG, "svg")) {
            return new Extraction.Refused("The image is XML and not SVG.");
          }
          old |= OLD_NAMESPACE.equals(reader.getNamespaceURI());
          if (isNamed(reader, NAMESPACE, "credential")) {
            if (!(found instanceof Extraction.Absent)) {
              return new Extraction.Refused("The SVG holds more than one credential.");
            }
            found = credential(reader);
            depth--;
            if (!(found instanceof Extraction.Found)) {
              return found;
            }
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    return found instanceof Extraction.Absent && old ? new Extraction.OpenBadges2() : found;
  }

  /** Reads the element's {@code verify}, or its content; leaves the reader at its end. */
  private static Extraction credential(XMLStreamReader reader) throws XMLStreamException {
    var verify = reader.getAttributeValue(null, "verify");
    var content = reader.getElementText().strip();
    if (verify == null) {
      return BakedImage.found(content);
    }
    // In Open Badges 2.0 the two may stand together; which of two credentials is it here?
    return content.isEmpty()
        ? BakedImage.found(verify)
        : new Extraction.Refused("The SVG's credential is both an attribute and a text.");
  }

  /**
   * Tells whether the DOCTYPE has an internal subset. The usual DOCTYPE of SVG 1.1 names only an
   * external one, which is not fetched.
   */
  private static boolean definesEntities(byte[] image) {
    var text = new String(image, StandardCharsets.ISO_8859_1);
    int doctype = text.indexOf("<!DOCTYPE");
    int subset = doctype < 0 ? -1 : text.indexOf('[', doctype);
    return subset >= 0 && subset < text.indexOf('>', doctype);
  }

  private static boolean isNamed(XMLStreamReader reader, String namespace, String name) {
    return namespace.equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
  }

  /** Creates a parser without DTDs, entity resolution and inclusion. */
  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver((_, _, _, _) -> {
      throw new XMLStreamException("nothing is fetched");
    });
    return factory;
  }

  private static boolean hasMark(byte[] image) {
    return image.length >= 3
        && image[0] == (byte) 0xef
        && image[1] == (byte) 0xbb
        && image[2] == (byte) 0xbf;
  }

  private static boolean isLineEnd(byte character) {
    return character == '\n' || character == '\r' || character == '\t';
  }
}

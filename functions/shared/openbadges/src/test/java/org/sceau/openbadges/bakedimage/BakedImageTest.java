package org.sceau.openbadges.bakedimage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.sceau.openbadges.bakedimage.BakedImage.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.openbadges.bakedimage.BakedImage.Extraction;
import org.sceau.openbadges.bakedimage.BakedImage.Form;

class BakedImageTest {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final Extraction ABSENT = new Extraction.Absent();
  private static final Extraction OPEN_BADGES_2 = new Extraction.OpenBadges2();
  private static final String JWS = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
  private static final String VERIFY_JWS = "verify=\"" + JWS + "\"";
  private static final String JSON = "{\"name\":\"Université é €\"}";

  @Test
  void aPngGivesItsCredentialInEitherForm() {
    assertThat(text(png(iTxt(JWS, false)))).isEqualTo(JWS);
    assertThat(form(png(iTxt(JWS, false)))).isEqualTo(Form.COMPACT_JWS);
    assertThat(text(png(iTxt(JSON, false)))).isEqualTo(JSON);
    assertThat(form(png(iTxt(JSON, false)))).isEqualTo(Form.JSON);
    assertThat(text(png(iTxt("\n " + JWS + "\n", false)))).isEqualTo(JWS);
    assertThat(text(png(iTxt(JSON, true)))).isEqualTo(JSON);
  }

  @Test
  void anImageWithoutACredentialHasNone() {
    assertThat(extract(png())).isEqualTo(ABSENT);
    assertThat(extract(png(chunk("tEXt", "Comment\0Hello".getBytes(ISO_8859_1)))))
        .isEqualTo(ABSENT);
    assertThat(extract(svg("<g/>"))).isEqualTo(ABSENT);
  }

  /** What the old keyword holds may be a URL, which is not followed. */
  @Test
  void anOpenBadges2ImageIsCalledSo() {
    var old = chunk("iTXt", "openbadges\0\0\0\0\0https://a.example/1".getBytes(UTF_8));

    assertThat(extract(png(old))).isEqualTo(OPEN_BADGES_2);
    assertThat(extract(png(chunk("tEXt", "openbadges\0https://a".getBytes(ISO_8859_1)))))
        .isEqualTo(OPEN_BADGES_2);
    assertThat(text(png(old, iTxt(JWS, false)))).isEqualTo(JWS);
    assertThat(
            extract(
                svg(
                    "<o:assertion xmlns:o=\"http://openbadges.org\""
                        + " verify=\"https://a.example/1\"/>")))
        .isEqualTo(OPEN_BADGES_2);
  }

  @Test
  void twoCredentialsAreRefused() {
    assertRefused(png(iTxt(JWS, false), iTxt(JWS, false)), "more than one");
    assertRefused(svg(element(VERIFY_JWS, "") + element("", JSON)), "more than one");
    assertRefused(svg(element(VERIFY_JWS, JSON)), "both");
  }

  @Test
  void aCredentialInAChunkOfAnotherKindIsRefused() {
    assertRefused(
        png(chunk("tEXt", ("openbadgecredential\0" + JWS).getBytes(ISO_8859_1))), "not iTXt");
    assertRefused(png(chunk("zTXt", "openbadgecredential\0\0x".getBytes(ISO_8859_1))), "not iTXt");
  }

  @Test
  void aCredentialThatUnpacksToMoreThanIsTakenIsRefused() {
    var bomb = deflated(new byte[200 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(BakedImage.MAX_BYTES);

    assertTimeout(Duration.ofSeconds(2), () -> assertTooLarge(png(packed(bomb, 1, 0))));
    assertRefused(png(packed(deflated(new byte[] {(byte) 0xff, 'x'}), 1, 0)), "UTF-8");
    assertRefused(png(packed(JSON.getBytes(UTF_8), 1, 0)), "unpacked");
    assertRefused(png(packed(deflated(JSON.getBytes(UTF_8)), 1, 1)), "unpacked");
    assertRefused(png(packed(deflated(JSON.getBytes(UTF_8)), 2, 0)), "unpacked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openbadgecredential\0", "openbadgecredential\0\0",
        "openbadgecredential\0\0\0", "openbadgecredential\0\0\0fr",
        "openbadgecredential\0\0\0\0", "openbadgecredential\0\0\0\0\0",
        "openbadgecredential\0\0\0\0\0  "
      })
  void aChunkThatIsCutOffIsRefused(String data) {
    assertThat(extract(png(chunk("iTXt", data.getBytes(UTF_8)))))
        .isInstanceOf(Extraction.Refused.class);
  }

  /** Programs append bytes; they are no part of the picture, and not read. */
  @Test
  void bytesAfterTheEndAreIgnored() {
    var png = png(iTxt(JWS, false));

    assertThat(text(Arrays.copyOf(png, png.length + 100))).isEqualTo(JWS);
  }

  @Test
  void whatIsNotQuiteAPngIsRefused() {
    var png = png(iTxt(JWS, false));

    for (int length = 1; length < png.length; length++) {
      assertThat(extract(Arrays.copyOf(png, length))).isInstanceOf(Extraction.Refused.class);
    }
    assertRefused("GIF89a".getBytes(ISO_8859_1), "neither");
    assertRefused(new byte[0], "neither");
    assertRefused("{}".getBytes(UTF_8), "neither");
    var changed = png.clone();
    changed[60] ^= 1;
    assertRefused(changed, "damaged");
  }

  @Test
  void aPngThatIsTooLargeIsRefused() {
    assertRefused(raw(header(30_000, 30_000), chunk("IEND", new byte[0])), "header");
    assertRefused(raw(header(0, 1), chunk("IEND", new byte[0])), "header");
    assertRefused(raw(header(Integer.MIN_VALUE, 1), chunk("IEND", new byte[0])), "header");
    assertRefused(raw(chunk("IDAT", new byte[0]), header(1, 1)), "header");
    assertRefused(raw(header(1, 1), header(1, 1), chunk("IEND", new byte[0])), "header");
    assertRefused(raw(chunk("IHDR", new byte[12])), "header");
    assertTooLarge(png(new byte[BakedImage.MAX_BYTES]));
    var many = new byte[6_000][];
    Arrays.fill(many, chunk("tEXt", "a\0b".getBytes(ISO_8859_1)));
    assertRefused(png(many), "chunks");
    var huge = png();
    ByteBuffer.wrap(huge).putInt(33, Integer.MAX_VALUE);
    assertRefused(huge, "damaged");
    ByteBuffer.wrap(huge).putInt(33, -1);
    assertRefused(huge, "damaged");
  }

  @Test
  void anSvgGivesItsCredentialInEitherForm() {
    assertThat(text(svg(element(VERIFY_JWS, "")))).isEqualTo(JWS);
    assertThat(form(svg(element(VERIFY_JWS, "")))).isEqualTo(Form.COMPACT_JWS);
    assertThat(text(svg(element("", "<![CDATA[\n" + JSON + "\n]]>")))).isEqualTo(JSON);
    assertThat(form(svg(element("", "<![CDATA[" + JSON + "]]>")))).isEqualTo(Form.JSON);
    assertThat(text(svg(element("", "<![CDATA[{\"a\":\"]]]]><![CDATA[>\"}]]>"))))
        .isEqualTo("{\"a\":\"]]>\"}");
    assertThat(text(svg("<g>" + element("", "{&quot;a&quot;:&#49;}") + "</g>")))
        .isEqualTo("{\"a\":1}");
    var prolog = "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    var svg = prolog + SVG_OPEN + element(VERIFY_JWS, "") + "</svg>";
    assertThat(text(svg.getBytes(UTF_8))).isEqualTo(JWS);
  }

  @Test
  void anElementOfAnotherNamespaceIsNoCredential() {
    assertThat(extract(svg("<credential verify=\"" + JWS + "\"/>"))).isEqualTo(ABSENT);
    assertThat(extract(svg("<x:credential xmlns:x=\"https://x.example\" verify=\"" + JWS + "\"/>")))
        .isEqualTo(ABSENT);
    assertRefused("<html><body/></html>".getBytes(UTF_8), "not SVG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg [<!ENTI>&a;</",
        "<!DOCTYPE svg [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;&a;\">]>"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\">&c;</svg>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><?xml-stylesheet href=\"http://a\"?></svg>",
        "<?xml-stylesheet href=\"http://a\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>x",
        "<svg"
      })
  void anSvgThatIsMoreThanAPictureIsRefused(String svg) {
    assertThat(extract(svg.getBytes(UTF_8))).isInstanceOf(Extraction.Refused.class);
  }

  /** The usual DOCTYPE names an external subset, which is not fetched. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg>",
        "<!DOCTYPE svg SYSTEM \"http://127.0.0.1:1/x.dtd\">",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\""
            + " \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">"
      })
  void theUsualDoctypeIsRead(String doctype) {
    assertThat(extract((doctype + SVG_OPEN + "</svg>").getBytes(UTF_8))).isEqualTo(ABSENT);
  }

  @Test
  void anSvgInAnotherEncodingIsRefused() {
    var svg = SVG_OPEN + "<!-- é --></svg>";

    assertRefused(svg.getBytes(UTF_16), "neither");
    assertRefused(svg.getBytes(ISO_8859_1), "well-formed");
    assertRefused(
        ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + SVG_OPEN + "+ADw-/svg+AD4-")
            .getBytes(UTF_8),
        "well-formed");
  }

  @Test
  void anSvgThatIsTooDeepOrTooWideIsRefused() {
    assertRefused(svg("<g>".repeat(100_000)), "deep");
    assertRefused(svg("<g>".repeat(64) + "</g>".repeat(64)), "deep");
    assertThat(extract(svg("<g>".repeat(63) + "</g>".repeat(63)))).isEqualTo(ABSENT);
    assertRefused(svg("<g/>".repeat(30_000)), "many");
  }

  /** An inclusion is an element as any other: nothing is read for it. */
  @Test
  void nothingIsIncluded() {
    assertThat(
            extract(
                svg(
                    "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\""
                        + " href=\"file:///etc/passwd\"/>")))
        .isEqualTo(ABSENT);
  }

  @Test
  void noBytesAreTooStrange() {
    var random = new Random(3);
    var png = png(iTxt(JSON, true), iTxt("x", false));
    var svg = svg(element("", "<![CDATA[" + JSON + "]]>"));
    for (int i = 0; i < 3_000; i++) {
      var bytes = (i % 2 == 0 ? png : svg).clone();
      for (int j = 0; j < 1 + i % 5; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }

      assertThat(extract(bytes)).isNotNull();
    }
  }

  private static final String SVG_OPEN =
      "<svg xmlns=\"http://www.w3.org/2000/svg\""
          + " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">";

  private static byte[] svg(String content) {
    return (SVG_OPEN + content + "</svg>").getBytes(UTF_8);
  }

  private static String element(String attribute, String content) {
    return "<openbadges:credential " + attribute + ">" + content + "</openbadges:credential>";
  }

  private static String text(byte[] image) {
    return extract(image) instanceof Extraction.Found(var credential, _)
        ? new String(credential, UTF_8)
        : extract(image).toString();
  }

  private static Form form(byte[] image) {
    return extract(image) instanceof Extraction.Found(_, var form)
        ? form
        : Form.valueOf(extract(image).toString());
  }

  private static void assertTooLarge(byte[] image) {
    assertThat(extract(image)).isInstanceOf(Extraction.TooLarge.class);
  }

  private static void assertRefused(byte[] image, String because) {
    assertThat(extract(image))
        .isInstanceOfSatisfying(
            Extraction.Refused.class, refused -> assertThat(refused.reason()).contains(because));
  }

  private static byte[] iTxt(String text, boolean compressed) {
    var bytes = text.getBytes(UTF_8);
    return compressed ? packed(deflated(bytes), 1, 0) : packed(bytes, 0, 0);
  }

  private static byte[] packed(byte[] text, int flag, int method) {
    var data = new ByteArrayOutputStream();
    data.writeBytes("openbadgecredential".getBytes(ISO_8859_1));
    data.writeBytes(new byte[] {0, (byte) flag, (byte) method});
    data.writeBytes("fr\0titre\0".getBytes(UTF_8));
    data.writeBytes(text);
    return chunk("iTXt", data.toByteArray());
  }

  private static byte[] deflated(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] png(byte[]... chunks) {
    var all = new byte[chunks.length + 3][];
    all[0] = header(1, 1);
    System.arraycopy(chunks, 0, all, 1, chunks.length);
    all[chunks.length + 1] = chunk("IDAT", new byte[10]);
    all[chunks.length + 2] = chunk("IEND", new byte[0]);
    return raw(all);
  }

  private static byte[] raw(byte[]... chunks) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    for (var chunk : chunks) {
      out.writeBytes(chunk);
    }
    return out.toByteArray();
  }

  private static byte[] header(int width, int height) {
    return chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).array());
  }

  private static byte[] chunk(String type, byte[] data) {
    var name = type.getBytes(ISO_8859_1);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }
}

package org.sceau.openbadges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PngImageTest {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  @Test
  void aPngIsTakenFromADataUrl() {
    var png = png(1, 1, 10);

    assertThat(PngImage.ofDataUrl(url(png)).orElseThrow().bytes()).isEqualTo(png);
  }

  @Test
  void whatIsNotAPngIsRefused() {
    assertThat(PngImage.ofDataUrl("data:image/svg+xml;base64,PHN2Zy8+")).isEmpty();
    assertThat(PngImage.ofDataUrl("data:image/png;base64,PHN2Zy8+")).isEmpty();
    assertThat(PngImage.ofDataUrl("data:image/png;base64,!!!")).isEmpty();
    assertThat(PngImage.ofDataUrl("data:image/png;base64,")).isEmpty();
    assertThat(PngImage.ofDataUrl("https://issuer.example/a.png")).isEmpty();
  }

  @Test
  void aWrongChecksumIsRefused() {
    var png = png(1, 1, 10);
    png[20] ^= 1;

    assertThat(PngImage.ofDataUrl(url(png))).isEmpty();
  }

  @Test
  void whatFollowsTheEndIsRefused() {
    var png = png(1, 1, 10);

    assertThat(PngImage.ofDataUrl(url(Arrays.copyOf(png, png.length + 1)))).isEmpty();
    assertThat(PngImage.ofDataUrl(url(Arrays.copyOf(png, png.length - 1)))).isEmpty();
  }

  @Test
  void hugePicturesAndFilesAreRefused() {
    assertThat(PngImage.ofDataUrl(url(png(30_000, 30_000, 10)))).isEmpty();
    assertThat(PngImage.ofDataUrl(url(png(0, 1, 10)))).isEmpty();
    assertThat(PngImage.ofDataUrl(url(png(Integer.MIN_VALUE, 1, 10)))).isEmpty();
    assertThat(PngImage.ofDataUrl(url(png(1, 1, PngImage.MAX_BYTES)))).isEmpty();
  }

  @Test
  void aChunkLongerThanTheFileIsRefused() {
    var png = png(1, 1, 10);
    ByteBuffer.wrap(png).putInt(33, Integer.MAX_VALUE);

    assertThat(PngImage.ofDataUrl(url(png))).isEmpty();
  }

  private static byte[] png(int width, int height, int dataBytes) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).array());
    chunk(out, "IDAT", new byte[dataBytes]);
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static String url(byte[] bytes) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
  }
}

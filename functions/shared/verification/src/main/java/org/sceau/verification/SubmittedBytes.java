package org.sceau.verification;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.bakedimage.BakedImage;

/**
 * Verifies what a person submits: a credential or a presentation as JSON or as a JWS, or a baked
 * image. The bytes alone tell which; people send files under any media type.
 */
public final class SubmittedBytes {

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final CredentialVerifier credentials;

  /** The result of a verification. */
  public sealed interface Answer {

    record Verified(VerificationReport report) implements Answer {}

    /** The bytes hold a presentation, which was verified with all its credentials. */
    record Presented(PresentationReport report) implements Answer {}

    /** The bytes hold an Open Badges 2.0 badge, which has another data model. */
    record OpenBadges2() implements Answer {}

    /** The bytes hold no credential; the reason is one sentence. */
    record Refused(String reason) implements Answer {}
  }

  public SubmittedBytes(CredentialVerifier credentials) {
    this.credentials = credentials;
  }

  /** Verifies bytes without a media type, by detecting their form. */
  public Answer verify(byte[] submitted) {
    var bytes = utf8(submitted);
    return switch (firstOf(bytes)) {
      case '{', '[', '"' -> ofJson(bytes);
      // A PNG's signature begins with what is no character of any text.
      case '<', (byte) 0x89 -> ofImage(bytes);
      default -> ofText(bytes);
    };
  }

  /** Verifies a credential or presentation as a JSON value: an object, or a JWS. */
  public Answer verify(JsonValue value) {
    return switch (value) {
      case JsonObject object -> ofPresentation(credentials.verify(object), object);
      case JsonString(var jws) -> ofPresentation(credentials.verify(jws.strip()), value);
      default -> new Answer.Refused("A credential is a JSON object, or a JWS.");
    };
  }

  private Answer ofJson(byte[] bytes) {
    return switch (JsonReader.read(bytes, JsonLimits.FOREIGN)) {
      case JsonReading.Read(var value) -> verify(value);
      case JsonReading.Refused _ -> answer(credentials.verify(bytes, SecuringForm.JSON));
    };
  }

  private Answer ofText(byte[] bytes) {
    var other = OtherKinds.of(bytes);
    return other.isPresent()
        ? new Answer.Verified(credentials.unread(VerificationProblem.of(other.get())))
        : verify(new JsonString(new String(bytes, StandardCharsets.UTF_8)));
  }

  /** Verifies the credential in a baked image. */
  private Answer ofImage(byte[] bytes) {
    return switch (BakedImage.extract(bytes)) {
      case BakedImage.Extraction.Found(var credential, _) -> verify(credential);
      case BakedImage.Extraction.Absent _ ->
          new Answer.Verified(
              credentials.unread(VerificationProblem.of(ProblemCode.IMAGE_WITHOUT_CREDENTIAL)));
      case BakedImage.Extraction.OpenBadges2 _ -> new Answer.OpenBadges2();
      case BakedImage.Extraction.TooLarge(var reason) ->
          new Answer.Verified(
              credentials.unread(VerificationProblem.of(ProblemCode.TOO_LARGE, reason)));
      case BakedImage.Extraction.Refused(var reason) ->
          OtherKinds.of(bytes)
              .<Answer>map(
                  kind -> new Answer.Verified(credentials.unread(VerificationProblem.of(kind))))
              .orElseGet(() -> new Answer.Refused(reason));
    };
  }

  /** Verifies as a presentation what has no form of a credential, if it is one. */
  private Answer ofPresentation(VerificationReport report, JsonValue value) {
    return report.outcome(Check.FORM) instanceof Outcome.Failed
            && PresentationVerifier.isPresentation(value)
        ? new Answer.Presented(credentials.presentations().verify(value, null, null))
        : answer(report);
  }

  /** Converts a report to an answer; a badge of Open Badges 2.0 has an answer of its own. */
  private static Answer answer(VerificationReport report) {
    return report.outcome(Check.FORM) instanceof Outcome.Failed(var problem)
            && problem.code() == ProblemCode.OPEN_BADGES_2
        ? new Answer.OpenBadges2()
        : new Answer.Verified(report);
  }

  /** Returns the bytes in UTF-8 without a byte order mark: editors save UTF-16 too. */
  private static byte[] utf8(byte[] bytes) {
    if (startsWith(bytes, UTF_8_MARK)) {
      return Arrays.copyOfRange(bytes, UTF_8_MARK.length, bytes.length);
    }
    if (bytes.length < 2) {
      return bytes;
    }
    int start = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return switch (start) {
      case 0xfeff -> recoded(bytes, 2, StandardCharsets.UTF_16BE);
      case 0xfffe -> recoded(bytes, 2, StandardCharsets.UTF_16LE);
      case '{', '"', 'e' -> recoded(bytes, 0, StandardCharsets.UTF_16BE);
      case '{' << 8, '"' << 8, 'e' << 8 -> recoded(bytes, 0, StandardCharsets.UTF_16LE);
      default -> bytes;
    };
  }

  private static byte[] recoded(byte[] bytes, int start, Charset charset) {
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException _) {
      return bytes;
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static byte firstOf(byte[] bytes) {
    for (var b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
    }
    return 0;
  }
}

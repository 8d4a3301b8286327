package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.openbadges.DataModel;

/**
 * Reads a credential in each form: without or with embedded proofs, as a JWS in either dialect, or
 * in an envelope; on either data model.
 */
final class CredentialReader {

  /** The result of reading a credential. */
  sealed interface Reading {

    /** The document has the form of a credential, secured or not. */
    record Read(SecuredDocument secured) implements Reading {}

    record Refused(VerificationProblem problem) implements Reading {}

    /** The document is of a kind, or larger, or secured in a way, that is not verified here. */
    record Undecided(VerificationProblem problem) implements Reading {}
  }

  private final TypeVocabulary types;

  CredentialReader(TypeVocabulary types) {
    this.types = types;
  }

  Reading read(byte[] bytes, SecuringForm form, JsonLimits limits) {
    return switch (form) {
      case COMPACT_JWS -> read(new String(bytes, StandardCharsets.UTF_8).strip());
      case JSON ->
          switch (JsonReader.read(bytes, limits)) {
            case JsonReading.Read(JsonObject object) -> read(object);
            case JsonReading.Read _ -> unreadable("The document is not a JSON object.");
            case JsonReading.Refused(var reason, var tooLarge) ->
                tooLarge ? tooLarge(reason) : unreadable(reason);
          };
    };
  }

  Reading read(JsonObject document) {
    var other = OtherKinds.of(document);
    if (other.isPresent()) {
      return new Reading.Undecided(VerificationProblem.of(other.get()));
    }
    return read(CredentialDocument.read(document));
  }

  /** Reads the credential of a document, or of the envelope that the document is. */
  Reading read(CredentialDocument.Reading reading) {
    return switch (reading) {
      case CredentialDocument.Reading.Read(var document) -> of(document, null);
      case CredentialDocument.Reading.Enveloped(var jws) -> read(jws);
      case CredentialDocument.Reading.Unsupported(var reason) ->
          new Reading.Undecided(VerificationProblem.of(ProblemCode.PROOF_UNSUPPORTED, reason));
      case CredentialDocument.Reading.OpenBadges2() -> openBadges2();
      case CredentialDocument.Reading.Refused(var violations) -> refused(violations);
    };
  }

  Reading read(String jws) {
    if (jws.length() > CompactJws.MAX_CHARS) {
      return tooLarge("The JWS is longer than " + CompactJws.MAX_CHARS + " characters.");
    }
    return switch (CompactJws.read(jws)) {
      case CompactJws.Reading.Refused(var reason) -> unreadable(reason);
      case CompactJws.Reading.Read(var read) ->
          switch (JwtDocument.credential(read)) {
            case JwtDocument.Reading.Read<CredentialDocument>(var jwt) -> of(jwt.document(), jwt);
            case JwtDocument.Reading.OpenBadges2<CredentialDocument> _ -> openBadges2();
            case JwtDocument.Reading.Refused<CredentialDocument>(var violations) ->
                refused(violations);
          };
    };
  }

  private Reading of(CredentialDocument document, @Nullable JwtDocument<CredentialDocument> jwt) {
    // A JWT of Data Model v1.1 is JSON alone: a type that no context maps is the issuer's own word.
    boolean isJsonAlone = jwt != null && document.model() == DataModel.V1_1;
    var violations =
        isJsonAlone
            ? List.<FormViolation>of()
            : FormViolation.malformed(types.violations(document.json()));
    return violations.isEmpty()
        ? new Reading.Read(new SecuredDocument(document, jwt))
        : refused(violations);
  }

  private static Reading refused(List<FormViolation> violations) {
    if (violations.getFirst().code() == ProblemCode.TOO_LARGE) {
      return tooLarge(violations.getFirst().message());
    }
    return new Reading.Refused(FormViolation.problem(violations));
  }

  private static Reading tooLarge(String reason) {
    return new Reading.Undecided(VerificationProblem.of(ProblemCode.TOO_LARGE, reason));
  }

  private static Reading unreadable(String reason) {
    return new Reading.Refused(VerificationProblem.of(ProblemCode.NOT_READABLE, reason));
  }

  private static Reading openBadges2() {
    return new Reading.Refused(VerificationProblem.of(ProblemCode.OPEN_BADGES_2));
  }
}

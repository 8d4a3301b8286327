package org.sceau.catalog;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;

/**
 * How an issuer wants credentials to be.
 *
 * @param credentials what kind of credentials it may build itself
 * @param form in which of the two forms such a credential is answered
 */
public record IssuingSettings(Kind credentials, Form form) {

  /** Open Badges, answered with an embedded proof. */
  public static final IssuingSettings USUAL = new IssuingSettings(Kind.OPEN_BADGES, Form.EMBEDDED);

  /** What credentials there may be. */
  public enum Kind {
    /** Those of Open Badges 3.0 alone. */
    OPEN_BADGES("openBadges"),
    /** Whatever the Verifiable Credentials Data Model v2.0 allows, with bundled contexts. */
    W3C("w3c");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  /** The securing forms, by their media types. */
  public enum Form {
    /** With an embedded proof. */
    EMBEDDED("application/vc"),
    /** Secured with JOSE. */
    JWT("application/vc+jwt");

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    /** The names of all. */
    public static Set<String> mediaTypes() {
      return Arrays.stream(values()).map(form -> form.mediaType).collect(Collectors.toSet());
    }

    /** The form of this media type. */
    public static Optional<Form> of(String mediaType) {
      return Arrays.stream(values()).filter(form -> form.mediaType.equals(mediaType)).findFirst();
    }
  }

  /** Reads the member {@code issuing} of {@code PUT /issuers/{issuer}}; usual if it is missing. */
  static IssuingSettings read(FieldReader fields) {
    return new IssuingSettings(
        fields
            .oneOf(
                "credentials",
                Arrays.stream(Kind.values()).map(kind -> kind.word).collect(Collectors.toSet()),
                null)
            .flatMap(Kind::of)
            .orElse(USUAL.credentials),
        fields.oneOf("mediaType", Form.mediaTypes(), null).flatMap(Form::of).orElse(USUAL.form));
  }

  /** As it was written by {@link #toJson}; what is not there is as usual. */
  public static IssuingSettings ofJson(JsonObject json) {
    return new IssuingSettings(
        json.string("credentials").flatMap(Kind::of).orElse(USUAL.credentials),
        json.string("mediaType").flatMap(Form::of).orElse(USUAL.form));
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("credentials", credentials.word)
        .put("mediaType", form.mediaType)
        .build();
  }
}

package org.sceau.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.openbadges.DataModel;

/**
 * A document that has the form of a presentation (Verifiable Credentials Data Model v2.0, section
 * 4.13, or v1.1, section 4.10).
 *
 * @param json the presentation with its proofs
 * @param credentials the presented credentials, each a credential or an envelope
 */
public record PresentationDocument(
    JsonObject json, DataModel model, List<CredentialDocument.Reading> credentials) {

  /** The result of reading a document. */
  public sealed interface Reading {

    /** The document has the form of a presentation with credentials. */
    record Read(PresentationDocument document) implements Reading {}

    /**
     * The document envelops a presentation that is secured as a JWS.
     *
     * @param jws the JWS to read in its place
     */
    record Enveloped(String jws) implements Reading {}

    /**
     * The document does not have the form of a presentation.
     *
     * @param violations all that is wrong, at least one
     */
    record Refused(List<FormViolation> violations) implements Reading {

      public Refused {
        violations = List.copyOf(violations);
      }
    }
  }

  private static final String ENVELOPED = "EnvelopedVerifiablePresentation";
  private static final List<String> ENVELOPES =
      List.of("data:application/vp+jwt,", "data:application/jwt,");

  /** The most credentials in one presentation: each costs a verification. */
  private static final int MAX_CREDENTIALS = 32;

  public PresentationDocument {
    credentials = List.copyOf(credentials);
  }

  /** Reads a presentation, without or with embedded proofs, or an envelope. */
  public static Reading read(JsonObject json) {
    if (DocumentRules.types(json).contains(ENVELOPED)) {
      return CredentialDocument.envelope(json, "", ENVELOPES)
          .<Reading>map(Reading.Enveloped::new)
          .orElseGet(() ->
              new Reading.Refused(
                  List.of(
                      FormViolation.malformed(
                          "/id",
                          "An envelope has the first context of the data model, and as its id "
                              + ENVELOPES.getFirst()
                              + " and a JWS."))));
    }
    List<FormViolation> violations = new ArrayList<>();
    var rules = new DocumentRules(json, "", violations);
    var model = rules.context();
    rules.type("VerifiablePresentation");
    rules.url("id");
    if (json.has("holder")) {
      rules.party("holder");
    }
    rules.typed("proof", false);
    var credentials = credentials(rules, json, model.orElse(DataModel.V2_0), violations);
    return model.isPresent() && violations.isEmpty()
        ? new Reading.Read(new PresentationDocument(json, model.get(), credentials))
        : new Reading.Refused(violations);
  }

  /** Returns the holder; empty if it has none. */
  public Optional<String> holder() {
    return json.string("holder")
        .or(() -> json.object("holder").flatMap(holder -> holder.string("id")));
  }

  /** Tells whether it has an embedded proof. */
  public boolean hasProof() {
    return !json.list("proof").isEmpty();
  }

  private static List<CredentialDocument.Reading> credentials(
      DocumentRules rules, JsonObject json, DataModel model, List<FormViolation> violations) {
    var name = "verifiableCredential";
    var values = json.list(name);
    if (values.size() > MAX_CREDENTIALS) {
      rules.refuse(name, "A presentation holds at most " + MAX_CREDENTIALS + " credentials.");
      return List.of();
    }
    List<CredentialDocument.Reading> credentials = new ArrayList<>();
    boolean inArray = json.get(name) instanceof JsonArray;
    for (int i = 0; i < values.size(); i++) {
      var where = inArray ? name + "/" + i : name;
      switch (values.get(i)) {
        case JsonObject object -> {
          switch (CredentialDocument.read(object, "/" + where)) {
            case CredentialDocument.Reading.Refused(var inner) -> violations.addAll(inner);
            case CredentialDocument.Reading.OpenBadges2() ->
                rules.refuse(where, "A badge of Open Badges 2.0 is not a credential.");
            case CredentialDocument.Reading reading -> credentials.add(reading);
          }
        }
        // Data Model v1.1, section 6.3.1: a JWT stands for the credential.
        case JsonString(var jws) when model == DataModel.V1_1 ->
            credentials.add(new CredentialDocument.Reading.Enveloped(jws));
        default -> rules.refuse(where, "A credential must be an object.");
      }
    }
    return credentials;
  }
}

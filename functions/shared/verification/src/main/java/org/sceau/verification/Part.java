package org.sceau.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * A credential within another, with its own proof and its own report: one of a Comprehensive
 * Learner Record (CLR 2.0), or an endorsement (Open Badges 3.0, section 9.3).
 *
 * @param path its JSON Pointer in the credential around it
 */
public record Part(Kind kind, String path, VerificationReport report) {

  /** What the credential is to the one around it. */
  public enum Kind {
    /** A credential of the record: the record is no better than it. */
    CREDENTIAL,
    /** An endorsement: a bad one says nothing against the credential, and is not shown. */
    ENDORSEMENT
  }

  private static final JsonString RECORD = new JsonString("ClrCredential");

  /** The most parts of one credential: each costs a verification. */
  static final int MAX_PARTS = 64;

  /** The deepest record within records. */
  static final int MAX_DEPTH = 3;

  /**
   * A part before its verification.
   *
   * @param document the credential, or the JWS of one
   * @param endorsed the ids of what an endorsement may be about; empty for other parts
   */
  record Unverified(Kind kind, String path, JsonValue document, Set<String> endorsed) {}

  /** Lists the parts of a credential. */
  static List<Unverified> of(JsonObject credential) {
    List<Unverified> parts = new ArrayList<>();
    Map<String, JsonObject> holders = new LinkedHashMap<>();
    holders.put("", credential);
    credential.object("issuer").ifPresent(issuer -> holders.put("/issuer", issuer));
    var subjects = credential.list("credentialSubject");
    for (int i = 0; i < subjects.size(); i++) {
      if (subjects.get(i) instanceof JsonObject subject) {
        var path = subjects.size() == 1 ? "/credentialSubject" : "/credentialSubject/" + i;
        if (credential.list("type").contains(RECORD)) {
          add(parts, Kind.CREDENTIAL, subject, "verifiableCredential", path, Set.of());
        }
        subject
            .object("achievement")
            .ifPresent(achievement -> holders.put(path + "/achievement", achievement));
      }
    }
    // An endorsement of the school or of the achievement may stand beside them in the credential.
    var endorsed =
        holders.values().stream()
            .flatMap(holder -> holder.string("id").stream())
            .collect(Collectors.toUnmodifiableSet());
    holders.forEach((path, holder) -> {
      add(parts, Kind.ENDORSEMENT, holder, "endorsement", path, endorsed);
      add(parts, Kind.ENDORSEMENT, holder, "endorsementJwt", path, endorsed);
    });
    return parts;
  }

  private static void add(
      List<Unverified> parts,
      Kind kind,
      JsonObject holder,
      String name,
      String path,
      Set<String> endorsed) {
    var values = holder.list(name);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof JsonObject || values.get(i) instanceof JsonString) {
        parts.add(
            new Unverified(
                kind,
                path + "/" + name + (values.size() == 1 ? "" : "/" + i),
                values.get(i),
                endorsed));
      }
    }
  }

  /** Tells whether a proven endorsement is about what holds it. */
  static boolean isAbout(JsonObject endorsement, Set<String> endorsed) {
    return endorsement.list("credentialSubject").stream()
        .anyMatch(subject ->
            subject instanceof JsonObject object
                && object.string("id").filter(endorsed::contains).isPresent());
  }
}

package org.sceau.issuance;

import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/**
 * Checks a credential against the rules that the verifier applies (Verifiable Credentials Data
 * Model v2.0).
 */
public interface CredentialRules {

  /** Returns the violations of the credential; empty if it conforms. */
  List<Violation> violations(JsonObject credential);
}

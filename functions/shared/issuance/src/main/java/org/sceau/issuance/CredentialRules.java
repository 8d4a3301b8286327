package org.sceau.issuance;

import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/** The Verifiable Credentials Data Model v2.0, as those who verify hold a credential against it. */
public interface CredentialRules {

  /** What the credential breaks of it; empty if nothing. */
  List<Violation> violations(JsonObject credential);
}

package org.sceau.functions.issue;

import java.util.List;
import org.sceau.issuance.CredentialRules;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;
import org.sceau.verification.CredentialDocument;
import org.sceau.verification.CredentialDocument.Reading;

/** Checks a credential against the rules that the verifier applies. */
final class DataModelRules implements CredentialRules {

  @Override
  public List<Violation> violations(JsonObject credential) {
    return switch (CredentialDocument.read(credential)) {
      case Reading.Read _ -> List.of();
      case Reading.Refused(var violations) ->
          violations.stream().map(each -> new Violation(each.path(), each.message())).toList();
      case Reading.Enveloped _, Reading.Unsupported _ ->
          List.of(new Violation("/type", "Give the credential itself and no envelope."));
      case Reading.OpenBadges2() ->
          List.of(new Violation("/@context", "Give a credential of Open Badges 3.0."));
    };
  }
}

package org.sceau.issuance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.json.Violation;
import org.sceau.records.status.Position;

/** One credential of a request: how it is found again, drafted and checked. */
sealed interface CredentialPlan permits AwardPlan, BuiltPlan, ReplacementPlan {

  /** Returns the place of its recipient in the request. */
  default int place() {
    return 0;
  }

  /** Returns the key of its award; {@code null} if every request issues a new credential. */
  @Nullable String awardKey();

  /** Returns the hash of what the award key may be used for. */
  String requestSha256();

  /** Returns why the credential cannot be issued, as far as the request tells. */
  default Optional<Issuance.Result> refusal() {
    return Optional.empty();
  }

  /** Drafts the credential at a list position: all steps that need no key. */
  Draft draft(Position position);

  /** Returns the violations that prevent signing, with their paths in the request. */
  List<Violation> violations(Draft draft);
}

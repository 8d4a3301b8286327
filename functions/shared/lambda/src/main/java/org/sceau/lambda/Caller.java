package org.sceau.lambda;

import java.util.Set;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;

/** Who calls, as the authorizer found out. */
public sealed interface Caller {

  /** Nobody that is known: no key came along, or not one that opens anything. */
  record Stranger(boolean broughtKey) implements Caller {}

  /** The operator of the deployment. */
  record Operator() implements Caller {}

  /** The bearer of an issuer's API key. */
  record Bearer(IssuerId issuer, Set<Scope> scopes) implements Caller {

    public Bearer {
      scopes = Set.copyOf(scopes);
    }
  }
}

package org.sceau.lambda;

import java.util.Set;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;

/** The caller of a request, as the authorizer identified it. */
public sealed interface Caller {

  /** An unknown caller: the request has no API key, or no valid one. */
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

package org.sceau.verification;

import java.util.Optional;
import org.sceau.credential.CredentialId;
import org.sceau.issuing.CredentialRecord;

/** What verification reads of the credentials on record, as the credential store finds it. */
@FunctionalInterface
public interface Records {

  Optional<CredentialRecord> lookUp(CredentialId id);
}

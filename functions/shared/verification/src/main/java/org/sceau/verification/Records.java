package org.sceau.verification;

import java.util.Optional;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;

/** What verification reads of the credentials on record, as the credential store finds it. */
@FunctionalInterface
public interface Records {

  Optional<CredentialRecord> lookUp(CredentialId id);
}

package org.sceau.dataintegrity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;

/**
 * A proof as its document has it, with its signature not yet verified.
 *
 * @param created {@code null} if the proof has none
 * @param options the members of the proof without {@code proofValue}
 */
record DataIntegrityProof(
    Cryptosuite suite,
    String verificationMethod,
    @Nullable Instant created,
    JsonObject options,
    byte[] signature) {}

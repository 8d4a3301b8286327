package org.sceau.records.credential;

import org.sceau.records.catalog.IssuerId;

/**
 * Records which credential an award made, so that the same award never makes another.
 *
 * @param awardKey SHA-256 of the caller's {@code Idempotency-Key} and the place of the recipient in
 *     the request, or of the recipient's own key, as 64 hexadecimal digits
 * @param requestSha256 of the whole request, or of what it says of that recipient, likewise
 */
public record AwardRecord(
    IssuerId issuer, String awardKey, String requestSha256, CredentialId credential) {}

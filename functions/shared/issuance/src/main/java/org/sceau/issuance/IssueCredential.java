package org.sceau.issuance;

import org.jspecify.annotations.Nullable;

/**
 * Issues a credential that its issuer built.
 *
 * @param idempotencyKey of the caller; {@code null} if every request issues a new credential
 * @param request the bytes that identify the request
 */
public record IssueCredential(
    IssueCredentialRequest built, @Nullable String idempotencyKey, byte[] request)
    implements IssuanceRequest {}

package org.sceau.issuance;

/** A request of an issuer for signed credentials. */
public sealed interface IssuanceRequest
    permits AwardAchievement, IssueCredential, ReplaceCredential {}

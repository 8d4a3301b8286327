package org.sceau.openbadges;

/** The versions of the Verifiable Credentials Data Model that are read. */
public enum DataModel {
  V1_1("https://www.w3.org/2018/credentials/v1", "issuanceDate", "expirationDate"),
  V2_0("https://www.w3.org/ns/credentials/v2", "validFrom", "validUntil");

  private final String context;
  private final String from;
  private final String until;

  DataModel(String context, String from, String until) {
    this.context = context;
    this.from = from;
    this.until = until;
  }

  /** The context that comes first in each of its documents. */
  public String context() {
    return context;
  }

  /** The member that says from when on a credential is valid. */
  public String from() {
    return from;
  }

  /** The member that says until when a credential is valid. */
  public String until() {
    return until;
  }
}

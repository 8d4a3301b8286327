package org.sceau.openbadges;

/** The supported versions of the Verifiable Credentials Data Model. */
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

  /** Returns the context that comes first in each of its documents. */
  public String context() {
    return context;
  }

  /** Returns the name of the member with the start of the validity period. */
  public String from() {
    return from;
  }

  /** Returns the name of the member with the end of the validity period. */
  public String until() {
    return until;
  }
}

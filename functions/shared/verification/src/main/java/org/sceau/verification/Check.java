package org.sceau.verification;

/** What is looked at in a credential, in the order in which a reader wants to hear of it. */
public enum Check {
  /** It can be read, and its parts agree with one another. */
  FORM,
  /** It was signed with a key of the issuer that it names, and is as it was then. */
  PROOF,
  /** The issuer is known, or has published who it is. */
  ISSUER,
  /** It has begun, and has not ended. */
  VALIDITY_PERIOD,
  /** It has been neither revoked nor suspended. */
  STATUS,
  /** It has the form of the schema that it names. */
  SCHEMA,
  /** A trust registry that the operator configured lists the issuer. */
  REGISTRY
}

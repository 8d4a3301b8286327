package org.sceau.verification;

/** The checks of a verification, in the order in which a report lists them. */
public enum Check {
  /** The credential conforms to its data model, and its parts agree with one another. */
  FORM,
  /** The proof was made with a key of the named issuer, over this document. */
  PROOF,
  /** The issuer is known, or has published who it is. */
  ISSUER,
  /** The validity period has begun, and has not ended. */
  VALIDITY_PERIOD,
  /** The credential has been neither revoked nor suspended. */
  STATUS,
  /** The credential conforms to the schema that it names. */
  SCHEMA,
  /** A trust registry that the operator configured lists the issuer. */
  REGISTRY,
  /** The credentials of a record are verified, each by itself. */
  PARTS,
  /** The credential names a person: the one of the request, if it names one. */
  HOLDER
}

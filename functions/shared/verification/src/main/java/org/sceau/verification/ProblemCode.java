package org.sceau.verification;

/**
 * The problems that a verification reports, each with the problem type (RFC 9457 {@code type}) of
 * the specification that defines it, or one of Sceau's where none does.
 */
public enum ProblemCode {
  NOT_READABLE(Vocabulary.DATA_MODEL + "PARSING_ERROR"),
  NOT_A_CREDENTIAL(Vocabulary.DATA_MODEL + "MALFORMED_VALUE_ERROR"),
  /** The claims of a JWT, or the record, contradict the credential. */
  CONTRADICTION(Vocabulary.DATA_MODEL + "MALFORMED_VALUE_ERROR"),
  /** The document exceeds a limit of this verifier, which is not the document's fault. */
  TOO_LARGE(Vocabulary.OURS + "too-large"),
  BLOCKCERTS(Vocabulary.OURS + "kind-not-checked"),
  /** A European Digital Credential for Learning, signed with JAdES. */
  EUROPEAN_DIGITAL_CREDENTIAL(Vocabulary.OURS + "kind-not-checked"),
  EUROPASS_XML(Vocabulary.OURS + "kind-not-checked"),
  /** A Comprehensive Learner Record of version 1.0. */
  CLR_1(Vocabulary.OURS + "kind-not-checked"),
  /** A badge of Open Badges 0.5 to 1.1. */
  OPEN_BADGES_1(Vocabulary.OURS + "kind-not-checked"),
  VELOCITY(Vocabulary.OURS + "kind-not-checked"),
  ANONCREDS(Vocabulary.OURS + "kind-not-checked"),
  /** A mobile document of ISO/IEC 18013-5. */
  MDOC(Vocabulary.OURS + "kind-not-checked"),
  COSE(Vocabulary.OURS + "kind-not-checked"),
  ENCRYPTED(Vocabulary.OURS + "kind-not-checked"),
  PDF(Vocabulary.OURS + "no-credential"),
  IMAGE_WITHOUT_CREDENTIAL(Vocabulary.OURS + "no-credential"),
  WEB_PAGE(Vocabulary.OURS + "no-credential"),
  LINK(Vocabulary.OURS + "no-credential"),
  /** A badge of Open Badges 2.0, which is not a verifiable credential. */
  OPEN_BADGES_2(Vocabulary.OURS + "open-badges-2"),
  NOT_SECURED(Vocabulary.DATA_MODEL + "CRYPTOGRAPHIC_SECURITY_ERROR"),
  /** The signature is not the issuer's over this document. */
  PROOF_INVALID(Vocabulary.DATA_MODEL + "CRYPTOGRAPHIC_SECURITY_ERROR"),
  /** Part of the document has no meaning by its contexts, so that no signature covers it. */
  NOT_COVERED(Vocabulary.DATA_MODEL + "CRYPTOGRAPHIC_SECURITY_ERROR"),
  /** The securing mechanism is not supported. */
  PROOF_UNSUPPORTED(Vocabulary.OURS + "proof-unsupported"),
  /**
   * The proof covers RDF, and the JSON is not plain: its text may differ from the signed meaning.
   */
  NOT_PLAIN(Vocabulary.OURS + "not-plain"),
  /** The verification method is not one of the named issuer's. */
  KEY_NOT_OF_ISSUER(Vocabulary.DATA_MODEL + "CRYPTOGRAPHIC_SECURITY_ERROR"),
  /** The issuer's document does not list the key now; it may have been replaced since. */
  KEY_NOT_LISTED(Vocabulary.OURS + "key-not-listed"),
  /** The key may have been compromised when this was signed. */
  KEY_COMPROMISED(Vocabulary.DATA_MODEL + "CRYPTOGRAPHIC_SECURITY_ERROR"),
  /** The issuer's keys are not available, so the signature could not be verified. */
  KEYS_UNKNOWN(Vocabulary.OURS + "keys-unknown"),
  ISSUER_UNKNOWN(Vocabulary.OURS + "issuer-unknown"),
  /** The issuer's id does not lead to a document with usable keys. */
  ISSUER_UNUSABLE(Vocabulary.OURS + "issuer-unusable"),
  /** The issuer's document could not be fetched. */
  ISSUER_UNREACHABLE(Vocabulary.OURS + "issuer-unreachable"),
  /** The issuer's id is a bare key, and no registry says whose it is. */
  ISSUER_NOT_CONFIRMED(Vocabulary.OURS + "issuer-not-confirmed"),
  /** The credential has the id of a link of this deployment, and another issuer. */
  LINK_OF_ANOTHER(Vocabulary.DATA_MODEL + "MALFORMED_VALUE_ERROR"),
  /** No trust registry that the operator configured lists the issuer. */
  ISSUER_NOT_REGISTERED(Vocabulary.OURS + "issuer-not-registered"),
  NOT_YET_VALID(Vocabulary.DATA_MODEL + "RANGE_ERROR"),
  EXPIRED(Vocabulary.DATA_MODEL + "RANGE_ERROR"),
  REVOKED(Vocabulary.OURS + "revoked"),
  /** Another credential has replaced it. */
  REPLACED(Vocabulary.OURS + "revoked"),
  SUSPENDED(Vocabulary.OURS + "suspended"),
  /** There is no record of the credential, so its status is not known. */
  STATUS_UNKNOWN(Vocabulary.STATUS_LIST + "STATUS_RETRIEVAL_ERROR"),
  /** The record is of another credential: another issuer, or another list position. */
  STATUS_OF_ANOTHER(Vocabulary.STATUS_LIST + "STATUS_VERIFICATION_ERROR"),
  REVOKED_BY_LIST(Vocabulary.OURS + "revoked"),
  SUSPENDED_BY_LIST(Vocabulary.OURS + "suspended"),
  /** The issuer's status list has a message about the credential. */
  STATUS_MESSAGE(Vocabulary.OURS + "status-message"),
  /** The issuer's status list says that a newer credential exists. */
  REFRESH_ADVISED(Vocabulary.OURS + "refresh-advised"),
  STATUS_NOT_RETRIEVED(Vocabulary.STATUS_LIST + "STATUS_RETRIEVAL_ERROR"),
  /** The list is not the issuer's, not for this purpose, or not valid at this time. */
  STATUS_LIST_INVALID(Vocabulary.STATUS_LIST + "STATUS_VERIFICATION_ERROR"),
  STATUS_LIST_TOO_SHORT(Vocabulary.STATUS_LIST + "STATUS_LIST_LENGTH_ERROR"),
  STATUS_OUT_OF_RANGE(Vocabulary.DATA_MODEL + "RANGE_ERROR"),
  STATUS_MALFORMED(Vocabulary.DATA_MODEL + "MALFORMED_VALUE_ERROR"),
  /** The status entry has a type that this verifier does not support. */
  STATUS_KIND_UNKNOWN(Vocabulary.OURS + "status-kind-unknown"),
  /** A credential of the record is not verified; the record is no better. */
  PART_NOT_VERIFIED(Vocabulary.OURS + "part-not-verified"),
  /** A credential of the record could not be verified. */
  PART_INCONCLUSIVE(Vocabulary.OURS + "part-inconclusive"),
  /** The record has more credentials, or deeper ones, than are verified. */
  PARTS_TOO_MANY(Vocabulary.OURS + "too-large"),
  /** An endorsement is about something else than what holds it. */
  ENDORSES_ANOTHER(Vocabulary.OURS + "endorses-another"),
  /**
   * The badge has neither a recipient's id nor an identifier: any holder of the file may show it.
   */
  NAMES_NOBODY(Vocabulary.OURS + "names-nobody"),
  /** The credential names another person than the request. */
  HOLDER_DIFFERS(Vocabulary.OURS + "holder-differs"),
  /** The credential does not tell whether it is of the person of the request. */
  HOLDER_UNKNOWN(Vocabulary.OURS + "holder-unknown"),
  /** The presentation is unsigned, so its presenter need not be its holder. */
  PRESENTATION_UNSIGNED(Vocabulary.OURS + "presentation-unsigned"),
  /** The presentation does not repeat the challenge of the request. */
  CHALLENGE_WRONG("https://w3id.org/security#INVALID_CHALLENGE_ERROR"),
  /** The presentation was made for another verifier. */
  DOMAIN_WRONG("https://w3id.org/security#INVALID_DOMAIN_ERROR"),
  /** An earlier check failed, so this one was not reached. */
  NOT_REACHED(Vocabulary.OURS + "not-reached");

  private final String type;

  ProblemCode(String type) {
    this.type = type;
  }

  /** Returns the problem's {@code type}, a URI. */
  public String type() {
    return type;
  }

  /** Where the types are defined. */
  private static final class Vocabulary {

    /** Verifiable Credentials Data Model v2.0, section 7.2. */
    private static final String DATA_MODEL = "https://www.w3.org/TR/vc-data-model#";

    /** Bitstring Status List v1.0, section 3.5. */
    private static final String STATUS_LIST = "https://www.w3.org/ns/credentials/status-list#";

    private static final String OURS = "urn:sceau:problem:";
  }
}

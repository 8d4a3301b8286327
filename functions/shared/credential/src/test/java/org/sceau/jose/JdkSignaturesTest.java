package org.sceau.jose;

class JdkSignaturesTest extends SignaturesContract {

  @Override
  Signatures signatures() {
    return SignatureVerifier::verify;
  }
}

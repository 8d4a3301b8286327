package org.sceau.kms;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.KeyKind;
import org.sceau.jose.Sha256;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.catalog.SigningUnavailableException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Signs JWS with one key in KMS, by the one algorithm of the key's kind. */
final class KmsJwsSigner extends BaseJWSProvider implements JWSSigner {

  /** The longest message of type {@code RAW} that KMS accepts. */
  private static final int MAX_RAW_BYTES = 4_096;

  private static final int ED25519_SIGNATURE_BYTES = 64;

  private final KmsClient client;
  private final SigningKey key;

  KmsJwsSigner(KmsClient client, SigningKey key) {
    super(Set.of(JwsAlgorithm.of(key.publicKey().kind()).header().getAlgorithm()));
    this.client = client;
    this.key = key;
  }

  /**
   * {@inheritDoc}
   *
   * @throws SigningUnavailableException if KMS does not sign, or not with this key
   * @throws IllegalArgumentException if the key is Ed25519 and the input is longer than KMS accepts
   */
  @Override
  public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
    var algorithm = header.getAlgorithm();
    if (!supportedJWSAlgorithms().contains(algorithm)) {
      throw new JOSEException(algorithm + " with a key for " + supportedJWSAlgorithms());
    }
    var arn = key.keyArn();
    var request = request(signingInput).keyId(arn).build();
    var answer = KmsSigner.ask("sign with " + arn, () -> client.sign(request));
    if (!KmsSigner.names(arn, answer.keyId())) {
      throw lasting("asked " + arn + " and signed by " + answer.keyId());
    }
    return Base64URL.encode(joseSignature(algorithm, answer.signature().asByteArray()));
  }

  private SignRequest.Builder request(byte[] message) {
    return switch (key.publicKey().kind()) {
      case P256 -> digest(SigningAlgorithmSpec.ECDSA_SHA_256, message);
      case RSA -> digest(SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256, message);
      case ED25519 -> {
        if (message.length > MAX_RAW_BYTES) {
          throw new IllegalArgumentException("more than KMS signs: " + message.length + " bytes");
        }
        // With DIGEST, KMS makes Ed25519ph, which is another signature (RFC 8032, section 5.1).
        yield SignRequest.builder()
            .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512)
            .messageType(MessageType.RAW)
            .message(SdkBytes.fromByteArray(message));
      }
      case P384 ->
          throw new IllegalArgumentException(
              "a key of a kind that Sceau does not sign with: " + key.keyArn());
    };
  }

  /** Hashes the message here, so that it may be longer than KMS accepts. */
  private static SignRequest.Builder digest(SigningAlgorithmSpec algorithm, byte[] message) {
    return SignRequest.builder()
        .signingAlgorithm(algorithm)
        .messageType(MessageType.DIGEST)
        .message(SdkBytes.fromByteArray(Sha256.of(message)));
  }

  private byte[] joseSignature(JWSAlgorithm algorithm, byte[] signature) {
    var kind = key.publicKey().kind();
    if (kind == KeyKind.P256) {
      try {
        return ECDSA.transcodeSignatureToConcat(
            signature, ECDSA.getSignatureByteArrayLength(algorithm));
      } catch (JOSEException | IndexOutOfBoundsException e) {
        throw new SigningUnavailableException("KMS: a signature that is not DER", false, e);
      }
    }
    if (kind == KeyKind.ED25519 && signature.length != ED25519_SIGNATURE_BYTES) {
      throw lasting("a signature of " + signature.length + " bytes");
    }
    // Whether a signature by RSA is one, the caller finds out when it verifies it.
    return signature;
  }

  private static SigningUnavailableException lasting(String what) {
    return new SigningUnavailableException(
        "KMS: " + what, false, new IllegalStateException("not what was asked for"));
  }
}

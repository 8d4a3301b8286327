package org.sceau.kms;

import com.nimbusds.jose.JOSEException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sceau.aws.AwsErrors;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.PublicJwk;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.catalog.SigningUnavailableException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/**
 * Implements {@link Signer} and {@link KeyDirectory} with keys in KMS, named by their ARNs. An
 * alias is refused: it could later name another key, whose signatures would not be the issuer's.
 */
public final class KmsSigner implements Signer, KeyDirectory {

  private final KmsClient client;

  public KmsSigner(KmsClient client) {
    this.client = client;
  }

  @Override
  public byte[] sign(SigningKey key, byte[] message) {
    var header = JwsAlgorithm.of(key.publicKey().kind()).header();
    try {
      return new KmsJwsSigner(client, key).sign(header, message).decode();
    } catch (JOSEException e) {
      throw new IllegalStateException("the algorithm is the key's own", e);
    }
  }

  @Override
  public SigningKey find(String keyArn) {
    GetPublicKeyResponse answer;
    try {
      answer = ask("public key of " + keyArn, () -> client.getPublicKey(get -> get.keyId(keyArn)));
    } catch (SigningUnavailableException e) {
      if (e.getCause() instanceof AwsServiceException refusal && isDenied(refusal)) {
        throw new IllegalArgumentException("not permitted to use the key: " + keyArn, e);
      }
      if (e.getCause() instanceof DisabledException
          || e.getCause() instanceof KmsInvalidStateException) {
        throw new IllegalArgumentException("a key that is not enabled: " + keyArn, e);
      }
      // The last are an AWS word for a key without a public half.
      if (e.getCause() instanceof NotFoundException
          || e.getCause() instanceof InvalidArnException
          || e.getCause() instanceof UnsupportedOperationException) {
        throw new IllegalArgumentException("no such key: " + keyArn, e);
      }
      throw e;
    }
    if (!names(keyArn, answer.keyId())) {
      throw new IllegalArgumentException(
          "not the ARN of the key " + answer.keyId() + ": " + keyArn);
    }
    if (answer.keyUsage() != KeyUsageType.SIGN_VERIFY) {
      throw new IllegalArgumentException("a key that does not sign: " + keyArn);
    }
    return publicKey(answer)
        .flatMap(PublicJwk::of)
        .map(jwk -> new SigningKey(keyArn, jwk))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a key of a kind that Sceau does not sign with, "
                    + answer.keySpecAsString()
                    + ": "
                    + keyArn));
  }

  /** Tells whether access was denied, for which the SDK has no exception of its own. */
  private static boolean isDenied(AwsServiceException refusal) {
    return refusal.awsErrorDetails() != null
        && "AccessDeniedException".equals(refusal.awsErrorDetails().errorCode());
  }

  /**
   * Reads the key in a SubjectPublicKeyInfo, which names its own kind; empty for unsupported kinds.
   */
  private static Optional<PublicKey> publicKey(GetPublicKeyResponse answer) {
    var encoded = new X509EncodedKeySpec(answer.publicKey().asByteArray());
    return Stream.of("EC", "Ed25519", "RSA")
        .flatMap(algorithm -> publicKey(algorithm, encoded).stream())
        .findFirst();
  }

  private static Optional<PublicKey> publicKey(String algorithm, X509EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(encoded));
    } catch (InvalidKeySpecException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /**
   * Tells whether a response names the key: KMS returns the ARN, its emulators the last part of it.
   */
  static boolean names(String arn, String answered) {
    return arn.equals(answered) || arn.endsWith(":key/" + answered);
  }

  static <T> T ask(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new SigningUnavailableException(
          AwsErrors.describe("KMS: " + what, e), AwsErrors.isTemporary(e), e);
    }
  }
}
